"""In which order people are asked whether somebody who is learning comes along, until when, and how it ends."""

from datetime import datetime, timedelta
from enum import StrEnum

from app.directory.rules.words import clock, day_name
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.accompaniment.rules.engaged import stretch

EXPERIENCED = 1
"""So many outings that came about, and a champion may take somebody along."""

SETTLED = timedelta(hours=4)
"""So long before the time to meet everybody has said yes, or nobody comes along: silence is a no."""

IN_TIME = SETTLED + timedelta(hours=2)
"""So long before it at the latest somebody is asked."""

TIMER = "learner"
"""Silence has its moment."""


class Ending(StrEnum):
    """Why somebody does not come along any more. NO: the learner's own; STAFF: the question was taken back; UNFIT: it
    cannot be any more; OFF: the plan is over; WALKED: they went."""

    NO = "no"
    CHAMPION = "champion"
    NEWCOMER = "newcomer"
    LAPSED = "lapsed"
    STAFF = "staff"
    UNFIT = "unfit"
    OFF = "off"
    WALKED = "walked"


FINAL = frozenset({Ending.CHAMPION, Ending.NEWCOMER})
"""After these nobody is asked any more about that plan."""


class Word(StrEnum):
    """How it went for the learner, by the champion who took them along."""

    WELL = "well"
    NOT_YET = "not_yet"
    ABSENT = "absent"


WORDS: dict[Word, str] = {
    Word.WELL: marked("It went well"),
    Word.NOT_YET: marked("Not yet: a talk first"),
    Word.ABSENT: marked("They were not there"),
}
"""One tap."""


class CannotCome(Refused):
    """This cannot be arranged like that; the sentence says what to do."""


def is_in_time(meet_at: datetime, now: datetime) -> bool:
    """Is there time to ask three people?"""
    return now < meet_at - IN_TIME


def is_settled(meet_at: datetime, now: datetime) -> bool:
    """Is it too late for a yes?"""
    return now >= meet_at - SETTLED


def when_about(meet_at: datetime, ends_at: datetime, now: datetime) -> str:
    """The day, and from when until when it takes somebody with the way, in whole hours: enough to know whether one is
    free, and too little to know where it goes."""
    zone = zone_of(LONDON)
    out, back = (moment.astimezone(zone) for moment in stretch(meet_at, ends_at))
    first = out.replace(minute=0, second=0, microsecond=0)
    last = (back + timedelta(minutes=59)).replace(minute=0, second=0, microsecond=0)
    day = day_name(out.date(), local_day(now, LONDON))
    return _("{day}, about {first} to {last}", day=day, first=clock(first), last=clock(last))
