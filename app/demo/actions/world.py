"""Loading the example world, and moving it with the calendar; rows that a person has touched are left alone."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.actions.care import load_care
from app.demo.actions.champions import load_champions
from app.demo.actions.company import load_requests
from app.demo.actions.learning import load_learning
from app.demo.actions.people import load_people
from app.demo.actions.spending import load_spending
from app.demo.rules import shift_for
from app.demo.sources.drafts import Draft, Record, records
from app.demo.sources.meetings import meetings
from app.demo.sources.others import cafes, courses, events, roles
from app.directory.actions.listings import describe, settle
from app.directory.models import Listing, OneOff, Revision, Series
from app.feeds.models import Source
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.tokens import ALPHABET, REF_LENGTH
from app.kernel.words import slug
from app.people.models import Organisation
from app.places.models import Access, Area, Nation, Venue

NAME = "Example world"
ROLLING, AS_DATED = "rolling", "as-dated"


class OtherMode(Refused):
    """The database holds the example world in another mode."""


def load(session: Session, mode: str, now: datetime) -> int:
    """Bring the example world to where it stands today; the number of listings written. Raises `OtherMode`."""
    today = local_day(now, LONDON)
    shift = shift_for(today) if mode == ROLLING else timedelta()
    source = _source(session, mode, now)
    venues = {record["id"]: _venue(session, source, record, now) for record in records("venues")}
    organisations = {record["id"]: _organisation(session, record) for record in records("organisations")}
    session.flush()
    known = {
        listing.source_key: listing
        for listing in session.scalars(select(Listing).where(Listing.source_id == source.id))
    }
    touched = set(session.scalars(select(Revision.listing_id).where(Revision.listing_id.is_not(None))))
    drafts = [*meetings(shift), *cafes(shift), *roles(shift), *events(shift), *courses(shift)]
    written = []
    for draft in drafts:
        listing = known.get(draft.key)
        if _wants_writing(listing, draft, touched):
            listing = listing or Listing(id=_ref(draft.key), kind=draft.kind, slug=draft.slug, is_example=True)
            listing.venue, listing.organisation = venues.get(draft.venue), organisations.get(draft.organisation)
            listing.source_id, listing.created_at, listing.changed_at = source.id, now, now
            session.add(listing)
            _write(listing, draft)
            _write_dates(listing, draft, venues)
            written.append(listing)
    settle(session, written, now)
    load_people(session, organisations, now)
    load_champions(session, organisations, now)
    load_requests(session, organisations, now)
    load_learning(session, now)
    load_care(session, organisations["org-calder"], now)
    load_spending(session, organisations["org-calder"], now)
    return len(written)


def check_mode(session: Session, mode: str) -> None:
    """Raise `OtherMode` if the database holds the example world in another mode than this; "none" is a mode too."""
    held = session.scalars(select(Source.format).where(Source.name == NAME)).one_or_none()
    if held and held != mode:
        raise OtherMode(
            f"This database holds the example world as “{held}”, but ALONGSIDE_DEMO asks for “{mode}”. "
            "Use another database, or set ALONGSIDE_DEMO to what it was."
        )


def _source(session: Session, mode: str, now: datetime) -> Source:
    check_mode(session, mode)
    source = session.scalars(select(Source).where(Source.name == NAME)).one_or_none()
    source = source or Source(id=_ref("source"), name=NAME, format=mode, route="", zone=LONDON)
    source.read_at = now
    session.add(source)
    return source


def _ref(key: str) -> str:
    """The same short name for the same key on every installation, so that example links can be shared."""
    digest = hashlib.blake2b(f"example {key}".encode(), digest_size=REF_LENGTH).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest)


def _venue(session: Session, source: Source, record: Record, now: datetime) -> Venue:
    found = session.get(Venue, _ref(record["id"]))
    if found:
        return found
    area = session.scalars(select(Area).where(Area.name == record["local_authority"])).one_or_none()
    if area is None:
        area = Area(
            name=record["local_authority"], slug=slug(record["local_authority"]), nation=Nation.ENGLAND_AND_WALES
        )
    venue = Venue(
        id=_ref(record["id"]),
        slug=slug(record["name"].removesuffix(" (example)")),
        name=record["name"],
        address=record["street"],
        town=record["town"],
        postcode=record["postcode"],
        country=record["country"],
        area=area,
        latitude=record["latitude"],
        longitude=record["longitude"],
        step_free=Access(record["step_free"]),
        accessible_toilet=Access(record["accessible_toilet"]),
        hearing_loop=Access(record["hearing_loop"]),
        parking=record["parking"],
        transport=record["transport"],
        directions=record["directions"],
        source_id=source.id,
        source_key=record["id"],
        is_example=True,
        changed_at=now,
    )
    session.add(venue)
    session.flush()
    return venue


def _organisation(session: Session, record: Record) -> Organisation:
    found = session.get(Organisation, _ref(record["id"]))
    if found:
        return found
    made = Organisation(
        id=_ref(record["id"]),
        slug=slug(record["name"].removesuffix(" (example)")),
        is_example=True,
        **{name: record[name] for name in ("name", "kind", "town", "summary", "email", "phone", "website")},
    )
    session.add(made)
    return made


def _wants_writing(known: Listing | None, draft: Draft, touched: set[str | None]) -> bool:
    """New, or moved on since, and nobody has touched it."""
    if known is None:
        return True
    is_as_written = known.changed_at == known.created_at and known.id not in touched
    return known.source_hash != _print(draft) and is_as_written


def _print(draft: Draft) -> str:
    return hashlib.blake2b(repr(draft).encode(), digest_size=12).hexdigest()


def _write(listing: Listing, draft: Draft) -> None:
    listing.name, listing.source_key, listing.source_hash = draft.name, draft.key, _print(draft)
    for name, value in draft.fields.items():
        setattr(listing, name, value)
    describe(listing, draft.routes, draft.marks, draft.languages)


def _write_dates(listing: Listing, draft: Draft, venues: Mapping[str, Venue]) -> None:
    """The series keep their calendar names (uid) from one move to the next."""
    kept = {series.position: series for series in listing.series}
    for place, wanted in enumerate(draft.series):
        series = kept.pop(place, None) or Series(position=place, id=_ref(f"{draft.key} {place}"))
        series.rule, series.dates = wanted.rule, [day.isoformat() for day in wanted.dates]
        series.first, series.until, series.season = wanted.first, wanted.until, wanted.season
        series.start, series.minutes, series.all_day = wanted.start, wanted.minutes, wanted.all_day
        if series not in listing.series:
            listing.series.append(series)
    for gone in kept.values():
        listing.series.remove(gone)
    listing.one_offs = [
        OneOff(
            day=change.day,
            change=change.change,
            start=change.start,
            minutes=change.minutes,
            venue_id=venues[change.venue].id if change.venue else None,
            note=change.note,
        )
        for change in draft.one_offs
    ]
