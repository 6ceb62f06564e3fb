"""What stands in a calendar file, and how a finished file is checked."""
