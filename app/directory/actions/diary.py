"""The diary: every occurrence of the coming days, laid out for search, kept in step with the listings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.directory.models import DiaryEntry, DiarySpan, Listing
from app.directory.queries.timetables import timetables
from app.directory.rules.status import Status
from app.directory.rules.timetable import Occurrence, State, listed_until, occurrences
from app.kernel.distance import cell_of, chord
from app.places.models import Venue
from app.places.queries import public_point

DAYS_BACK = 2
DAYS_AHEAD = 15
DAYS_NEEDED = 9
"""A week from tomorrow, and a day for zones ahead of ours."""

ONLINE_CELL = -1
UNPLACED_CELL = -2

BATCH = 500
DAY_MINUTES = 24 * 60
LOCK = 0x416C6F6E67
"""The number of the diary's lock in PostgreSQL."""


def is_behind(session: Session, today: date) -> bool:
    """Does the diary stop too soon, or begin too late, for a search made today?"""
    span = session.get(DiarySpan, 1)
    return not (span and span.first < today and span.last >= today + timedelta(days=DAYS_NEEDED))


def keep_up(session: Session, today: date) -> bool:
    """Write the diary on when it does not reach far enough. True when something was written."""
    alone(session)
    if not is_behind(session, today):
        return False
    rewrite(session, today)
    return True


def rewrite(session: Session, today: date) -> int:
    """Write the whole diary again for the days around `today`; the number of listings in it."""
    alone(session)
    session.execute(delete(DiaryEntry))
    span = session.get(DiarySpan, 1) or DiarySpan(id=1)
    span.first, span.last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    session.add(span)
    session.flush()
    written = 0
    for batch in _batches(session):
        _write(session, batch, span)
        written += len(batch)
    return written


def enter(session: Session, listings: Sequence[Listing], today: date) -> None:
    """Write these listings' part of the diary again, after any change to them or to a venue of theirs."""
    session.flush()
    if keep_up(session, today):
        return
    span = session.get_one(DiarySpan, 1)
    ids = [listing.id for listing in listings]
    for start in range(0, len(ids), BATCH):
        session.execute(delete(DiaryEntry).where(DiaryEntry.listing_id.in_(ids[start : start + BATCH])))
        _write(session, listings[start : start + BATCH], span)


def at_venue(session: Session, venue_id: str) -> list[Listing]:
    """Every listing that is held, or on some date moved, there."""
    moved = select(Listing.id).join(Listing.one_offs).where(Listing.one_offs.any(venue_id=venue_id))
    return list(session.scalars(select(Listing).where((Listing.venue_id == venue_id) | Listing.id.in_(moved))))


def alone(session: Session) -> None:
    """One writer of the diary, and of many cards, at a time, to the end of its transaction, so that no listing is
    entered twice. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _batches(session: Session) -> Iterator[Sequence[Listing]]:
    """All listings that may take place, some hundreds at a time; those that nobody else holds are forgotten again."""
    last, held = "", set(session)
    running = (
        select(Listing)
        .where(Listing.status != Status.ENDED)
        .options(joinedload(Listing.venue), selectinload(Listing.series), selectinload(Listing.one_offs))
        .order_by(Listing.id)
        .limit(BATCH)
    )
    while batch := session.scalars(running.where(Listing.id > last)).all():
        last = batch[-1].id
        yield batch
        for listing in batch:
            if listing not in held:
                session.expunge(listing)


def _write(session: Session, listings: Sequence[Listing], span: DiarySpan) -> None:
    reach = max(map(_longest, listings), default=timedelta())
    pairs = timetables(session, listings, span.first - reach, span.last)
    found = [
        (listing, occurrences(table, span.first - _longest(listing), span.last))
        for listing, table in pairs
        if listing.status != Status.ENDED
    ]
    places = _places(session, found)
    rows = [
        _row(listing, part, places.get(part.venue_id or ""))
        for listing, dates in found
        for occurrence in dates
        for part in _by_day(occurrence)
        if part.ends.date() >= span.first
    ]
    if rows:
        session.execute(insert(DiaryEntry), rows)


def _longest(listing: Listing) -> timedelta:
    """The most days that one occurrence of a listing lasts: what began so long before the diary may reach into it."""
    minutes = [series.minutes for series in listing.series] + [change.minutes or 0 for change in listing.one_offs]
    return timedelta(days=-(-max(minutes, default=0) // DAY_MINUTES))


def _places(session: Session, found: Iterable[tuple[Listing, list[Occurrence]]]) -> Mapping[str, Venue]:
    known = {listing.venue.id: listing.venue for listing, _ in found if listing.venue}
    wanted = {part.venue_id for _, dates in found for part in dates if part.venue_id} - known.keys()
    if wanted:
        known |= {venue.id: venue for venue in session.scalars(select(Venue).where(Venue.id.in_(wanted)))}
    return known


def _by_day(occurrence: Occurrence) -> Iterator[Occurrence]:
    """An occurrence of more than a day, as one entry for each local day that it touches."""
    if occurrence.ends - occurrence.starts <= timedelta(days=1):
        yield occurrence
        return
    starts = occurrence.starts
    while starts < occurrence.ends:
        midnight = datetime.combine(starts.date() + timedelta(days=1), time.min, starts.tzinfo)
        yield replace(occurrence, starts=starts, ends=min(midnight, occurrence.ends))
        starts = midnight


def _row(listing: Listing, occurrence: Occurrence, venue: Venue | None) -> dict[str, Any]:
    starts, ends = int(occurrence.starts.timestamp()), int(occurrence.ends.timestamp())
    return {
        "listing_id": listing.id,
        "series_id": occurrence.series_id,
        "venue_id": occurrence.venue_id,
        "day": occurrence.day,
        "starts_at": starts,
        "ends_at": ends,
        "listed_until": int(listed_until(listing.kind, occurrence).timestamp()),
        "zone": str(occurrence.starts.tzinfo),
        "kind": listing.kind,
        "is_on": occurrence.state is State.ON,
        "in_person": occurrence.in_person,
        "online": occurrence.online,
        "is_open": occurrence.is_open,
        "ask_first": occurrence.ask_first,
        "all_day": occurrence.all_day,
        "note": _reason(listing, occurrence),
        **_position(occurrence, venue),
    }


def _reason(listing: Listing, occurrence: Occurrence) -> str:
    """Why it differs; of a listing that is paused, what the group says of it."""
    if listing.status == Status.PAUSED and occurrence.state is State.CANCELLED and listing.status_note:
        return listing.status_note
    return occurrence.note


def _position(occurrence: Occurrence, venue: Venue | None) -> dict[str, Any]:
    if not occurrence.in_person:
        return {"cell": ONLINE_CELL, "x": 0.0, "y": 0.0, "z": 0.0}
    point = public_point(venue) if venue else None
    if point is None:
        return {"cell": UNPLACED_CELL, "x": 0.0, "y": 0.0, "z": 0.0}
    x, y, z = chord(*point)
    return {"cell": cell_of(*point), "x": x, "y": y, "z": z}
