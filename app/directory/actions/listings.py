"""Bringing a listing into the directory, or a change to it: its marks, its card and its days in the diary."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.directory import build
from app.directory.actions import diary, edition
from app.directory.models import Card, Listing, Trait
from app.directory.queries.results import venues
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import LANGUAGE, MARK, ROUTE, card, told_as
from app.kernel.days import LONDON, local_day
from app.kernel.speech import spoken_in
from app.kernel.words import slug
from app.places.models import Access

BATCH = 500


def describe(listing: Listing, routes: Iterable[str], marks: Iterable[str], languages: Iterable[str]) -> None:
    """Say what is true of a listing, in codes; what its venue tells of access is added. A new listing that has not been
    told otherwise is in person, as its column's default will say."""
    wanted = {(ROUTE, code) for code in routes}
    wanted |= {(MARK, code) for code in marks} | {(LANGUAGE, code) for code in languages}
    if listing.venue and listing.in_person is not False and listing.venue.step_free is Access.YES:
        wanted.add((MARK, "step_free"))
    kept = [trait for trait in listing.traits if (trait.sort, trait.code) in wanted]
    known = {(trait.sort, trait.code) for trait in kept}
    listing.traits = [*kept, *(Trait(sort=sort, code=code) for sort, code in sorted(wanted - known))]


@spoken_in(None)
def settle(session: Session, listings: Sequence[Listing], now: datetime) -> None:
    """After any change to these listings or their venues: make their cards again, write their days into the diary, and
    count the change where calendars would show it."""
    session.flush()
    _count_changes(session, listings, now)
    _make_cards(session, listings)
    diary.enter(session, listings, local_day(now, LONDON))
    if listings:
        edition.move_on(session, now)


@spoken_in(None)
def make_old_cards_again(session: Session) -> int:
    """Make every card that is missing or comes from an older template; how many."""
    diary.alone(session)
    old = (
        select(Listing)
        .outerjoin(Card, Card.listing_id == Listing.id)
        .where((Card.mark.is_(None)) | (Card.mark != build.mark()))
        .options(joinedload(Listing.venue), selectinload(Listing.traits))
        .limit(BATCH)
    )
    made = 0
    while batch := session.scalars(old).all():
        _make_cards(session, batch)
        made += len(batch)
        session.expunge_all()
    return made


def free_slug(session: Session, listing_kind: str, name: str, taken: set[str]) -> str:
    """An address for a new listing of this kind: its name, with a number when that is taken. `taken` is added to."""
    wanted = slug(name)
    if not taken:
        taken.update(session.scalars(select(Listing.slug).where(Listing.kind == listing_kind)))
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    taken.add(found)
    return found


def _count_changes(session: Session, listings: Sequence[Listing], now: datetime) -> None:
    places = venues(session, {venue_id for listing in listings for venue_id in _elsewhere(listing)})
    for listing, table in timetables(session, listings, date.min, date.max):
        told = told_as(listing, table, [places[venue_id] for venue_id in _elsewhere(listing)])
        if told != listing.told_as:
            listing.sequence += 1 if listing.told_as else 0
            listing.told_as, listing.changed_at = told, now


def _elsewhere(listing: Listing) -> list[str]:
    """The venues to which dates of a listing are moved."""
    return sorted({change.venue_id for change in listing.one_offs if change.venue_id})


def _make_cards(session: Session, listings: Sequence[Listing]) -> None:
    for start in range(0, len(listings), BATCH):
        batch = listings[start : start + BATCH]
        session.execute(delete(Card).where(Card.listing_id.in_([listing.id for listing in batch])))
        rows: list[dict[str, Any]] = [
            {"listing_id": listing.id, "mark": build.mark(), "html": build.card_html(card(listing))}
            for listing in batch
        ]
        session.execute(insert(Card), rows)
