"""Making the first contact, planning, going, and what is done when something is due on the way."""
