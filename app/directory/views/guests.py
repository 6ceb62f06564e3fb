"""Dates on which something usually held elsewhere comes to a venue."""

from collections.abc import Iterator
from datetime import timedelta

from app import db
from app.directory.models import Listing
from app.directory.queries import pages
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import address_of, venue_line
from app.directory.rules.presenting import Seen
from app.directory.rules.shown import GuestDate
from app.directory.rules.timetable import Occurrence, State, Timetable, occurrences
from app.directory.rules.words import day_name, hours, noted
from app.directory.views.telling import told_in
from app.kernel.days import ONE_DAY
from app.kernel.speech import _
from app.kernel.words import sentence
from app.places.models import Venue

AHEAD = timedelta(days=400)


def guests(venue: Venue, seen: Seen) -> tuple[GuestDate, ...]:
    """The coming dates moved to a venue, soonest first, by the clocks there."""
    visiting = pages.moved_to(db.session(), venue.id)
    pairs = timetables(db.session(), visiting, seen.today - ONE_DAY, seen.today + AHEAD)
    found = [(part, listing) for listing, table in pairs for part in _here(table, venue, seen)]
    found.sort(key=lambda pair: pair[0].starts.timestamp())
    return tuple(_told(part, listing, seen) for part, listing in found)


def _here(table: Timetable, venue: Venue, seen: Seen) -> Iterator[Occurrence]:
    for part in occurrences(table, seen.today - ONE_DAY, seen.today + AHEAD):
        if part.venue_id == venue.id and part.ends.timestamp() > seen.now:
            yield told_in(venue.zone, part)


def _told(part: Occurrence, listing: Listing, seen: Seen) -> GuestDate:
    usual = _("Usually at {place}.", place=venue_line(listing.venue)) if listing.venue else ""
    held = hours(part.starts, part.ends, part.all_day)
    return GuestDate(
        when=_("{day}, {hours}", day=day_name(part.starts.date(), seen.today), hours=held),
        name=listing.name,
        url=address_of(listing),
        note=f"{usual} {sentence(noted(part.note))}".strip(),
        is_cancelled=part.state is State.CANCELLED,
    )
