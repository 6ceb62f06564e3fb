"""How fast the site is: generated directories, a bare Flask page beside ours, and what a phone sees."""
