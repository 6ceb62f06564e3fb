"""Changing when a listing is on: its repeating times, and single dates."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.directory.actions.revising import Deed, keep, told
from app.directory.actions.snapshots import of_series, put_times
from app.directory.models import Listing, OneOff, Revision
from app.directory.queries.timetables import as_series, timetables
from app.directory.rules.editing.moving import CannotChangeDate, Differs, Elsewhen, extra, find, moved
from app.directory.rules.schedule import BankHoliday, Change, Kind, Occurrence
from app.directory.rules.timetable import is_for_holiday, occurrences
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _

DAYS_AHEAD = 400
REPLACED = frozenset({Change.CANCELLED, Change.TIME, Change.VENUE, Change.ONLINE_ONLY, Change.HELD})


def coming(session: Session, listing: Listing, now: datetime, days: int = DAYS_AHEAD) -> list[Occurrence]:
    """The dates of a listing that are not over, cancelled ones too."""
    today = local_day(now, LONDON)
    first, last = today - timedelta(days=7), today + timedelta(days=days)
    ((_listing, table),) = timetables(session, [listing], first, last)
    return [each for each in occurrences(table, first, last) if each.ends > now]


def set_times(
    session: Session, by: Warrant, listing: Listing, value: Mapping[str, Any], now: datetime, *, why: str = ""
) -> Revision | None:
    """Change one repeating time, which keeps its name in calendars, or add one if `value` has no `id`."""
    before = told(listing)
    wanted = [dict(value) if each.id == value.get("id") else of_series(each) for each in listing.series]
    put_times(session, listing, [*wanted, *([] if value.get("id") else [dict(value)])])
    return keep(session, listing, Deed(by, "times", now, why), before)


def remove_times(
    session: Session, by: Warrant, listing: Listing, series_id: str, now: datetime, *, why: str = ""
) -> Revision | None:
    """Take one repeating time away. Raises `CannotChangeDate` for the last one of what needs a time."""
    before = told(listing)
    wanted = [of_series(each) for each in listing.series if each.id != series_id]
    if not wanted and listing.kind is not Kind.VOLUNTEERING:
        raise CannotChangeDate(_("This is its only time. Change it, or pause or end the listing."))
    put_times(session, listing, wanted)
    return keep(session, listing, Deed(by, "times", now, why), before)


def cancel(
    session: Session, by: Warrant, listing: Listing, which: tuple[str, date], now: datetime, *, note: str = "",
    why: str = "",
) -> Revision | None:  # fmt: skip
    """One date, by its series and day, is not on; `note` is the reason that people see. Raises `CannotChangeDate`."""
    find(coming(session, listing, now), *which)
    return _differ(session, listing, which, [Differs(Change.CANCELLED, note=note)], Deed(by, "cancel", now, why))


def move(
    session: Session, by: Warrant, listing: Listing, wanted: Elsewhen, now: datetime, *, why: str = ""
) -> Revision | None:
    """One date is held at another time, on another day or elsewhere. Raises `CannotChangeDate`."""
    find(coming(session, listing, now), *wanted.which)
    (series,) = (as_series(each) for each in listing.series if each.id == wanted.which[0])
    differs = moved(wanted, series, listing.venue_id, local_day(now, LONDON))
    return _differ(session, listing, wanted.which, differs, Deed(by, "move", now, why))


def add(
    session: Session, by: Warrant, listing: Listing, wanted: Elsewhen, now: datetime, *, why: str = ""
) -> Revision | None:
    """One date more, of the series that `wanted` names. Raises `CannotChangeDate`."""
    (series,) = (as_series(each) for each in listing.series if each.id == wanted.which[0])
    differs = extra(wanted, series, coming(session, listing, now), local_day(now, LONDON))
    return _differ(session, listing, wanted.which, [differs], Deed(by, "extra", now, why), replaced={Change.EXTRA})


def set_note(
    session: Session, by: Warrant, listing: Listing, which: tuple[str, date], now: datetime, *, note: str, why: str = ""
) -> Revision | None:
    """What people read beside one date; an empty one is taken away. Raises `CannotChangeDate`."""
    find(coming(session, listing, now), *which)
    differs = [Differs(Change.NOTE, note=note)] if note else []
    return _differ(session, listing, which, differs, Deed(by, "note", now, why), replaced={Change.NOTE})


def set_holidays(
    session: Session, by: Warrant, listing: Listing, policy: BankHoliday, now: datetime, *, why: str = ""
) -> Revision | None:
    """Whether it is on on bank holidays. A date of which somebody has said more stays as they said."""
    before = told(listing)
    listing.bank_holiday = policy
    return keep(session, listing, Deed(by, "holidays", now, why), before)


def hold(session: Session, by: Warrant, listing: Listing, which: tuple[str, date], now: datetime) -> Revision | None:
    """One date is on though it is a bank holiday; None where no bank holiday stood in its way. Raises
    `CannotChangeDate`."""
    if not is_for_holiday(find(coming(session, listing, now), *which)):
        return None
    return _differ(session, listing, which, [Differs(Change.HELD)], Deed(by, "hold", now), replaced={Change.HELD})


def as_usual(
    session: Session, by: Warrant, listing: Listing, which: tuple[str, date], now: datetime
) -> Revision | None:
    """One date is as the series says after all. A note of that date and an extra one stay."""
    return _differ(session, listing, which, [], Deed(by, "as_usual", now))


def _differ(
    session: Session, listing: Listing, which: tuple[str, date], differs: list[Differs], deed: Deed, *,
    replaced: Collection[Change] = REPLACED,
) -> Revision | None:  # fmt: skip
    before = told(listing)
    series_id, day = which
    _part(listing, day, replaced)
    listing.one_offs[:] = [
        each
        for each in listing.one_offs
        if not (each.day == day and each.series_id == series_id and each.change in replaced)
    ]
    for each in differs:
        said = {"to_day": each.to_day, "start": each.start, "minutes": each.minutes, "venue_id": each.venue_id}
        listing.one_offs.append(OneOff(day=day, series_id=series_id, change=each.change, note=each.note, **said))
    return keep(session, listing, deed, before)


def _part(listing: Listing, day: date, replaced: Collection[Change]) -> None:
    """What was said of every series on that day, said of each apart, so that one alone can be changed."""
    for each in [one for one in listing.one_offs if one.day == day and one.series_id is None]:
        if each.change in replaced:
            said = {name: getattr(each, name) for name in ("day", "change", "to_day", "start", "minutes", "note")}
            copies = [OneOff(series_id=series.id, venue_id=each.venue_id, **said) for series in listing.series]
            listing.one_offs.remove(each)
            listing.one_offs.extend(copies)
