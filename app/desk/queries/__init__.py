"""What the desk asks of all features."""
