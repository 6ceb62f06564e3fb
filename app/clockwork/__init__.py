"""Who minds the clock, and what has become of each job that is done again and again."""
