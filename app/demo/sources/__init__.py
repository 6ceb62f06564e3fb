"""The example world's files, read into drafts of listings as they stand on a given day."""
