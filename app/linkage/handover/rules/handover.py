"""When another organisation may be asked to look after somebody, and when it may say yes: a table of every state."""

from enum import StrEnum

from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.referral.rules.states import TABLE, State

TIMER = "handover"
"""The timer of the answer: it goes on in whatever state a question may stand."""

UNANSWERED, ANSWERED_NO, STOPPED = "handover_late", "handover_no", "handover_stopped"
"""Tasks of the organisation that still has the request: nobody answered in time, they cannot, or a hold ended it."""

OUT = TABLE[State.GOING].keeps - {TIMER}
"""Timers by which a champion is watched over; while one of them runs nobody is taken from anybody."""

LONGEST_REASON, LONGEST_PLACE = 300, 80
MOST_AT_ONCE = 8
"""So many organisations are shown without a place."""


class May(StrEnum):
    """What a state allows."""

    ASK = "ask"
    WAIT = "wait"
    END = "end"


ALLOWED: dict[State, May] = {
    State.DRAFT: May.END,
    State.RECEIVED: May.ASK,
    State.TRIAGE: May.ASK,
    State.SIGNPOSTED: May.ASK,
    State.WAITING: May.ASK,
    State.OFFERING: May.ASK,
    State.ACCEPTED: May.ASK,
    State.CONTACTING: May.ASK,
    State.PLANNED: May.ASK,
    State.GOING: May.WAIT,
    State.REPLANNING: May.ASK,
    State.ATTENDED: May.ASK,
    State.FOLLOWING: May.ASK,
    State.OUTREACH: May.ASK,
    State.CLOSING: May.ASK,
    State.CLOSED: May.END,
    State.REENGAGING: May.ASK,
    State.PAUSED: May.ASK,
    State.SAFETY_HOLD: May.END,
    State.WITHDRAWN: May.END,
}
"""`ASK`: another organisation may be asked, and may answer. `WAIT`: neither, but a question stands: they are out
together. `END`: no question stands; a hold freezes everything, and what is over goes nowhere."""


class Ending(StrEnum):
    """What became of a question."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    OVER = "over"


class CannotHandOver(Refused):
    """This cannot be now; the sentence says what to do."""


def check_ask(state: State) -> None:
    """Raise `CannotHandOver` where no organisation can be asked."""
    if ALLOWED[state] is May.WAIT:
        raise CannotHandOver(_("You are out together just now. Please come back to this when everybody is home."))
    if ALLOWED[state] is May.END:
        raise CannotHandOver(_("This is not possible just now. Please ring us, and we see what is."))


def check_accept(state: State, *, is_out: bool) -> None:
    """Raise `CannotHandOver` where a yes has to wait. `is_out`: somebody is still watched over on their way home."""
    if ALLOWED[state] is not May.ASK or is_out:
        raise CannotHandOver(_("Something has to be finished there first. Please say yes again in a few hours."))
