"""Finding what is on near a point, in one statement: the coming occurrences of the cells around it, by start.

The diary holds each occurrence with its cell of the grid and its place on the sphere, so "within five miles" is plain
arithmetic on columns and one index serves SQLite and PostgreSQL alike. Statements are built once and kept by shape.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    select,
    text,
    true,
    union_all,
)  # fmt: skip

from app.directory.models import Card, DiaryEntry, Listing, Trait
from app.directory.rules.finding import Window, Wish
from app.kernel.distance import cells_within, chord, chord_squared_for, miles_for_chord_squared

ONLINE_CELL = -1
LONGEST = 25 * 3600
"""Nothing in the diary lasts longer, in seconds: what is longer has an entry a day, and a day has up to 25 hours."""
GRACE = 600
"""Meetings are listed so many seconds after their start; what is listed longer is looked for apart."""
FINE_MILES = 25
"""Up to here the circle is looked up cell by cell; beyond it, by time, since a wide circle fills up quickly."""
WIDER = (12, 25, 100, 12_500)
OFTEN = 7
"""How many entries of one listing are expected at most where different listings are looked for."""
NOWHERE = 1e18
CELL_SLOTS = (16, 64, 200)
"""How many cells a statement takes; unused places are filled with a cell that does not exist."""
NO_CELL = -9
PLENTY = 4
"""So many times the entries wanted fill a page: half of them lie in the circle, and some have been called off."""
STEPS = (1800, 2 * 3600, 8 * 3600, 30 * 3600)
OFF_MOST = 6
IS_OFF = text("NOT diary.is_on")
IS_LONG = text(f"diary.listed_until > diary.starts_at + {GRACE}")
"""Worded exactly like the conditions of the partial indexes, so that SQLite sees that it may use them."""


class Found(NamedTuple):
    """One occurrence as the search answers it. Moments are seconds since 1970; `far` is a squared tunnel length in
    square metres, `NOWHERE` for what is online only."""

    listing_id: str
    series_id: str
    venue_id: str | None
    starts_at: int
    ends_at: int
    zone: str
    kind: str
    is_on: bool
    in_person: bool
    online: bool
    is_open: bool | None
    ask_first: bool
    all_day: bool
    note: str
    far: float
    name: str
    home_venue_id: str | None
    confirmed_on: Any
    missing_since: Any
    card: str | None
    mark: str | None

    @property
    def miles(self) -> float | None:
        """Straight-line miles from the point searched; None for what is online only."""
        return None if self.far >= NOWHERE else miles_for_chord_squared(self.far)


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides the form of a statement, as opposed to the values put into it."""

    slots: int
    online: str
    has_kinds: bool
    has_routes: bool
    has_language: bool
    any_language: bool
    marks: frozenset[str]
    has_past: bool


def near(
    connection: Connection, point: tuple[float, float], wish: Wish, found: Window, *, count: int, skip: int = 0
) -> tuple[list[Found], list[Found]]:
    """What is on within the wish's miles of a point (latitude, longitude) in a window, by start, then by distance; and
    a few that are cancelled there. `count` at most, after the first `skip`."""
    cells, slots = _cells(point, wish.miles)
    values = _values(point, wish, found, count + skip) | cells
    statement = _statement(_shape(wish, slots, has_past=found.since is None))
    on: list[Found] = []
    off: list[Found] = []
    for soon in _steps(connection, slots, values):
        rows = [Found._make(row) for row in connection.execute(statement, values | {"soon": soon}).all()]
        on, off = [row for row in rows if row.is_on], [row for row in rows if not row.is_on]
        if len(on) >= count + skip:
            break
    return on[skip : skip + count], off


def nearest(
    connection: Connection, point: tuple[float, float], wish: Wish, found: Window, *, count: int
) -> list[Found]:
    """The `count` nearest listings in the window at any distance, nearest first, each at the first start that its
    venue has; online ones left out."""
    values = _values(point, wish, found, count * OFTEN)
    once: dict[str, Found] = {}
    for miles in WIDER:
        cells, slots = _cells(point, miles)
        statement = _nearest_statement(_shape(wish, slots))
        rows = connection.execute(statement, values | cells | {"far": chord_squared_for(miles)}).all()
        once = {row.listing_id: row for row in map(Found._make, reversed(rows))}
        if len(once) >= count:
            break
    return sorted(once.values(), key=lambda row: (row.far, row.starts_at))[:count]


def online(connection: Connection, wish: Wish, found: Window, *, count: int, skip: int = 0) -> list[Found]:
    """What can be joined from anywhere in a window, by start; hybrid meetings too."""
    values = _values((0.0, 0.0), wish, found, count + skip)
    rows = connection.execute(_online_statement(_shape(wish, 0)), values).all()
    return [Found._make(row) for row in rows][skip:]


def _cells(point: tuple[float, float], miles: float) -> tuple[dict[str, int], int]:
    """The cells of a circle as values for a statement, and how many it takes; none when the circle is too wide."""
    cells = cells_within(*point, miles) if miles <= FINE_MILES else []
    slots = next((slots for slots in CELL_SLOTS if len(cells) <= slots), 0) if cells else 0
    return {f"cell{place}": cells[place] if place < len(cells) else NO_CELL for place in range(slots)}, slots


def _steps(connection: Connection, slots: int, values: dict[str, Any]) -> list[int]:
    """How far ahead to look: what starts first is shown first, so in a crowded city the first minutes fill a page. The
    first step by which the cells hold plenty; then, should filters leave too few of it, the whole window."""
    ends = [values["lately"] + step for step in STEPS if values["lately"] + step < values["until"]]
    if not slots or not ends:
        return [values["until"]]
    asked = {"plenty": PLENTY * values["most"]} | {f"end{place}": end for place, end in enumerate(ends)}
    counts = connection.execute(_crowd_statement(slots, len(ends)), values | asked).one()
    return [*[end for end, count in zip(ends, counts, strict=True) if count >= asked["plenty"]][:1], values["until"]]


