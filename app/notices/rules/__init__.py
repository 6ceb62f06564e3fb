"""How somebody may be reached, and when; how messages are stopped; no network, no database."""
