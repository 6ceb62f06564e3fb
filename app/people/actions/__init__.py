"""What changes who may come in, and by what."""
