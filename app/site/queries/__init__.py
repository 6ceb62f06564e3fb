"""What the pages about the site itself ask."""
