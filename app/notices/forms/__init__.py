"""What somebody fills in on how to reach them."""
