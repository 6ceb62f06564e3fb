"""A planned ending leads on to something, and the door stays open."""

from app.kernel.speech import marked

CALL, CHAMPION, VOLUNTEER, DONE = "call", "champion", "volunteer", "done"
GOES_ON = {
    CALL: marked("Keep asking after me now and then"),
    CHAMPION: marked("Go on with another champion"),
    VOLUNTEER: marked("Help others: volunteer"),
    DONE: marked("Just finish here"),
}
"""What somebody goes on to, in their own words."""

FOR_STAFF = {
    CALL: marked("They wish to be asked after now and then"),
    CHAMPION: marked("They go on with another champion"),
    VOLUNTEER: marked("They would like to volunteer"),
    DONE: marked("They are done, and know that the door is open"),
}
REASON = "on_to_"
"""Stands before the code where the request keeps why it was closed."""

DEBRIEF = "debrief"
"""The task of asking a champion how it was for them."""


def onward(reason: str) -> str:
    """What somebody went on to, from why their request was closed; "" where nobody said."""
    code = reason.removeprefix(REASON)
    return code if reason.startswith(REASON) and code in GOES_ON else ""
