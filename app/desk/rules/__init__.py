"""Words for what the desk shows."""
