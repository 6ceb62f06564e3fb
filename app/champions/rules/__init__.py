"""What champions are and may do, as plain values: words, checks, readiness, times."""
