"""How a message leaves the site: by e-mail or as a text, one recipient at a time."""
