"""Forms of asking another organisation, and of its answer."""
