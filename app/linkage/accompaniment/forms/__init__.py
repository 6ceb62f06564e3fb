"""Forms of the two who go together."""
