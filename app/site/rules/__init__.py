"""Pure rules of the general pages."""
