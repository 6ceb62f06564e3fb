"""What somebody may change of what they asked for, in which state, and from when it counts."""

from enum import StrEnum

from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.referral.rules.states import State


class Part(StrEnum):
    """One thing that can be changed, on a page of its own."""

    MEETING = "meeting"
    COMPANY = "company"
    NEEDS = "needs"
    TRAVEL = "travel"
    WORDS = "words"
    REACH = "reach"
    CONTACT = "contact"


class Counts(StrEnum):
    """From when a change counts. NOW: questions, the walk and the plan follow in the same transaction. LATER: it is
    kept, nothing that goes on is touched, and whatever begins next begins with it."""

    NOW = "now"
    LATER = "later"


class CannotChange(Refused):
    """This is over, and nothing of it can be changed; the sentence says what to do."""


ABOUT_REACH = frozenset({Part.REACH, Part.CONTACT})
"""How to reach somebody counts from the next message on, wherever they stand."""

OF_WISHES: dict[State, Counts | None] = {
    State.DRAFT: None,
    State.RECEIVED: Counts.NOW,
    State.TRIAGE: Counts.NOW,
    State.SIGNPOSTED: Counts.LATER,
    State.WAITING: Counts.NOW,
    State.OFFERING: Counts.NOW,
    State.ACCEPTED: Counts.NOW,
    State.CONTACTING: Counts.NOW,
    State.PLANNED: Counts.NOW,
    State.GOING: Counts.LATER,
    State.REPLANNING: Counts.NOW,
    State.ATTENDED: Counts.LATER,
    State.FOLLOWING: Counts.NOW,
    State.OUTREACH: Counts.NOW,
    State.CLOSING: Counts.LATER,
    State.CLOSED: None,
    State.REENGAGING: Counts.NOW,
    State.PAUSED: Counts.LATER,
    State.SAFETY_HOLD: Counts.LATER,
    State.WITHDRAWN: None,
}
"""Nobody who is on the way is called back by a change of wishes: that has a button of its own, which says so."""

BY_TELEPHONE = "by_telephone"
"""The reason of a change that somebody of the staff made as they were told."""

SAID = {
    Part.MEETING: marked("Which meeting was changed"),
    Part.COMPANY: marked("Who they would like to go with was changed"),
    Part.NEEDS: marked("What they need was changed"),
    Part.TRAVEL: marked("When and how they could go was changed"),
    Part.WORDS: marked("What would help was changed"),
    Part.REACH: marked("How and when to reach them was changed"),
    Part.CONTACT: marked("They gave a new number or address"),
}
"""For staff; the old words are nowhere."""

WHAT = {f"changed_{part}": said for part, said in SAID.items()}
"""By what is written down."""


def counts(state: State, part: Part) -> Counts | None:
    """From when a change counts; None where nothing can be changed any more."""
    found = OF_WISHES[state]
    return Counts.NOW if found and part in ABOUT_REACH else found


def check_may_change(state: State, part: Part) -> Counts:
    """From when it counts. Raises `CannotChange`."""
    found = counts(state, part)
    if found is None:
        raise CannotChange(_("This request is over, so nothing of it can be changed. You can come back or ask anew."))
    return found
