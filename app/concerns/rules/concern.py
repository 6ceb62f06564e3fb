"""What a concern may hold, the parts that people have in it, and what is written of it (security decisions 3.6)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from app.kernel.errors import Refused
from app.kernel.roles import STAFF, Role
from app.kernel.speech import _, marked

LONGEST = 10_000
LONGEST_BESIDE = 2_000
SHORTEST_REASON = 10


class Sort(StrEnum):
    """What a line of a concern's history is. ADDED is by whoever told us, ANSWER is for them to read."""

    ADDED = "added"
    ANSWER = "answer"
    TAKEN_UP = "taken_up"
    TAKEN_OVER = "taken_over"
    HANDED_BACK = "handed_back"
    WEIGHED = "weighed"
    ASKED_TO_SLOW = "asked_to_slow"
    NOTE = "note"
    DONE = "done"
    REFERRED = "referred"
    FROZEN = "frozen"
    LIFTED = "lifted"
    GOES_ON = "goes_on"
    HOLD_ENDED = "hold_ended"
    ASKED_TO_CLOSE = "asked_to_close"
    CLOSED = "closed"
    REOPENED = "reopened"


SORTS = {
    Sort.ADDED: marked("Added by whoever told us"),
    Sort.ANSWER: marked("Answer to whoever told us"),
    Sort.TAKEN_UP: marked("Taken up"),
    Sort.TAKEN_OVER: marked("Another lead sees to it"),
    Sort.HANDED_BACK: marked("Waits again: whoever saw to it is no lead now"),
    Sort.WEIGHED: marked("How soon, and what they want"),
    Sort.ASKED_TO_SLOW: marked("Waits for a second lead to say that it can wait"),
    Sort.NOTE: marked("Note"),
    Sort.DONE: marked("What was done"),
    Sort.REFERRED: marked("Passed on"),
    Sort.FROZEN: marked("Offers and plans stopped"),
    Sort.LIFTED: marked("Offers may go on"),
    Sort.GOES_ON: marked("Offers and plans may go on"),
    Sort.HOLD_ENDED: marked("A request that was on hold is not any more"),
    Sort.ASKED_TO_CLOSE: marked("Waits for a second person to close it"),
    Sort.CLOSED: marked("Closed"),
    Sort.REOPENED: marked("Opened again"),
}
WRITTEN = {
    Sort.NOTE: marked("A note"),
    Sort.DONE: marked("What we did"),
    Sort.REFERRED: marked("We passed it on (to the council, the police: say to whom)"),
    Sort.ANSWER: marked("An answer: whoever told us can read it with their code"),
}
"""What a lead may write by hand."""


class Speed(StrEnum):
    """How soon something is to be done or passed on, as a lead sees it."""

    IMMEDIATE = "immediate"
    URGENT = "urgent"
    ROUTINE = "routine"


SPEEDS = {
    Speed.IMMEDIATE: marked("Immediate: within one working day"),
    Speed.URGENT: marked("Urgent: within three working days"),
    Speed.ROUTINE: marked("Routine: within five working days"),
}


class Agreed(StrEnum):
    """Whether the person at risk agrees to what is done (Care Act 2014 guidance; security decisions 3.6)."""

    GIVEN = "given"
    OVERRIDDEN = "overridden"
    NOT_SAFE = "not_safe"
    NOT_YET = "not_yet"


AGREED = {
    Agreed.GIVEN: marked("They agree"),
    Agreed.OVERRIDDEN: marked("They do not agree, and we go on all the same: say on what ground"),
    Agreed.NOT_SAFE: marked("It is not safe to ask them: say why"),
    Agreed.NOT_YET: marked("Not asked yet"),
}


class Part(StrEnum):
    """The part that somebody has in a concern. APART: they are too near to it to read it."""

    ABOUT = "about"
    AT_RISK = "at_risk"
    APART = "apart"


PARTS = {
    Part.ABOUT: marked("It is about what they did"),
    Part.AT_RISK: marked("They may be in danger"),
    Part.APART: marked("They are too close to it to read it"),
}


class CannotTell(Refused):
    """Something is missing or too long; the sentence says what to do."""


class CannotHandle(Refused):
    """It cannot be done to this concern now; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody told us. `about` is about whom, `wish` what the person at risk wants, `contact` how and when to
    reach whoever tells us; `ref` is what stood in the address of the form. `of_staff`: they say that it is about
    somebody who helps or works here."""

    words: str = field(repr=False)
    about: str = field(default="", repr=False)
    wish: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    ref: str = ""
    is_immediate: bool = False
    of_staff: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A lead asked that something may be slower."""

    speed: Speed
    by: str


def check_words(words: str, longest: int = LONGEST) -> None:
    """Raise `CannotTell` if there is nothing to read, or too much."""
    if not words.strip():
        raise CannotTell(_("Say in your own words what happened. A few words are enough."))
    check_length(words, longest)


def check_length(words: str, longest: int) -> None:
    """Raise `CannotTell` if it is too long."""
    if len(words) > longest:
        raise CannotTell(_("Use {most} characters or fewer. You used {used}.", most=longest, used=len(words)))


def is_of_staff(roles: Collection[Role]) -> bool:
    """Does somebody with these roles act for an organisation? Champions do as well."""
    return bool((STAFF | {Role.CHAMPION}).intersection(roles))


def check_weighing(agreed: Agreed, reason: str, *, slows: bool = False) -> None:
    """Raise `CannotHandle` where a ground is to be written down and is not."""
    is_short = len(reason.strip()) < SHORTEST_REASON
    if agreed in (Agreed.OVERRIDDEN, Agreed.NOT_SAFE) and is_short:
        raise CannotHandle(
            _(
                "Say in a few words why, in {count} letters or more: danger to others, a crime, they cannot decide "
                "now, or what else.",
                count=SHORTEST_REASON,
            )
        )
    if slows and is_short:
        raise CannotHandle(_("Say in a few words why it can wait, in {count} letters or more.", count=SHORTEST_REASON))
    check_length(reason, LONGEST)


def slows(standing: Speed, speed: Speed) -> bool:
    """Does it say of danger now that it can wait? Nobody decides that alone."""
    return standing is Speed.IMMEDIATE and speed is not Speed.IMMEDIATE


def is_settled(slower: Asked | None, speed: Speed, lead: str) -> bool:
    """Has another lead than this one asked already that it may be as slow as this?"""
    return slower is not None and slower.speed is speed and slower.by != lead


def needs_second(*, is_immediate: bool, of_staff: bool) -> bool:
    """Does closing it take two?"""
    return is_immediate or of_staff


def check_closing(closer: str, asked_by: str | None, reason: str, *, takes_two: bool) -> bool:
    """Is it closed by this press? False where a second person is to agree first. Raises `CannotHandle`."""
    if takes_two and asked_by == closer:
        raise CannotHandle(_("You asked for it to be closed. A second lead has to agree."))
    is_agreeing = takes_two and asked_by is not None
    if not is_agreeing and len(reason.strip()) < SHORTEST_REASON:
        raise CannotHandle(
            _("Say in a few words why it can be closed, in {count} letters or more.", count=SHORTEST_REASON)
        )
    return is_agreeing or not takes_two
