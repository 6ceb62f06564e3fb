"""Pages of those who learn, and buttons for everybody who is asked."""
