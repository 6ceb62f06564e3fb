"""When a plan does not stand any more because somebody wishes for something else. Only what they changed is looked at:
what both agreed to in spite of a wish goes on."""

from dataclasses import dataclass
from datetime import date, datetime

from app.kernel.days import LONDON, local_day
from app.linkage.matching.rules.hard import OF_PLACE
from app.linkage.matching.rules.values import Meeting, Point
from app.linkage.matching.rules.ways import minutes_between
from app.linkage.referral.rules.changing import Part
from app.linkage.referral.rules.wishes import Wishes

TOLD = frozenset({Part.MEETING, Part.NEEDS, Part.TRAVEL})
"""Of a change of these a champion hears who goes with them: they plan by it."""


@dataclass(frozen=True, slots=True)
class Wished:
    """What somebody wishes for now; `listing` is "" where they would like help with choosing."""

    wishes: Wishes
    listing: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Which part was changed, and all that they wished for before."""

    part: Part
    before: Wishes


def holds(otherwise: Otherwise, now: Wished, meeting: Meeting) -> bool:
    """Does a plan for that date go on?"""
    part, before = otherwise.part, otherwise.before
    if part is Part.MEETING:
        return now.listing == meeting.listing and now.on in (None, _day(meeting.starts))
    if part is Part.NEEDS:
        more = {need.value for need in set(now.wishes.access) - set(before.access)}
        return more & OF_PLACE <= meeting.access
    if part is Part.TRAVEL:
        return _is_near(now.wishes, meeting) or not _is_near(before, meeting)
    return True


def _is_near(wishes: Wishes, meeting: Meeting) -> bool:
    """Can they go there within what they are glad to go? What is not known of a place hinders nobody."""
    if wishes.point is None or meeting.point is None:
        return True
    return minutes_between(Point(*wishes.point), meeting.point)[wishes.journey.value] <= wishes.minutes


def _day(moment: datetime) -> date:
    return local_day(moment, LONDON)
