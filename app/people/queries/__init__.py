"""Who is who, what they hold, and where they are signed in."""
