"""Moving a linkage from state to state, and what is due because of it."""
