"""Pages about the site, first meetings and help."""
