"""Which columns are sealed, and with which key."""
