"""What may be done on the way from the first contact to the day after, as plain rules."""
