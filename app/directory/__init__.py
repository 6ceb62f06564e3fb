"""Listings: when they are on, how they are found, and their pages."""
