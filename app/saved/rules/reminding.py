"""When somebody may wish to be reminded of what they saved, and how many things they may save."""

from app.kernel.errors import Refused
from app.kernel.speech import _, marked

MOST = 200
REMINDERS = {180: marked("3 hours before"), 1440: marked("The day before")}
"""Minutes before the start; `app.notices` plans by them."""
NONE = marked("No reminder")


class TooManySaved(Refused):
    """This person has saved as much as one may."""


def check_room(held: int) -> None:
    """Raise `TooManySaved` where there is no room for one more."""
    if held >= MOST:
        raise TooManySaved(_("You have saved 200 things, which is the most. Take one off your list first."))


def read_remind(text: str) -> int | None:
    """The minutes of a choice on the page; anything else is no reminder."""
    return next((minutes for minutes in REMINDERS if str(minutes) == text), None)
