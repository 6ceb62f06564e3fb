"""What newcomers do with their own request."""
