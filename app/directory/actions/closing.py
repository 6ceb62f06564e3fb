"""Closing a venue for some days, and opening it again."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.directory.actions.revising import Deed, keep, told
from app.directory.models import Listing, Revision
from app.directory.queries.care import listings_at
from app.directory.queries.timetables import timetables
from app.directory.rules.editing.standing import check_closure
from app.directory.rules.schedule import Occurrence, State
from app.directory.rules.timetable import occurrences
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.places.models import Venue, VenueClosure

ONE_DAY = timedelta(days=1)


def affected(session: Session, venue: Venue, first: date, last: date) -> list[tuple[Listing, list[Occurrence]]]:
    """What would be held at a venue on these days, by listing; listings without a date then are left out."""
    pairs = timetables(session, listings_at(session, venue.id), first, last)
    found = [(listing, [each for each in occurrences(table, first, last) if _is_there(each, venue)])
             for listing, table in pairs]  # fmt: skip
    return [(listing, dates) for listing, dates in found if dates]


def close(
    session: Session, by: Warrant, venue: Venue, days: tuple[date, date], now: datetime, *, reason: str = "",
    why: str = "",
) -> Revision | None:  # fmt: skip
    """The venue is shut from the first to the last of these days, both counted in: nothing there is on. Raises
    `CannotDo`."""
    check_closure(*days, local_day(now, LONDON))
    before = told(venue)
    venue.closures.append(VenueClosure(first=days[0], last=days[1], reason=reason))
    return keep(session, venue, Deed(by, "close", now, why), before)


def open_again(session: Session, by: Warrant, venue: Venue, closure: VenueClosure, now: datetime) -> Revision | None:
    """The closure is taken back; of one that has begun, only the days from today on."""
    before = told(venue)
    yesterday = local_day(now, LONDON) - ONE_DAY
    if closure.first <= yesterday:
        closure.last = min(closure.last, yesterday)
    else:
        venue.closures.remove(closure)
        session.delete(closure)
    return keep(session, venue, Deed(by, "open_again", now), before)


def _is_there(occurrence: Occurrence, venue: Venue) -> bool:
    return occurrence.in_person and occurrence.venue_id == venue.id and occurrence.state is State.ON
