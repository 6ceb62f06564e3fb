"""Who gets the weekly list of an area, and what is in it at this moment."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.directory.models import DiaryEntry, Listing
from app.directory.queries.results import listings, venues
from app.directory.rules.describing import address_of, kicker, place, venue_line
from app.directory.rules.status import Status
from app.directory.rules.words import day_name, hours
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.speech import _, marked
from app.kernel.words import printable
from app.notices.rules.stopping import kind_of, marked_text, start_of_person
from app.people.models import Person
from app.places.models import Area, Venue
from app.saved.models import DigestReader
from app.saved.rules.digest import AHEAD, KIND, MOST, SORT, Issue, Item, Part, Week
from app.seal import CannotOpen, ring

Date = Row[*tuple[Any, ...]]
Dates = dict[str, list[Date]]
"""Occurrences as the diary has them, by listing."""

S = TypeVar("S", bound=Select[*tuple[Any, ...]])
ASK_FIRST = marked("Bank holiday: ask first")
LINK_SORT = "digest link"
Address = Callable[[str], str]
"""Makes an absolute address of a path of ours."""


def reader_of(session: Session, area_id: str, email: str) -> DigestReader | None:
    """The row of an address in an area, confirmed or not."""
    indexes = ring().indexes(email, "email")
    mine = select(DigestReader).where(DigestReader.area_id == area_id, DigestReader.email_index.in_(indexes))
    return session.scalars(mine).first()


def by_link(session: Session, token: str, present: datetime) -> DigestReader | None:
    """Whose link it is, while it works."""
    hashes = ring().indexes(token[:100], LINK_SORT)
    found = select(DigestReader).where(DigestReader.link_hash.in_(hashes), DigestReader.link_ends_at > present)
    return session.scalars(found).first()


def by_stop(session: Session, token: str) -> DigestReader | None:
    """Whose list a stop link stops."""
    start = start_of_person(token)
    rows = list(session.scalars(select(DigestReader).where(DigestReader.id.startswith(start)))) if start else []
    marks = ((row.id, KIND, mark) for row in rows for mark in ring().indexes(marked_text(row.id, KIND), SORT))
    found = kind_of(token, marks)
    return next((row for row in rows if found and row.id == found[0]), None)


def due(session: Session, week: Week) -> list[DigestReader]:
    """Who had confirmed when this week's list was to leave, and has not been written to."""
    waiting = select(DigestReader).where(DigestReader.confirmed_at < week.leaves_at, DigestReader.week != week.name)
    return list(session.scalars(waiting.options(joinedload(DigestReader.area)).order_by(DigestReader.id)))


def of_person(session: Session, person: Person) -> list[DigestReader]:
    """The rows with the address of somebody who has an account."""
    try:
        indexes = ring().indexes(person.email, "email") if person.email else []
    except CannotOpen:
        return []
    return list(session.scalars(select(DigestReader).where(DigestReader.email_index.in_(indexes))))


def issue(session: Session, area: Area, since: datetime, now: datetime, address: Address) -> Issue:
    """The list of an area as it is now: each listing at its next time; what is new and not on in the coming days; what
    is not on, by date, and what is changed."""
    on, off = _dates(session, area.id, now, is_on=True), _dates(session, area.id, now, is_on=False)
    told = list(on)[:MOST]
    off_items = [_off(each, off[each.id], now, address) for each in _known(session, off)]
    changed = [_changed(each, address) for each in _since(session, area.id, since) if each.id not in off]
    return Issue(
        _line(area.name),
        address(f"/areas/{area.slug}"),
        _part(_coming(session, on, since, now, address)),
        _part([_new(each, address) for each in _made_since(session, area.id, since, told)]),
        _part([*off_items, *changed]),
    )


def _part(items: Sequence[Item]) -> Part:
    return Part(tuple(items[:MOST]), len(items) > MOST)


