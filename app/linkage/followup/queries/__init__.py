"""Finding check-ups."""
