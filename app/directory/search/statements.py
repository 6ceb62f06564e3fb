"""The statements of a search, built once for each shape of question; one index serves SQLite and PostgreSQL alike."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    select,
    text,
    true,
    type_coerce,
    union_all,
)

from app.directory.models import Card, DiaryEntry, Listing, Trait
from app.directory.rules.found import NOWHERE
from app.directory.search.among import among

ONLINE_CELL = -1
GRACE = 600
"""Meetings are listed so many seconds after their start; what is listed longer is looked for apart."""
OFF_MOST = 6
"""So many cancelled ones are told of at most."""
IS_OFF = text("NOT diary.is_on")
IS_LONG = text(f"diary.listed_until > diary.starts_at + {GRACE}")
"""Worded exactly like the conditions of the partial indexes, so that SQLite sees that it may use them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides the form of a statement, as opposed to the values put into it."""

    is_wide: bool
    online: str
    has_kinds: bool
    has_routes: bool
    has_language: bool
    any_language: bool
    marks: frozenset[str]
    has_past: bool


tunnel = (
    (DiaryEntry.x - bindparam("x")) * (DiaryEntry.x - bindparam("x"))
    + (DiaryEntry.y - bindparam("y")) * (DiaryEntry.y - bindparam("y"))
    + (DiaryEntry.z - bindparam("z")) * (DiaryEntry.z - bindparam("z"))
)


@lru_cache(maxsize=512)
def near(shape: Shape) -> Select[*tuple[Any, ...]]:
    """What is on around the point and the first of what is online, in ordered arms, and what is cancelled."""
    here = and_(_places(shape.is_wide), tunnel <= bindparam("far"))
    is_online = {"no": DiaryEntry.in_person, "only": DiaryEntry.online}.get(shape.online, true())
    narrowed = _narrowed(shape)
    arms: list[Select[*tuple[Any, ...]]] = []
    afar: list[Select[*tuple[Any, ...]]] = []
    for moment in _moments(shape):
        arms.append(_arm(tunnel, here, DiaryEntry.is_on, is_online, *moment, *narrowed))
        if shape.online != "no":
            anywhere = and_(DiaryEntry.cell == ONLINE_CELL, DiaryEntry.online)
            afar.append(_arm(literal(NOWHERE), anywhere, DiaryEntry.is_on, *moment, *narrowed))
    if afar:
        some = union_all(*(select(*arm.subquery().c) for arm in afar)).subquery()
        arms.append(select(*some.c).order_by(some.c.starts_at, some.c.listing_id).limit(bindparam("most_online")))
    on = union_all(*(select(*arm.subquery().c) for arm in arms)).subquery()
    first = select(on.c.id, on.c.far).order_by(on.c.starts_at, on.c.far, on.c.listing_id, on.c.id)
    off = select(DiaryEntry.id, tunnel.label("far")).where(here, IS_OFF, is_online, *_in_window(_few(shape)), *narrowed)
    both = (first.limit(bindparam("most")), off.order_by(_few(shape), DiaryEntry.id).limit(OFF_MOST))
    found = union_all(*(select(*each.subquery().c) for each in both)).subquery("found")
    order = (DiaryEntry.starts_at, found.c.far, DiaryEntry.listing_id, DiaryEntry.id)
    return _told(found.c.id, found.c.far).order_by(*order)


def _arm(far: ColumnElement[Any], *wanted: Any) -> Select[*tuple[Any, ...]]:
    """The first entries that are wanted, by start, then by distance."""
    order = (DiaryEntry.starts_at, far, DiaryEntry.listing_id, DiaryEntry.id)
    told = (DiaryEntry.id, far.label("far"), DiaryEntry.starts_at, DiaryEntry.listing_id)
    return select(*told).where(*wanted).order_by(*order).limit(bindparam("most"))


def _moments(shape: Shape) -> list[tuple[Any, ...]]:
    """What starts from now on or has just begun; and apart, since few are, what began earlier and goes on."""
    is_listed = DiaryEntry.listed_until > bindparam("now")
    ahead = (DiaryEntry.starts_at >= bindparam("lately"), DiaryEntry.starts_at < bindparam("soon"), is_listed)
    starts = _few(shape)
    since = (starts >= bindparam("since"), starts < bindparam("lately"), IS_LONG, is_listed)
    return [ahead, since] if shape.has_past else [ahead]


@lru_cache(maxsize=8)
def crowd(steps: int) -> Select[*tuple[Any, ...]]:
    """How many entries the cells hold by each step, counted no further than it matters."""
    begun = and_(_places(is_wide=False), DiaryEntry.starts_at >= bindparam("lately"))
    some = [select(literal(1)).where(begun, DiaryEntry.starts_at < bindparam(f"end{place}")) for place in range(steps)]
    capped = [each.limit(bindparam("plenty")).subquery() for each in some]
    return select(*(select(func.count()).select_from(each).scalar_subquery() for each in capped))


def _places(is_wide: bool) -> ColumnElement[bool]:
    """Cell by cell; of a wide circle the rows of the grid, for which nothing but the index on starts is read. Added to
    a cell is nothing, so that SQLite goes on choosing its index by the start."""
    if not is_wide:
        return among(DiaryEntry.cell, "cells")
    in_rows = (DiaryEntry.cell + literal_column("0")).between(bindparam("south"), bindparam("north"))
    return and_(DiaryEntry.cell >= 0, in_rows)


@lru_cache(maxsize=512)
def nearest(shape: Shape) -> Select[*tuple[Any, ...]]:
    """What is nearest, whenever it starts in the window."""
    here = and_(_places(shape.is_wide), tunnel <= bindparam("far"), DiaryEntry.is_on, *_in_window(), *_narrowed(shape))
    some = select(DiaryEntry.id, tunnel.label("far")).where(here)
    inner = some.order_by(tunnel, DiaryEntry.starts_at, DiaryEntry.id).limit(bindparam("most")).subquery("found")
    return _told(inner.c.id, inner.c.far).order_by(inner.c.far, DiaryEntry.starts_at, DiaryEntry.id)


@lru_cache(maxsize=512)
def online(shape: Shape) -> Select[*tuple[Any, ...]]:
    """What can be joined from anywhere, by start."""
    found = _arm(literal(NOWHERE), DiaryEntry.online, DiaryEntry.is_on, *_in_window(), *_narrowed(shape)).subquery()
    return _told(found.c.id, found.c.far).order_by(DiaryEntry.starts_at, DiaryEntry.listing_id, DiaryEntry.id)


def _few(shape: Shape) -> ColumnElement[int]:
    """The start, for conditions that few entries meet. In a wide circle nothing is added to it, which keeps SQLite from
    walking through every start instead of the partial index that holds just those few."""
    return DiaryEntry.starts_at + literal_column("0") if shape.is_wide else DiaryEntry.starts_at.expression


def _in_window(starts: Any = DiaryEntry.starts_at) -> list[ColumnElement[bool]]:
    return [starts >= bindparam("since"), starts < bindparam("until"), DiaryEntry.listed_until > bindparam("now")]


def _narrowed(shape: Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shape.has_kinds:
        conditions.append(among(DiaryEntry.kind, "kinds"))
    if shape.has_routes:
        conditions.append(_has("route", among(Trait.code, "routes")))
    if shape.has_language:
        conditions.append(_has("language", Trait.code == bindparam("language")))
    if shape.any_language:
        conditions.append(_has("language", Trait.code != "en"))
    conditions.extend(_has("mark", Trait.code == mark) for mark in sorted(shape.marks))
    return conditions


def _has(sort: str, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Trait.listing_id == DiaryEntry.listing_id, Trait.sort == sort, condition)


def _told(entry_id: Any, far: Any) -> Select[*tuple[Any, ...]]:
    """All that is told of the entries found, with their listings and cards."""
    entry, listing = DiaryEntry, Listing
    told = (
        entry.listing_id, entry.series_id, entry.venue_id, entry.starts_at, entry.ends_at, entry.zone,
        type_coerce(entry.kind, String),
        entry.is_on, entry.in_person, entry.online, entry.is_open, entry.ask_first, entry.all_day, entry.note, far,
        listing.name, listing.venue_id.label("home_venue_id"), listing.confirmed_on, listing.missing_since,
        Card.html, Card.mark,
    )  # fmt: skip
    return (
        select(*told)
        .join(entry, entry.id == entry_id)
        .join(listing, listing.id == entry.listing_id)
        .outerjoin(Card, Card.listing_id == listing.id)
    )
