"""Listings as calendar entries: every word that a calendar shows, and nothing that it must not."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy.orm import Session

from app.calendars.rules.entry import NO_PLACE, USUAL_WORDS, Entry, Place, Words
from app.directory.models import Listing
from app.directory.queries.results import venues
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import kicker, venue_line
from app.directory.rules.telling import AUDIENCES
from app.directory.rules.timetable import Audience
from app.kernel.speech import _
from app.places.models import Venue


def entries(
    session: Session, listings: Sequence[Listing], addresses: dict[str, str], only_at: Venue | None = None
) -> list[Entry]:
    """One entry a listing, in the same order; `addresses` gives each listing's page by id. Links to online rooms and
    passcodes are never in a calendar. `only_at` leaves all out but the dates that are moved to that venue."""
    moved = {change.venue_id for listing in listings for change in listing.one_offs if change.venue_id}
    places = {venue_id: _place(venue, "") for venue_id, venue in venues(session, moved).items()}
    pairs = timetables(session, listings, date.min, date.max)
    return [
        Entry(
            uids={series.id: series.uid for series in listing.series},
            title=listing.name,
            timetable=table,
            created=listing.created_at,
            changed_at=listing.changed_at,
            sequence=listing.sequence,
            place=_place(usual, listing.room) if (usual := _usual(listing)) else _online(listing),
            places=places,
            url=addresses.get(listing.id, ""),
            description=_description(listing, addresses.get(listing.id, ""), only_at or usual),
            only_at=only_at.id if only_at else "",
        )
        for listing, table in pairs
        if listing.series
    ]


def words() -> Words:
    """What the calendar itself adds, in the present language."""
    return Words(**{name: _(said) for name, said in asdict(USUAL_WORDS).items()})


def _usual(listing: Listing) -> Venue | None:
    """Where it is held; nowhere when it is online."""
    return listing.venue if listing.in_person else None


def _place(venue: Venue, room: str) -> Place:
    if venue.address_withheld:
        return Place(venue_line(venue))
    parts = (room, venue.name, venue.address, venue.town, venue.postcode)
    is_exact = venue.latitude is not None and venue.longitude is not None and not venue.approximate
    geo = (venue.latitude or 0.0, venue.longitude or 0.0) if is_exact else None
    return Place(", ".join(part for part in parts if part), geo)


def _online(listing: Listing) -> Place:
    return Place(_("Online")) if listing.online else NO_PLACE


def _description(listing: Listing, address: str, venue: Venue | None) -> str:
    """What a person wants to know on the way to a venue."""
    who = "" if listing.audience == Audience.OPEN_WEEKS else _(AUDIENCES[listing.audience])
    told = (
        kicker(listing),
        who,
        venue.directions if venue and not venue.address_withheld else "",
        listing.note,
        address,
    )
    return "\n".join(part for part in told if part)
