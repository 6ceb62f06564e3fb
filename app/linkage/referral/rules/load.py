"""How many people one link worker asks for at a time: from when it is said, and where it ends."""

from app.kernel.errors import Refused
from app.kernel.speech import _

ALARM, MOST = 25, 100


class TooMany(Refused):
    """As many as one person asks for; the sentence says what to do."""


def is_much(count: int) -> bool:
    """Is it time to say so?"""
    return count >= ALARM


def check_room(count: int) -> None:
    """Raise `TooMany` where one more would be too many for one person."""
    if count >= MOST:
        raise TooMany(
            _(
                "You have asked for {count} people who are still with us. Please ask a colleague for the next.",
                count=MOST,
            )
        )
