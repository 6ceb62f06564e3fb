"""A calendar for one person: how much it tells, in which words, and when its link is good no longer.

Every UID is made from the link's own id and the listing's, so that two people's calendars, or a person's and a public
one, cannot be laid side by side. Within one link it stays for ever.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.calendars.rules.discreet import DISCREET_TITLE, discreet
from app.calendars.rules.entry import NO_PLACE, Entry
from app.directory.rules.timetable import Series, Timetable
from app.kernel.errors import Refused
from app.kernel.recurrence import Freq, Rule
from app.kernel.speech import _, marked
from app.kernel.tokens import ALPHABET
from app.post.rules.telling import tells

MOST = 10
"""Links that one person may have at a time."""
LONGEST_WORD = 30
OFF_FOR = timedelta(days=30)
"""How long a link that is switched off tells so, and thereby clears what programs have kept."""
WORDS = (DISCREET_TITLE, marked("Meet-up"), marked("Coffee"), marked("Class"))
BUSY = marked("Busy")
SWITCHED_OFF = marked("This calendar link is switched off")
ALARMS = {30: marked("30 minutes before"), 60: marked("1 hour before"), 180: marked("3 hours before"),
          1440: marked("1 day before")}  # fmt: skip


class Manner(StrEnum):
    """How much a personal calendar tells."""

    PLAIN = "plain"
    DISCREET = "discreet"
    BUSY = "busy"


MANNERS = {
    Manner.DISCREET: marked("In a word of your choice, with the place"),
    Manner.BUSY: marked("Only that you are busy, without the place"),
    Manner.PLAIN: marked("In plain words, with name and place"),
}


class TellingWord(Refused):
    """The chosen word would tell what the calendar is about."""


class TooManyLinks(Refused):
    """This person has as many links as one may have."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody chose for one link: its id, how much it tells, the word and the alarm (minutes before), how often
    that was changed, and when last."""

    link: str
    manner: Manner
    word: str
    alarm: int | None
    changes: int
    since: datetime


def check_word(text: str) -> None:
    """Raise `TellingWord` for a word by which others could guess."""
    if tells(text):
        raise TellingWord(_("That word may tell what you go to. Choose another one."))


def said(wording: Wording) -> str:
    """The one word that stands for everything, also on a locked screen: of our own ones in the reader's language."""
    if wording.manner is Manner.BUSY:
        return _(BUSY)
    word = wording.word or DISCREET_TITLE
    return _(word) if word in WORDS else word


def told(entry: Entry, wording: Wording) -> Entry:
    """The entry as this link tells it. A new wording counts as a change of every entry, so that programs take it."""
    entry = replace(
        entry,
        uids={series: _own(wording.link, uid) for series, uid in entry.uids.items()},
        follows={series: _own(wording.link, uid) for series, uid in entry.follows.items()},
        sequence=entry.sequence + wording.changes,
        changed_at=max(entry.changed_at, wording.since),
    )
    if wording.manner is Manner.PLAIN:
        return entry
    entry = discreet(entry, said(wording))
    if wording.manner is Manner.DISCREET:
        return entry
    return replace(entry, place=NO_PLACE, places=dict.fromkeys(entry.places, NO_PLACE))


def off(link: str, since: datetime, today: date) -> Entry:
    """All that a link holds that is switched off: one day that says so. Programs keep what they have when a link is
    gone or empty; this they take instead."""
    day = min(max(since.date(), today - OFF_FOR + timedelta(days=1)), today)
    once = Series("off", Rule(Freq.DATES, dates=(day,)), day, time.min, 1440, all_day=True)
    uids = {"off": _own(link, "off")}
    return Entry(uids, _(SWITCHED_OFF), Timetable((once,)), created=since, changed_at=since)


def is_gone(off_since: datetime | None, present: datetime) -> bool:
    """Does the link lead nowhere by now?"""
    return off_since is not None and present >= off_since + OFF_FOR


def _own(link: str, uid: str) -> str:
    mark = hashlib.blake2b(uid.encode(), digest_size=26, key=bytes.fromhex(link)).digest()
    return "".join(ALPHABET[octet % len(ALPHABET)] for octet in mark)
