"""What does not go as it should, each as one line with one act, for coordinators. Care, never blame."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.speech import marked

LONG = timedelta(days=7)
SOON = timedelta(hours=24)
NUMBER_SOON = timedelta(days=2)
"""So long before they meet, a champion without a number is told of."""

SEE = marked("See it")
EXPIRED, EXPIRED_IN = 2, timedelta(days=14)
DECLINED, DECLINED_IN = 3, timedelta(days=28)
NEAR = 0.8
"""From this share of a caseload on it is said."""


class Sort(StrEnum):
    """In the order in which they are shown."""

    PEOPLE = "people"
    LIES = "lies"
    NO_LOOK = "no_look"
    NO_CONTACT = "no_contact"
    UNSURE = "unsure"
    NUMBER = "number"
    DIFFER = "differ"
    NOBODY_HAS_IT = "nobody_has_it"
    NOBODY_FREE = "nobody_free"
    SECOND = "second"
    NO_SECOND = "no_second"
    NO_READER = "no_reader"
    CARE = "care"
    TALK = "talk"
    CHECK = "check"
    MUCH = "much"


WORDS: dict[Sort, str] = {
    Sort.PEOPLE: marked("Somebody waits for a call. The request says who, and why."),
    Sort.LIES: marked("Given to somebody three days ago or more, and nobody has said that it is done."),
    Sort.NO_LOOK: marked("Nobody has looked at this request in time."),
    Sort.NO_CONTACT: marked("The first contact has not been made in time."),
    Sort.UNSURE: marked("They meet within a day, and one of them has not said yes."),
    Sort.NUMBER: marked("A champion goes with somebody soon, and nobody can ring them: no number of theirs is known."),
    Sort.DIFFER: marked("The two say different things of how it went. Ask both, kindly, then choose."),
    Sort.NOBODY_HAS_IT: marked("Nobody who is here looks after this."),
    Sort.NOBODY_FREE: marked("Nobody has been found for a week."),
    Sort.SECOND: marked("A concern waits for the word of a second lead."),
    Sort.NO_SECOND: marked("Something waits for a second safeguarding lead, and there is only one. Appoint another."),
    Sort.NO_READER: marked("No safeguarding lead will be there. Appoint another."),
    Sort.CARE: marked("Needs a break, or said no or nothing several times. See how they are: it may be too much."),
    Sort.TALK: marked("A talk with the supervisor is late, and they walk with somebody."),
    Sort.CHECK: marked("Their check ends before a plan that stands."),
    Sort.MUCH: marked("Has asked for many people who are still with us. Could a colleague share them?"),
}


DOES: dict[Sort, str] = {
    Sort.PEOPLE: marked("See to it now"),
    Sort.LIES: marked("See to it"),
    Sort.NUMBER: marked("How to reach them"),
    Sort.DIFFER: marked("Ask both"),
    Sort.NOBODY_FREE: marked("Look for another way"),
    Sort.SECOND: marked("Read it, and decide"),
    Sort.NO_SECOND: marked("Appoint a second lead"),
    Sort.NO_READER: marked("Appoint another lead"),
    Sort.TALK: marked("See who looks after them"),
    Sort.CHECK: marked("Note a new decision"),
    Sort.MUCH: marked("Invite a colleague to share"),
}
"""What is done on the page of a line that has no button of its own."""


@dataclass(frozen=True, slots=True)
class Act:
    """A button: where it goes, what it says, the one field that it sends, and what is said before of what it does."""

    to: str
    label: str
    name: str = ""
    value: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to ring: their name, the page with how to reach them, and whether a reminder reached them."""

    name: str
    link: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: whom it is about, the page about it, and what can be done here. Without an act the page is the way,
    and `does` says what is done there. `about`: what is to be done, in words to be translated.
    `calls`: whom to ring."""

    sort: Sort
    name: str
    link: str
    acts: tuple[Act, ...] = ()
    about: str = ""
    calls: tuple[Call, ...] = ()

    @property
    def does(self) -> str:
        """The words of the way to its page."""
        return DOES.get(self.sort, SEE)


def wants_care(declined: Sequence[datetime], expired: Sequence[datetime], now: datetime) -> bool:
    """Has a champion said no, or not answered, so often lately that somebody sees how they are?"""
    lately = [at for at in declined if at > now - DECLINED_IN]
    silent = [at for at in expired if at > now - EXPIRED_IN]
    return len(lately) >= DECLINED or len(silent) >= EXPIRED


@dataclass(frozen=True, slots=True)
class Caseload:
    """How many requests somebody looks after, of how many at most."""

    held: int
    most: int

    @property
    def is_near(self) -> bool:
        """Is it time to say so?"""
        return self.held >= self.most * NEAR

    @property
    def is_full(self) -> bool:
        """May no more be taken?"""
        return self.held >= self.most
