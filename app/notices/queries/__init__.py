"""How somebody may be reached, what they stopped, and what waits for them."""
