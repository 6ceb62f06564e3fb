"""Listings turned into plain timetables, with the closures and bank holidays that bear on them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.directory.models import Listing, OneOff, Series
from app.directory.rules import timetable as plain
from app.directory.rules.status import Status
from app.kernel.recurrence import parse
from app.places.models import Nation, VenueClosure
from app.places.queries import bank_holidays, closures


def timetables(
    session: Session, listings: Sequence[Listing], first: date, last: date
) -> list[tuple[Listing, plain.Timetable]]:
    """Each listing with all that decides when it is on between two days."""
    shut = closures(session, _venue_ids(listings), first, last)
    return [(listing, as_timetable(listing, shut)) for listing in listings]


def as_timetable(listing: Listing, shut: Mapping[str, Iterable[VenueClosure]]) -> plain.Timetable:
    """One listing's timetable, given the closures by venue."""
    nation = listing.venue.nation if listing.venue else Nation.ENGLAND_AND_WALES
    return plain.Timetable(
        series=tuple(as_series(series) for series in listing.series),
        one_offs=tuple(_as_one_off(change) for change in listing.one_offs),
        closures=tuple(
            plain.Closure(closure.venue_id, closure.first, closure.last, closure.reason)
            for venue_id in _venue_ids([listing])
            for closure in shut.get(venue_id, ())
        ),
        venue_id=listing.venue_id,
        in_person=listing.in_person,
        online=listing.online,
        audience=listing.audience,
        open_weeks=tuple(listing.open_weeks),
        bank_holiday=listing.bank_holiday,
        holidays=bank_holidays(nation),
        paused_until=_paused_until(listing),
    )


def as_series(series: Series) -> plain.Series:
    """One series as a plain value."""
    return plain.Series(
        id=series.id,
        rule=parse(series.rule, tuple(date.fromisoformat(day) for day in series.dates)),
        first=series.first,
        start=series.start,
        minutes=series.minutes,
        zone=series.zone,
        until=series.until,
        season=_season(series.season),
        all_day=series.all_day,
    )


def _venue_ids(listings: Iterable[Listing]) -> list[str]:
    return [
        venue_id
        for listing in listings
        for venue_id in (listing.venue_id, *(change.venue_id for change in listing.one_offs))
        if venue_id
    ]


def _paused_until(listing: Listing) -> date | None:
    if listing.status == Status.ACTIVE:
        return None
    return (listing.paused_until or date.max) if listing.status == Status.PAUSED else date.max


def _as_one_off(change: OneOff) -> plain.OneOff:
    return plain.OneOff(
        day=change.day,
        change=change.change,
        series_id=change.series_id,
        to_day=change.to_day,
        start=change.start,
        minutes=change.minutes,
        venue_id=change.venue_id,
        note=change.note,
    )


def _season(text: str) -> plain.Season | None:
    if not text:
        return None
    first, last = (tuple(int(part) for part in day.split("-")) for day in text.split("/"))
    return plain.Season((first[0], first[1]), (last[0], last[1]))
