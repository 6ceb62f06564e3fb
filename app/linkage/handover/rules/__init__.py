"""When a request may go to another organisation, and in which words."""
