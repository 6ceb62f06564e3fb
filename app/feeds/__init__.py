"""Lists of meetings from elsewhere, in and out."""
