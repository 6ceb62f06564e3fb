"""Calendars over the web."""
