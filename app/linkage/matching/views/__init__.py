"""What champions are asked."""
