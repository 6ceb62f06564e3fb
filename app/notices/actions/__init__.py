"""Finding out whether a message may leave, keeping what people said, and planning what they will be told."""
