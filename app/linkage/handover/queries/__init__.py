"""Finding requests that are to go to another organisation."""
