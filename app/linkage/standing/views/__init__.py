"""Pages that show where a request stands."""
