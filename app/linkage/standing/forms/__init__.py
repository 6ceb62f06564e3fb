"""Forms of people's own pages."""
