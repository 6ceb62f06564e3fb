"""Where requests stand, put together from all parts."""
