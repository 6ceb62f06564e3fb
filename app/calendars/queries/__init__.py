"""What calendars ask of the database."""
