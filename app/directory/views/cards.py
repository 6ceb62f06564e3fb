"""Occurrences found made into cards and groups of cards; a card that was never made is made on the spot."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from app import db
from app.directory import build
from app.directory.queries import results
from app.directory.rules import presenting
from app.directory.rules.describing import card, venue_line
from app.directory.rules.presenting import Moving, Seen
from app.directory.rules.shown import DayGroup
from app.directory.rules.words import noted
from app.directory.search import Found
from app.kernel.speech import SOURCE, _, language
from app.kernel.words import sentence


def by_day(rows: Sequence[Found], seen: Seen) -> tuple[DayGroup, ...]:
    """The rows as cards under the headings of their days. The rows come by start."""
    pairs = list(zip(rows, _cards(rows, seen), strict=True))
    groups = []
    for _day, members in groupby(pairs, lambda pair: presenting.day_shown(pair[0].starts_at, seen)):
        group = list(members)
        all_evening = all(presenting.is_evening(row.starts_at, seen.zone) for row, _html in group)
        heading = presenting.heading(group[0][0].starts_at, seen, is_evening=all_evening)
        groups.append(DayGroup(heading, build.together([html for _row, html in group])))
    return tuple(groups)


def under(heading: str, rows: Sequence[Found], seen: Seen) -> DayGroup | None:
    """The rows as cards under one heading of their own, each naming its day; None when there are no rows."""
    return DayGroup(heading, build.together(_cards(rows, seen, with_day=True))) if rows else None


def cancelled(rows: Iterable[Found], seen: Seen) -> tuple[str, ...]:
    """A sentence for each thing that would have been on."""
    return tuple(_cancelled(row, seen) for row in rows)


def _cancelled(row: Found, seen: Seen) -> str:
    day = presenting.heading(row.starts_at, seen)
    hours = presenting.span_words(row.starts_at, row.ends_at, seen.zone, row.all_day)
    said = _("{day}, {hours}: {name} is not on.", name=row.name, day=day, hours=hours)
    return f"{said} {sentence(noted(row.note))}".strip()


def _cards(rows: Sequence[Found], seen: Seen, *, with_day: bool = False) -> list[str]:
    moved = {row.venue_id for row in rows if row.venue_id and row.venue_id != row.home_venue_id}
    places = results.venues(db.session(), moved) if moved else {}
    fresh = _fresh(rows)
    made = []
    for row in rows:
        note = noted(row.note)
        if row.venue_id in places:
            elsewhere = _("This time at {place}.", place=venue_line(places[row.venue_id]))
            note = f"{elsewhere} {note}".strip()
        when, tags = _moving(presenting.moving(row, note, seen), with_day)
        far = build.far_html(presenting.far(row.miles))
        made.append(build.put(fresh.get(row.listing_id) or row.card or "", when, tags, far))
    return made


@lru_cache(maxsize=8192)
def _moving(moving: Moving, with_day: bool) -> tuple[str, str]:
    """The time and the tags as HTML; cards of one hour that differ only in name and place share them."""
    told = presenting.said(moving)
    if with_day:
        told = presenting.dated(told, moving.starts_at, moving.here, moving.today)
    return build.parts(told)


def _fresh(rows: Sequence[Found]) -> dict[str, str]:
    """Cards made now, for listings whose stored card is missing, older than its template or in another language."""
    is_stored_language = language() == SOURCE
    old = {row.listing_id for row in rows if row.mark != build.mark() or not is_stored_language}
    if not old:
        return {}
    return {found.id: build.card_html(card(found)) for found in results.listings(db.session(), old).values()}
