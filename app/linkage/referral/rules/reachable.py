"""Why nothing that is sent reaches somebody who asked for company, in words for staff."""

from enum import StrEnum

from app.kernel.speech import marked


class NoWay(StrEnum):
    """ASKED_NOT: they said so to whoever tried, and nothing else since. LOOKS: they chose it when they asked."""

    ASKED_NOT = "asked_not"
    LOOKS = "looks"
    WRONG = "wrong"
    NO_ROAD = "no_road"


WORDS = {
    NoWay.ASKED_NOT: marked("{name} asked us not to get in touch."),
    NoWay.LOOKS: marked("{name} wishes not to be contacted, and looks here by themselves. Nothing is sent to them."),
    NoWay.WRONG: marked("We cannot reach {name}: the number was not theirs, and no other way is known."),
    NoWay.NO_ROAD: marked("We cannot reach {name}: no number or address is known for the way that they chose."),
}

RESTS = marked(
    "They asked us not to get in touch, or do not want it any more. Nobody is asked for them while that stands."
)

TRIES = ("tried", "staff_tried")
WRONG, ASKED_NOT = "wrong_number", "asked_not_to"
"""Tries to reach somebody as they are written down, and two of what came of them."""

END_TIMER = "end_kindly"
"""They do not want it any more, as staff were told; until it is over that can be taken back."""
