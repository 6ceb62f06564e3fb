"""What is typed about a concern, and the rota."""
