"""When a job is due, who may mind the clock, and words for how a job ended; no clock, no database."""
