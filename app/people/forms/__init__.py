"""What people fill in to get in, and about their account."""