def _values(point: tuple[float, float], wish: Wish, found: Window, most: int) -> dict[str, Any]:
    x, y, z = chord(*point)
    return {
        "x": x,
        "y": y,
        "z": z,
        "far": chord_squared_for(wish.miles),
        "now": found.now,
        "since": found.now - LONGEST if found.since is None else found.since,
        "lately": found.now - GRACE if found.since is None else found.since,
        "until": found.until,
        "most": most,
        "kinds": sorted(wish.kinds),
        "routes": sorted(wish.routes),
        "language": wish.language,
    }


def _shape(wish: Wish, slots: int, *, has_past: bool = True) -> Shape:
    is_any = wish.language == "1"
    has_kinds, has_routes, has_language = bool(wish.kinds), bool(wish.routes), bool(wish.language) and not is_any
    return Shape(slots, wish.online, has_kinds, has_routes, has_language, is_any, wish.marks, has_past)


tunnel = (
    (DiaryEntry.x - bindparam("x")) * (DiaryEntry.x - bindparam("x"))
    + (DiaryEntry.y - bindparam("y")) * (DiaryEntry.y - bindparam("y"))
    + (DiaryEntry.z - bindparam("z")) * (DiaryEntry.z - bindparam("z"))
)


@lru_cache(maxsize=512)
def _statement(shape: Shape) -> Select[*tuple[Any, ...]]:
    """What is on around the point and what is online, each as its own ordered arms, and what is cancelled."""
    here = and_(_places(shape.slots), tunnel <= bindparam("far"))
    is_online = {"no": DiaryEntry.in_person, "only": DiaryEntry.online}.get(shape.online, true())
    narrowed = _narrowed(shape)
    arms: list[Select[*tuple[Any, ...]]] = []
    for moment in _moments(shape):
        arms.append(_arm(tunnel, here, DiaryEntry.is_on, is_online, *moment, *narrowed))
        if shape.online != "no":
            anywhere = and_(DiaryEntry.cell == ONLINE_CELL, DiaryEntry.online)
            arms.append(_arm(literal(NOWHERE), anywhere, DiaryEntry.is_on, *moment, *narrowed))
    on = union_all(*(select(*arm.subquery().c) for arm in arms)).subquery()
    first = select(on.c.id, on.c.far).order_by(on.c.starts_at, on.c.far, on.c.listing_id, on.c.id)
    off = select(DiaryEntry.id, tunnel.label("far")).where(here, IS_OFF, is_online, *_in_window(_few(shape)), *narrowed)
    some = (first.limit(bindparam("most")), off.order_by(_few(shape)).limit(OFF_MOST))
    found = union_all(*(select(*each.subquery().c) for each in some)).subquery("found")
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


@lru_cache(maxsize=16)
def _crowd_statement(slots: int, steps: int) -> Select[*tuple[Any, ...]]:
    """How many entries the cells hold by each step, counted no further than it matters."""
    begun = and_(_places(slots), DiaryEntry.starts_at >= bindparam("lately"))
    some = [select(literal(1)).where(begun, DiaryEntry.starts_at < bindparam(f"end{place}")) for place in range(steps)]
    capped = [each.limit(bindparam("plenty")).subquery() for each in some]
    return select(*(select(func.count()).select_from(each).scalar_subquery() for each in capped))


def _places(slots: int) -> ColumnElement[bool]:
    if not slots:
        return DiaryEntry.cell >= 0
    return DiaryEntry.cell.in_([bindparam(f"cell{place}") for place in range(slots)])


@lru_cache(maxsize=512)
def _nearest_statement(shape: Shape) -> Select[*tuple[Any, ...]]:
    here = and_(_places(shape.slots), tunnel <= bindparam("far"), DiaryEntry.is_on, *_in_window(), *_narrowed(shape))
    some = select(DiaryEntry.id, tunnel.label("far")).where(here).order_by(tunnel, DiaryEntry.starts_at)
    inner = some.limit(bindparam("most")).subquery("found")
    return _told(inner.c.id, inner.c.far).order_by(inner.c.far, DiaryEntry.starts_at)


@lru_cache(maxsize=512)
def _online_statement(shape: Shape) -> Select[*tuple[Any, ...]]:
    found = _arm(literal(NOWHERE), DiaryEntry.online, DiaryEntry.is_on, *_in_window(), *_narrowed(shape)).subquery()
    return _told(found.c.id, found.c.far).order_by(DiaryEntry.starts_at, DiaryEntry.listing_id, DiaryEntry.id)


def _few(shape: Shape) -> ColumnElement[int]:
    """The start, for conditions that few entries meet. In a wide circle nothing is added to it, which keeps SQLite from
    walking through every start instead of the partial index that holds just those few."""
    return DiaryEntry.starts_at.expression if shape.slots else DiaryEntry.starts_at + literal_column("0")


def _in_window(starts: Any = DiaryEntry.starts_at) -> list[ColumnElement[bool]]:
    return [starts >= bindparam("since"), starts < bindparam("until"), DiaryEntry.listed_until > bindparam("now")]


def _narrowed(shape: Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shape.has_kinds:
        conditions.append(DiaryEntry.kind.in_(bindparam("kinds", expanding=True)))
    if shape.has_routes:
        conditions.append(_has("route", Trait.code.in_(bindparam("routes", expanding=True))))
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
        entry.listing_id, entry.series_id, entry.venue_id, entry.starts_at, entry.ends_at, entry.zone, entry.kind,
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
