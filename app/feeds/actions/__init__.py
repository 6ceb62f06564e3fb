"""Taking in lists from elsewhere."""

from app.feeds.actions.taking_in import Origin, Outcome, look_ahead, take_in

__all__ = ["Origin", "Outcome", "look_ahead", "take_in"]
