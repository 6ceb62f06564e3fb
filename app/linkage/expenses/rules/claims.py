"""What can be claimed: fares as paid and miles as driven, never a flat sum.

A sum that is paid whatever somebody spent can make a volunteer a worker (GOV.UK, volunteers' expenses). So there is a
claim for each outing, with what it cost and whether there is a ticket for it. A mile is paid at the organisation's own
rate, at most `house.MOST_A_MILE`. The most for one outing only catches a slip of the keyboard.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.accompaniment.rules.words import Outcome

MOST_FARES, MOST_TENTHS = 200_00, 300_0
"""In pence, and in tenths of a mile."""

CLAIMED_WITHIN = timedelta(days=90)
"""So long after an outing it can be claimed for."""

ON_THE_WAY = timedelta(hours=3)
"""Who was called off later than this before the meeting may have been on the way already."""

LONGEST_ASKS = 200
MONEY = re.compile(r"£?\s*(\d{1,4})(?:\.(\d{1,2}))?")
MILES = re.compile(r"(\d{1,4})(?:\.(\d))?")
FARES, MILES_FIELD, TICKET = "fares", "miles", "ticket"


class Step(StrEnum):
    """Where a claim stands."""

    SENT = "sent"
    ASKED = "asked"
    APPROVED = "approved"
    PAID = "paid"


TABLE: dict[Step, frozenset[Step]] = {
    Step.SENT: frozenset({Step.ASKED, Step.APPROVED}),
    Step.ASKED: frozenset({Step.SENT, Step.APPROVED}),
    Step.APPROVED: frozenset({Step.ASKED, Step.PAID}),
    Step.PAID: frozenset(),
}
"""Where it may go. Who claimed may change it or take it back while it is sent or asked about."""

THEIRS = frozenset({Step.SENT, Step.ASKED})
WORDS = {
    Step.SENT: marked("Sent: a coordinator looks at it"),
    Step.ASKED: marked("There is a question about it"),
    Step.APPROVED: marked("Agreed: you get it back"),
    Step.PAID: marked("Paid"),
}


class CannotClaim(Refused):
    """This cannot be claimed like that; the sentence says what to do, `field` names where."""

    def __init__(self, sentence: str, field: str = FARES) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Spent:
    """Fares in pence, miles in tenths, and whether there is a ticket for the fares."""

    fares: int
    tenths: int
    has_ticket: bool


@dataclass(frozen=True, slots=True)
class Outing:
    """What decides whether an outing can be claimed for: when they met, what came of it, and when it was called off."""

    meet_at: datetime
    outcome: Outcome | None
    ended_at: datetime | None


def can_be_claimed(outing: Outing, now: datetime) -> bool:
    """Can its champion claim for it? Also where the newcomer did not come or the door was shut; not where the champion
    was the one who did not come, nor where it was called off in good time."""
    if not now - CLAIMED_WITHIN <= outing.meet_at <= now or outing.outcome is Outcome.CHAMPION_ABSENT:
        return False
    return outing.ended_at is None or outing.ended_at > outing.meet_at - ON_THE_WAY


def read(fares: str, miles: str, *, has_ticket: bool, rate: int) -> Spent:
    """What was typed. Raises `CannotClaim`."""
    money, driven = MONEY.fullmatch(fares.strip() or "0"), MILES.fullmatch(miles.strip() or "0")
    if money is None:
        raise CannotClaim(_("Enter what the fares cost together, like 3.40."))
    if driven is None:
        raise CannotClaim(_("Enter the miles that you drove, like 12 or 12.5."), MILES_FIELD)
    pence = int(money[1]) * 100 + int((money[2] or "").ljust(2, "0"))
    tenths = int(driven[1]) * 10 + int(driven[2] or 0)
    spent = Spent(pence, tenths, has_ticket)
    _check(spent, rate)
    return spent


def _check(spent: Spent, rate: int) -> None:
    if not spent.fares and not spent.tenths:
        raise CannotClaim(_("Enter what the fares cost, or the miles that you drove."))
    if spent.fares > MOST_FARES:
        raise CannotClaim(_("That is more than we can take here. Check the fares, or talk with your coordinator."))
    if spent.tenths > MOST_TENTHS:
        raise CannotClaim(
            _("That is more than we can take here. Check the miles, or talk with your coordinator."), MILES_FIELD
        )
    if spent.tenths and not rate:
        raise CannotClaim(_("Your organisation pays fares, and no miles. Leave the miles empty."), MILES_FIELD)
    if spent.fares and not spent.has_ticket:
        raise CannotClaim(_("Tick that you have the ticket, or the line on your bank or travel card."), TICKET)


def amount(fares: int, tenths: int, rate: int) -> int:
    """What is paid back, in pence; half a penny goes up."""
    return fares + (tenths * rate + 5) // 10


def check_step(step: Step, to: Step) -> None:
    """Raise `CannotClaim` where a claim cannot go there."""
    if to not in TABLE[step]:
        raise CannotClaim(_("Something has changed meanwhile. Please look again."))


def pounds(pence: int) -> str:
    """Money in words: "£3.40"."""
    return f"£{pence // 100}.{pence % 100:02}"


def in_miles(tenths: int) -> str:
    """Miles in words: "12", "12.5"; "" for none."""
    return f"{tenths / 10:g}" if tenths else ""
