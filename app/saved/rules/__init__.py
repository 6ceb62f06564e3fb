"""What may be kept on a phone, and what reminders there are."""
