"""Looking after a listing: still right, its words, the door, and whether it runs."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.actions.diary import at_venue
from app.directory.actions.listings import settle
from app.directory.actions.revising import Deed, keep, told
from app.directory.actions.snapshots import put_listing, put_venue
from app.directory.models import Listing, Revision
from app.directory.queries.care import waiting_on
from app.directory.rules.editing.standing import check_no_doubt, check_pause
from app.directory.rules.editing.wording import ROLES, SOMEBODY
from app.directory.rules.status import Status
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.places.models import Venue


def confirm(session: Session, by: Warrant, listing: Listing, now: datetime) -> Revision | None:
    """Somebody who knows says that all of it is still right today. None when they, or another in their role, said so
    today already. Raises `CannotDo` while a report of a shut door is open."""
    check_no_doubt([each.what for each in waiting_on(session, listing.id)])
    before = told(listing)
    listing.confirmed_on = local_day(now, LONDON)
    listing.confirmed_by = ROLES.get(by.seat.role, SOMEBODY)
    return keep(session, listing, Deed(by, "confirm", now), before)


def change_words(
    session: Session, by: Warrant, listing: Listing, fields: Mapping[str, Any], now: datetime, *, why: str = ""
) -> Revision | None:
    """Correct what is said of a listing; `fields` are plain values by name. Its address never changes with its name."""
    before = told(listing)
    put_listing(session, listing, fields)
    return keep(session, listing, Deed(by, "words", now, why), before)


def change_door(
    session: Session, by: Warrant, venue: Venue, fields: Mapping[str, Any], now: datetime, *, why: str = ""
) -> Revision | None:
    """Correct how to get into a venue; it shows on every listing that is held there."""
    before = told(venue)
    put_venue(session, venue, fields, at_venue(session, venue.id))
    venue.changed_at = now
    return keep(session, venue, Deed(by, "door", now, why), before)


def pause(
    session: Session, by: Warrant, listing: Listing, until: date | None, now: datetime, *, note: str = "", why: str = ""
) -> Revision | None:
    """It is not on until that day, or until somebody brings it back; `note` is what people see. Raises `CannotDo`."""
    check_pause(listing.status, until, local_day(now, LONDON))
    before = told(listing)
    listing.status, listing.paused_until, listing.status_note = Status.PAUSED, until, note
    return keep(session, listing, Deed(by, "pause", now, why), before)


def end(
    session: Session, by: Warrant, listing: Listing, now: datetime, *, note: str = "", why: str = ""
) -> Revision | None:
    """It is over for good: it leaves all lists, and its page says so."""
    before = told(listing)
    listing.status, listing.paused_until, listing.status_note = Status.ENDED, None, note
    return keep(session, listing, Deed(by, "end", now, why), before)


def bring_back(session: Session, by: Warrant, listing: Listing, now: datetime) -> Revision | None:
    """It runs again."""
    before = told(listing)
    listing.status, listing.paused_until, listing.status_note = Status.ACTIVE, None, ""
    return keep(session, listing, Deed(by, "bring_back", now), before)


def end_pauses(session: Session, now: datetime) -> int:
    """Pauses whose last day is over become plain running again, so that nothing says that they pause; how many. Their
    dates came back by themselves on the day. No person's act, so it is not kept as one."""
    over = select(Listing).where(Listing.status == Status.PAUSED, Listing.paused_until <= local_day(now, LONDON))
    found = session.scalars(over).all()
    for listing in found:
        listing.status, listing.paused_until, listing.status_note = Status.ACTIVE, None, ""
    if found:
        settle(session, found, now)
    return len(found)
