"""Pure rules of the directory: when a listing is on, who may come, how sure we are, what may be shown."""
