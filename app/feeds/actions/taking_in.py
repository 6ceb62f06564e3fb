"""One reading of a list taken in: what it adds, changes and no longer names; held back when that is too much."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.directory.actions.listings import describe, free_slug, settle
from app.directory.actions.snapshots import put_listing
from app.directory.models import Listing, Series
from app.directory.queries.care import corrected_fields
from app.directory.rules.status import Status
from app.feeds.actions.corrections import TIMES, kept, warnings
from app.feeds.actions.venues import Venues
from app.feeds.models import Source
from app.feeds.rules import Plan, compare, fingerprint, may_overwrite
from app.feeds.sources.reading import Reading, ReadListing, ReadRule, ReadStatus
from app.kernel.days import LONDON, local_day
from app.places.models import Access

ITS_OWN_LIST = "its own list"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a list comes from: the name it is known by, its format, route and default zone."""

    name: str
    format: str
    route: str
    zone: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reading did, or would do."""

    reading: Reading
    plan: Plan
    is_taken: bool

    @property
    def held_back(self) -> bool:
        """Must a person look first?"""
        return self.plan.held_back and not self.is_taken


def take_in(session: Session, origin: Origin, reading: Reading, now: datetime, *, accept: bool = False) -> Outcome:
    """Take a reading in, all of it or nothing. With `accept` a person has looked, and nothing is held back."""
    source, held = _held(session, origin)
    plan = _plan(held, reading)
    if plan.held_back and not accept:
        return Outcome(reading, plan, is_taken=False)
    source = source or _new_source(session, origin)
    reading = _with_corrections(session, source, held, plan, reading)
    _Taking(session, source, held, now).carry_out(plan, reading)
    return Outcome(reading, plan, is_taken=True)


def look_ahead(session: Session, origin: Origin, reading: Reading) -> Outcome:
    """What taking this reading in would do; nothing is changed."""
    source, held = _held(session, origin)
    plan = _plan(held, reading)
    if source:
        reading = _with_corrections(session, source, held, plan, reading)
    return Outcome(reading, plan, is_taken=False)


def _with_corrections(
    session: Session, source: Source, held: dict[str, Listing], plan: Plan, reading: Reading
) -> Reading:
    """The reading with a warning for each field that a person has corrected and of which the list says otherwise."""
    known = corrected_fields(session, source.id) if source.id else {}
    changed = set(plan.changed)
    said = list(reading.warnings)
    for told in reading.listings:
        listing = held.get(plan.renamed.get(told.source_key, told.source_key))
        if listing and told.source_key in changed and listing.id in known:
            said += warnings(listing, told, known[listing.id])
    return replace(reading, warnings=tuple(said))


def _plan(held: dict[str, Listing], reading: Reading) -> Plan:
    missing = {key for key, listing in held.items() if listing.missing_since}
    return compare({key: listing.source_hash for key, listing in held.items()}, reading, missing)


def _new_source(session: Session, origin: Origin) -> Source:
    made = Source(name=origin.name, format=origin.format, route=origin.route, zone=origin.zone)
    session.add(made)
    return made


def _held(session: Session, origin: Origin) -> tuple[Source | None, dict[str, Listing]]:
    """The source of that name, if we know it, and its listings by key."""
    source = session.scalars(select(Source).where(Source.name == origin.name)).one_or_none()
    if source is None:
        return None, {}
    found = session.scalars(
        select(Listing)
        .where(Listing.source_id == source.id)
        .options(
            joinedload(Listing.venue),
            selectinload(Listing.traits),
            selectinload(Listing.series),
            selectinload(Listing.one_offs),
        )
    )
    return source, {listing.source_key or "": listing for listing in found}


class _Taking:
    """One reading being taken in: the source, what we hold of it, and the moment."""

    def __init__(self, session: Session, source: Source, held: dict[str, Listing], now: datetime) -> None:
        self.session, self.source, self.held, self.now = session, source, held, now
        self.today = local_day(now, LONDON)
        self.taken: dict[str, set[str]] = {}
        source.read_at = now
        session.flush()
        self.venues = Venues(session, source, now)

    def carry_out(self, plan: Plan, reading: Reading) -> None:
        """Write what the plan says."""
        by_key = {listing.source_key: listing for listing in reading.listings}
        for new, old in plan.renamed.items():
            self.held[new] = self.held.pop(old)
            self.held[new].source_key = new
        for key in plan.missing:
            self.held[key].missing_since = self.today
        written = [self._write(by_key[key]) for key in (*plan.added, *plan.changed)]
        settle(self.session, written, self.now)

    def _write(self, told: ReadListing) -> Listing:
        listing = self.held.get(told.source_key) or self._new(told)
        corrected = self.venues.corrected.get(listing.id, frozenset())
        stays = kept(listing, corrected) if corrected else {}
        listing.venue = self.venues.find(told) if told.venue else None
        by_person = listing.confirmed_by not in (None, "", ITS_OWN_LIST)
        listing.name = told.name
        listing.summary = _kept(listing.summary, told.group_notes, by_person)
        listing.note = _kept(listing.note, told.notes, by_person)
        listing.in_person, listing.online = told.in_person, told.online
        listing.join_url, listing.join_phone, listing.join_note = told.join.url, told.join.phone, _join_note(told)
        listing.audience, listing.open_weeks = told.audience, list(told.open_weeks)
        listing.website = _kept(listing.website, told.url, by_person)
        listing.status = Status.PAUSED if told.status is ReadStatus.PAUSED else Status.ACTIVE
        listing.status_note = told.status_note
        self._date(listing, told, corrected)
        listing.missing_since = None
        listing.source_hash = fingerprint(told)
        describe(listing, told.routes, _marks(listing, told), told.languages)
        if TIMES not in corrected:
            _write_series(listing, told.rules, self.today)
        if stays:
            put_listing(self.session, listing, stays)
        return listing

    def _date(self, listing: Listing, told: ReadListing, corrected: Collection[str]) -> None:
        """When it was last checked: the later of the list's own date and of the day when a person said so."""
        day = told.updated.date() if told.updated else None
        if "confirmed_on" in corrected and listing.confirmed_on and (day is None or day <= listing.confirmed_on):
            return
        listing.confirmed_on, listing.confirmed_by = day, ITS_OWN_LIST if day else ""

    def _new(self, told: ReadListing) -> Listing:
        made = Listing(
            kind=told.kind,
            slug=free_slug(self.session, told.kind, told.name, self.taken.setdefault(told.kind, set())),
            source_id=self.source.id,
            source_key=told.source_key,
            created_at=self.now,
            changed_at=self.now,
        )
        self.session.add(made)
        return made


