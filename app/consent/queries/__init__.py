"""What somebody agreed to, and who broke the glass."""
