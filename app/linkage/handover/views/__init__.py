"""Pages of going to another organisation: for the newcomer, for who has the request, for who is asked."""
