"""The meeting that somebody named, and its next dates, in words for a card."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.queries.pages import WHOLE
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import address_of, place
from app.directory.rules.timetable import next_on
from app.directory.rules.words import day_name, hours
from app.kernel.days import LONDON, local_day
from app.linkage.referral.models import Linkage

AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Named:
    """A meeting by name, its page, where it is, and its next dates in words, and as moments. `is_on`: the date that was
    wished for is among them, or none was."""

    name: str
    address: str
    where: str
    dates: tuple[str, ...]
    is_on: bool
    moments: tuple[tuple[datetime, datetime], ...] = ()


def meeting_of(session: Session, linkage: Linkage, now: datetime, count: int = 3) -> Named | None:
    """The meeting of a request; None where they wish for help with choosing."""
    if linkage.listing_id is None:
        return None
    whole = select(Listing).where(Listing.id == linkage.listing_id).options(*WHOLE)
    listing = session.scalars(whole).unique().first()
    if listing is None:
        return None
    today = local_day(now, LONDON)
    ((_listing, table),) = timetables(session, [listing], today, today + AHEAD)
    found = next_on(table, now, count, AHEAD.days)
    days = [each for each in found if each.starts.date() == linkage.wished_on] or found
    dates = tuple(
        f"{day_name(each.starts.date(), today)}, {hours(each.starts, each.ends, each.all_day)}" for each in days
    )
    is_on = linkage.wished_on is None or any(each.starts.date() == linkage.wished_on for each in found)
    return Named(
        listing.name,
        address_of(listing),
        place(listing),
        dates,
        is_on,
        tuple((each.starts, each.ends) for each in days),
    )
