"""From one organisation to another: a newcomer moves, or would rather be looked after elsewhere."""
