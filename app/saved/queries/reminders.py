"""Who wishes to be reminded of what, and what they were told of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.queries.pages import WHOLE
from app.directory.queries.timetables import timetables
from app.directory.rules.timetable import Occurrence, occurrences
from app.notices.models import SafeContact, Stopped
from app.notices.rules.hours import USUAL, Hours, read
from app.people.models import Person
from app.post.models import Letter
from app.post.rules import Channel
from app.saved.models import Saved
from app.saved.rules.reminders import AHEAD, CHANGED, KIND, Told, looked_at, told
from app.seal import CannotOpen


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wishes to be reminded of a listing, so many minutes before. `stopped`: not by messages any more."""

    listing_id: str
    person_id: str
    minutes: int
    hours: Hours
    stopped: bool


def wishes(session: Session) -> list[Wish]:
    """Of everybody who is live."""
    found = session.execute(
        select(Saved.listing_id, Saved.person_id, Saved.remind, SafeContact)
        .join(Person, Person.id == Saved.person_id)
        .outerjoin(SafeContact, SafeContact.person_id == Saved.person_id)
        .where(Saved.remind.is_not(None), Person.suspended_at.is_(None))
        .order_by(Saved.listing_id, Saved.person_id)
    )
    stopped = set(session.scalars(select(Stopped.person_id).where(Stopped.kind == KIND)))
    return [
        Wish(listing_id, person_id, minutes, _hours(contact), person_id in stopped)
        for listing_id, person_id, minutes, contact in found
        if minutes is not None
    ]


def dates(session: Session, now: datetime) -> dict[str, tuple[Listing, list[Occurrence]]]:
    """The near dates of every listing of which somebody wishes to be reminded; cancelled ones too, marked."""
    first, last = looked_at(now)
    wished = select(Saved.listing_id).where(Saved.remind.is_not(None))
    listings = session.scalars(select(Listing).where(Listing.id.in_(wished)).options(*WHOLE).order_by(Listing.id))
    tables = timetables(session, listings.unique().all(), first, last)
    return {listing.id: (listing, occurrences(table, first, last)) for listing, table in tables}


def log(session: Session, now: datetime) -> dict[tuple[str, str], list[Told]]:
    """What was told of dates that are not long over, by listing and person. It is read from the messages inside the
    site, which wait for nothing."""
    left = select(Letter.kind, Letter.key, Letter.set_for).where(
        Letter.kind.in_((KIND, CHANGED)), Letter.channel == Channel.INBOX, Letter.sent_at.is_not(None),
        Letter.planned, Letter.ends_at > now - AHEAD,
    )  # fmt: skip
    found = defaultdict(list)
    for kind, key, due_at in session.execute(left):
        _kind, listing_id, cycle, person_id, _road = key.split(":")
        if due_at:
            found[listing_id, person_id].append(told(kind, cycle, due_at))
    return found


def _hours(contact: SafeContact | None) -> Hours:
    """The usual ones while a key is not at hand; the door asks again."""
    try:
        return read(contact.hours) if contact else USUAL
    except CannotOpen:
        return USUAL
