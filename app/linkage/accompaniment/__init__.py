"""The first contact, the plan, the way there, and what became of it."""
