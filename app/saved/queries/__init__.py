"""What somebody saved; who gets a weekly list, and what is in it."""
