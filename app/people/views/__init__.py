"""Pages for getting in, for one's own account, and for the people of an organisation."""
