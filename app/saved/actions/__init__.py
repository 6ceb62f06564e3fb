"""Saving listings; asking for the weekly list of an area, confirming and stopping it, and writing it into the box."""
