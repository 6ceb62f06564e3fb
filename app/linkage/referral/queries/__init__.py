"""Finding linkages, what is due, and whom it concerns."""
