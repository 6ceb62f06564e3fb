"""Listings as cards under the day of their next date, where the list is of listings rather than of occurrences."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby

from app import db
from app.directory import build
from app.directory.models import Listing
from app.directory.queries.timetables import timetables
from app.directory.rules import presenting
from app.directory.rules.describing import card
from app.directory.rules.habits import habits
from app.directory.rules.presenting import Facts, Seen
from app.directory.rules.shown import DayGroup, When
from app.directory.rules.timetable import Occurrence, Timetable, listed_until, next_on
from app.directory.rules.words import noted
from app.kernel.speech import _, marked

DAYS = 400
SEVERAL = 3
"""So many dates are looked at: those that have begun, and one that has not."""
UNDATED = marked("No date fixed yet")


def by_next_day(listings: Sequence[Listing], seen: Seen) -> tuple[DayGroup, ...]:
    """Each listing once, under the heading of its next date; those without one come last."""
    now = datetime.fromtimestamp(seen.now, UTC)
    pairs = timetables(db.session(), listings, seen.today - timedelta(days=1), seen.today + timedelta(days=DAYS))
    dated = [(listing, table, _coming(listing, table, now)) for listing, table in pairs]
    dated.sort(key=lambda found: found[2].starts.timestamp() if found[2] else float("inf"))
    return tuple(
        DayGroup(heading, build.together(_card(*found, seen) for found in group))
        for heading, group in groupby(dated, lambda found: _heading(found[2], seen))
    )


def _coming(listing: Listing, table: Timetable, now: datetime) -> Occurrence | None:
    """The next date that lists still show, as they do near a place; failing that one that goes on."""
    found = next_on(table, now, SEVERAL, DAYS)
    return next((each for each in found if listed_until(listing.kind, each) > now), found[0] if found else None)


def _heading(coming: Occurrence | None, seen: Seen) -> str:
    return presenting.heading(int(coming.starts.timestamp()), seen) if coming else _(UNDATED)


def _card(listing: Listing, table: Timetable, coming: Occurrence | None, seen: Seen) -> str:
    usual = habits(table.series, seen.zone)
    html = build.card_html(card(listing))
    if coming is None:
        return build.filled(html, When("", "", _(UNDATED), note=usual))
    facts = Facts(
        starts_at=int(coming.starts.timestamp()),
        ends_at=int(coming.ends.timestamp()),
        zone=str(coming.starts.tzinfo),
        kind=listing.kind,
        all_day=coming.all_day,
        is_open=coming.is_open,
        ask_first=coming.ask_first,
        note=" ".join(part for part in (f"{usual}." if usual else "", noted(coming.note)) if part),
        miles=None,
        confirmed_on=listing.confirmed_on,
        missing_since=listing.missing_since,
    )
    return build.filled(html, presenting.when(facts, seen))