def _dates(session: Session, area_id: str, now: datetime, *, is_on: bool) -> Dates:
    """What the diary has of each listing in the coming days; the listing with the soonest comes first."""
    begin, end = int(now.timestamp()), int((now + AHEAD).timestamp())
    columns = (DiaryEntry.listing_id, DiaryEntry.starts_at, DiaryEntry.ends_at, DiaryEntry.zone, DiaryEntry.all_day,
               DiaryEntry.venue_id, DiaryEntry.in_person, DiaryEntry.ask_first)  # fmt: skip
    rows = session.execute(
        _here(select(*columns).join(Listing, Listing.id == DiaryEntry.listing_id), area_id)
        .where(Listing.status != Status.ENDED, DiaryEntry.is_on.is_(is_on))
        .where(DiaryEntry.starts_at > begin, DiaryEntry.starts_at < end)
        .order_by(DiaryEntry.starts_at, DiaryEntry.listing_id)
    )
    found: Dates = {}
    for row in rows:
        found.setdefault(row.listing_id, []).append(row)
    return dict(islice(found.items(), MOST + 1))


def _known(session: Session, dates: Dates) -> list[Listing]:
    """These listings, in the same order."""
    found = listings(session, dates)
    return [found[listing_id] for listing_id in dates]


def _coming(session: Session, on: Dates, since: datetime, now: datetime, address: Address) -> list[Item]:
    moved = venues(session, {rows[0].venue_id for rows in on.values() if rows[0].venue_id})
    made = []
    for listing in _known(session, on):
        first = on[listing.id][0]
        said = _when(first, now) + (f". {_('New.')}" if listing.created_at >= since else "")
        made.append(_item(listing, said, _where(listing, first, moved), address))
    return made


def _off(listing: Listing, dates: list[Date], now: datetime, address: Address) -> Item:
    return _item(listing, _not_on(listing, [_when(each, now) for each in dates]), "", address)


def _not_on(listing: Listing, when: Iterable[str]) -> str:
    return _("Not on for now.") if listing.status == Status.PAUSED else _("Not on: {dates}", dates="; ".join(when))


def _when(row: Date, now: datetime) -> str:
    """The day and the hours. It is read on another day too, so it says neither today nor tomorrow."""
    zone = zone_of(row.zone)
    starts, ends = (datetime.fromtimestamp(at, UTC).astimezone(zone) for at in (row.starts_at, row.ends_at))
    day = day_name(starts.date(), local_day(now, LONDON))
    said = _("{day}, {hours}", day=day, hours=hours(starts, ends, row.all_day))
    return f"{said}. {_(ASK_FIRST)}" if row.ask_first else said


def _where(listing: Listing, row: Date, moved: dict[str, Venue]) -> str:
    if not row.in_person:
        return _("Online")
    if row.venue_id in moved and row.venue_id != listing.venue_id:
        return _("This time at {place}.", place=venue_line(moved[row.venue_id]))
    return place(listing)


def _new(listing: Listing, address: Address) -> Item:
    return _item(listing, "", place(listing), address)


def _changed(listing: Listing, address: Address) -> Item:
    said = {Status.ENDED: _("It has ended."), Status.PAUSED: _("Not on for now.")}
    return _item(listing, said.get(listing.status, _("Something has changed: see its page.")), "", address)


def _item(listing: Listing, said: str, where: str, address: Address) -> Item:
    return Item(_line(listing.name), kicker(listing), said, _line(where), address(address_of(listing)))


def _line(text: str) -> str:
    """On one line, without what no page shows."""
    return " ".join(printable(text).split())


def _made_since(session: Session, area_id: str, since: datetime, told: Iterable[str]) -> list[Listing]:
    new = _whole(area_id).where(Listing.created_at >= since, Listing.status != Status.ENDED, Listing.id.not_in(told))
    return list(session.scalars(new.order_by(Listing.created_at.desc(), Listing.id).limit(MOST + 1)))


def _since(session: Session, area_id: str, since: datetime) -> list[Listing]:
    old = _whole(area_id).where(Listing.changed_at >= since, Listing.created_at < since)
    return list(session.scalars(old.order_by(Listing.changed_at.desc(), Listing.id).limit(MOST + 1)))


def _whole(area_id: str) -> Select[Listing]:
    loaded = (joinedload(Listing.venue).joinedload(Venue.area), selectinload(Listing.traits))
    return _here(select(Listing), area_id).options(*loaded)


def _here(statement: S, area_id: str) -> S:
    """Of listings whose usual venue is in the area."""
    return statement.join(Venue, Venue.id == Listing.venue_id).where(Venue.area_id == area_id)
