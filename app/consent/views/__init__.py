"""Pages of agreements and of broken glass."""
