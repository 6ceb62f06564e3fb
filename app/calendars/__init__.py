"""iCalendar out: what calendars say, written by a thin writer of our own."""
