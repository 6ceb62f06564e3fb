"""Who is told of a concern that nobody has taken up, by when, and from when on it is late.

Danger now: at once the first lead, every lead who is on duty or stands in, the one for whom they do, and whoever else
is on duty or stands in; then every quarter of an hour the next circle. Else every four hours. After a day all who may
read it hear once more. Who has no safeguarding appointment hears only that something waits, and whom to ring.
Where no message reaches any lead, whoever is on duty and those who run the site hear at once.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.concerns.rules.concern import Speed
from app.kernel.days import LONDON, local_day
from app.notices.rules.planning import Wanted
from app.post.rules import Channel

NOW, NEW, WAITS, UNREAD = "concern_now", "concern_new", "concern_waits", "concern_unread"
KINDS = (NOW, NEW, WAITS, UNREAD)
"""The kinds of message."""

NEXT_CIRCLE = {True: timedelta(minutes=15), False: timedelta(hours=4)}
"""How long nobody may have taken it up before the next are told: with danger now, and else."""

LATE_AFTER = timedelta(hours=24)
DECIDED_WITHIN = {Speed.IMMEDIATE: 1, Speed.URGENT: 3, Speed.ROUTINE: 5}
"""Working days in which something is to be done or passed on."""

WORTH_SAYING = timedelta(days=2)
ONCE, LATE = "once", "late"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A concern that nobody has taken up since it came or was added to: `turn` counts what was added."""

    id: str
    since: datetime
    is_immediate: bool
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom to tell: the leads who may read it, those on duty first; others on duty, or standing in for a lead; and who
    runs the site. `there`: who of them really is on duty at this moment, or stands in, and the lead
    for whom they do. `deaf`: the leads whom no message reaches."""

    leads: tuple[str, ...] = ()
    on_duty: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()
    there: frozenset[str] = frozenset()
    deaf: frozenset[str] = frozenset()

    @property
    def is_heard(self) -> bool:
        """Does any lead get a message?"""
        return bool(set(self.leads) - self.deaf)


@dataclass(frozen=True, slots=True)
class Links:
    """Where each kind of message leads; and whom those can ring who may not read it."""

    concerns: str
    today: str
    ring: str = field(default="", repr=False)


def alarms(concern: Waiting, circle: Circle, links: Links) -> list[Wanted]:
    """All that people are to be told while nobody takes it up. Nobody is left out because a circle is empty: the next
    one comes in its place. Where nobody may read it, those who run the site hear that, and no more."""
    kind, once, due = NOW if concern.is_immediate else NEW, f"{ONCE}{concern.turn}", concern.since
    site = circle.admins if not circle.is_heard else ()
    found = [_wanted((UNREAD, concern.id, once, who), due, links) for who in site]
    if not circle.leads:
        return found
    at_once = _at_once(concern, circle)
    first = (*circle.leads[:1], *(each for each in circle.leads[1:] if each in at_once))
    beside = tuple(each for each in circle.on_duty if each in at_once)
    found += [_wanted((WAITS, concern.id, once, who), due, links) for who in beside]
    for step, people in ((kind, first), (kind, _but(circle.leads, first)), (WAITS, _but(circle.on_duty, beside))):
        found += [_wanted((step, concern.id, once, who), due, links) for who in people]
        due += NEXT_CIRCLE[concern.is_immediate] if people else timedelta()
    late = concern.since + LATE_AFTER
    return found + [_wanted((kind, concern.id, f"{LATE}{concern.turn}", who), late, links) for who in circle.leads]


def waits_for(person_id: str, concern: Waiting, circle: Circle, now: datetime) -> bool:
    """Is somebody who may not read it to know by now that it waits?"""
    wanted = alarms(concern, circle, Links("", ""))
    return any(each.kind == WAITS and each.person_id == person_id and each.due_at <= now for each in wanted)


def is_late(since: datetime, taken_up_at: datetime | None, now: datetime) -> bool:
    """Did a day go by before anybody took it up?"""
    return (taken_up_at or now) - since >= LATE_AFTER


def decide_by(made_at: datetime, speed: Speed) -> date:
    """The working day (Monday to Friday, London) by the end of which something is to be done or passed on."""
    day, left = local_day(made_at, LONDON), DECIDED_WITHIN[speed]
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def _at_once(concern: Waiting, circle: Circle) -> frozenset[str]:
    """Who does not wait for the next circle: with danger now whoever is there; whoever is on duty where no lead hears
    of it."""
    there = circle.there if concern.is_immediate else frozenset[str]()
    return there if circle.is_heard else there | set(circle.on_duty)


def _but(people: tuple[str, ...], told: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in people if each not in told)


def _wanted(about: tuple[str, str, str, str], due: datetime, links: Links) -> Wanted:
    """`about` is kind, concern, cycle and person."""
    kind, _concern, _cycle, who = about
    key = ":".join((*about, Channel.WISHED))
    values = {"link": links.concerns if kind in (NOW, NEW) else links.today}
    values |= {"ring": links.ring} if kind == WAITS else {}
    return Wanted(key, kind, who, Channel.WISHED, due, due + WORTH_SAYING, values)