def _kept(held: str | None, incoming: str, by_person: bool) -> str:
    """The list's text, unless it is blank and a person has told us more."""
    return incoming if may_overwrite(held or "", incoming, by_person) else held or ""


def _marks(listing: Listing, told: ReadListing) -> list[str]:
    """What the list says is true, but for steps where a person has said otherwise of the venue."""
    has_steps = listing.venue is not None and listing.venue.step_free is not Access.YES
    return [code for code in told.attributes if not (code == "step_free" and has_steps)]


def _join_note(told: ReadListing) -> str:
    ask = "The link alone does not let you in: ask the group how to join." if told.join.ask else ""
    return " ".join(part for part in (told.join.note, ask) if part)


def _write_series(listing: Listing, rules: tuple[ReadRule, ...], today: date) -> None:
    """The series keep their calendar names from one reading to the next."""
    kept = {series.position: series for series in listing.series}
    for place, told in enumerate(rules):
        series = kept.pop(place, None)
        if series is None:
            series = Series(position=place, first=told.first or today - timedelta(days=today.weekday()))
            listing.series.append(series)
        series.rule, series.start, series.minutes = told.rrule, told.start, told.minutes
        series.zone, series.until = told.zone, told.until
    for gone in kept.values():
        listing.series.remove(gone)
