"""What is asked of concerns, of who is on duty, and of who is never to meet whom."""
