"""What is typed about champions."""
