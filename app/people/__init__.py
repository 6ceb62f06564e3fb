"""Who may come in, as what, and how they show that it is them."""
