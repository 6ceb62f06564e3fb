"""An append-only, chained record of who did and looked at what."""
