"""Claiming, and seeing to claims."""
