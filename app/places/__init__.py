"""Venues, areas and place search without a network."""
