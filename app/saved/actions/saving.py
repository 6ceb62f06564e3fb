"""Saving a listing, taking it off the list, wishing to be reminded. Each shows in the person's own calendars."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars.actions import touch
from app.directory.models import Listing
from app.saved.models import Saved
from app.saved.queries.saved import how_many, one
from app.saved.rules.reminding import check_room


def keep(session: Session, person_id: str, listing: Listing, now: datetime, remind: int | None = None) -> Saved:
    """Save a listing; once is enough. Raises `TooManySaved`."""
    found = one(session, person_id, listing.id)
    if found:
        return found
    check_room(how_many(session, person_id))
    made = Saved(person_id=person_id, listing_id=listing.id, made_at=now, remind=remind)
    session.add(made)
    session.flush()
    touch(session, person_id, now)
    return made


def drop(session: Session, saved: Saved, now: datetime) -> None:
    """Take it off the list."""
    session.delete(saved)
    session.flush()
    touch(session, saved.person_id, now)


def wish(session: Session, saved: Saved, remind: int | None) -> None:
    """When to be reminded of it."""
    saved.remind = remind
    session.flush()
