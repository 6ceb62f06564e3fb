"""What champions spent on the way, and how they get it back: what it cost, and no more."""
