"""What people fill in for a weekly list."""
