"""Outings to which somebody comes along, as part of their own calendar."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars.rules.entry import Entry, Place
from app.directory.rules.schedule import Change, OneOff, Series, Timetable
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.recurrence import Freq, Rule
from app.kernel.speech import _
from app.kernel.words import printable
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.learners import told


def in_calendar(session: Session, person_id: str, address: Callable[[str], str]) -> list[Entry]:
    """From the newcomer's yes until the day: in full while it stands, else only that the time is free again. What is
    over is told no more: it is somebody else's outing."""
    return [_entry(each, address) for each in told(session, person_id) if not each.has_walked]


def _entry(each: Learner, address: Callable[[str], str]) -> Entry:
    """It keeps its identity, the day on which they were first asked, wherever the plan goes."""
    plan, zone = each.plan, zone_of(LONDON)
    meets, ends = plan.meet_at.astimezone(zone), plan.ends_at.astimezone(zone)
    made, minutes = local_day(each.made_at, LONDON), _minutes(meets, ends)
    once = Series("learner", Rule(Freq.DATES, dates=(made,)), made, meets.time(), minutes)
    changes = [OneOff(made, Change.TIME, to_day=meets.date(), start=meets.time(), minutes=minutes)]
    if not each.comes:
        changes.append(OneOff(made, Change.CANCELLED))
    return Entry(
        uids={"learner": each.uid},
        title=_("Coming along: {name}", name=plan.listing.name) if each.comes else _("Off"),
        timetable=Timetable((once,), one_offs=tuple(changes)),
        created=each.made_at,
        changed_at=each.since or each.made_at,
        sequence=each.sequence,
        place=Place(" ".join(printable(plan.where).split()) if each.comes else ""),
        url=address("/today"),
    )


def _minutes(starts: datetime, ends: datetime) -> int:
    """By the clock on the wall, as a calendar counts."""
    return max(int((ends.replace(tzinfo=None) - starts.replace(tzinfo=None)).total_seconds() // 60), 1)
