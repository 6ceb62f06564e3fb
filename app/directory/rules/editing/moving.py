"""What a change of one date may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.directory.rules.schedule import Change, Occurrence, Series
from app.kernel.errors import Refused
from app.kernel.speech import _

DAY_MINUTES = 24 * 60
LONGEST_NOTE = 200
LONGEST_MINUTES = 12 * 60
"""A date that would last longer because its end comes before its start is a slip, not a night."""


class CannotChangeDate(Refused):
    """This date cannot be changed like this; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Elsewhen:
    """Where and when one date, named by its series and day, is held instead; None is "as usual". `note` is for the
    people who come."""

    which: tuple[str, date]
    to_day: date | None = None
    start: time | None = None
    end: time | None = None
    venue_id: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Differs:
    """One change of a date as it is kept."""

    change: Change
    to_day: date | None = None
    start: time | None = None
    minutes: int | None = None
    venue_id: str | None = None
    note: str = ""


def has_hours(series: Series) -> bool:
    """Does it begin and end at times of a day? Not what lasts whole days."""
    return not series.all_day and series.minutes < DAY_MINUTES


def end_of(series: Series) -> time:
    """When a date of a series ends, by the clock on the wall."""
    return (datetime.combine(date.min, series.start) + timedelta(minutes=series.minutes)).time()


def find(coming: Sequence[Occurrence], series_id: str, day: date) -> Occurrence:
    """The occurrence that a series gives on that day. Raises `CannotChangeDate` if it has none to come."""
    for each in coming:
        if each.series_id == series_id and each.day == day:
            return each
    raise CannotChangeDate(_("There is no such date to come. Go back and choose one of the dates."))


def extra(wanted: Elsewhen, series: Series, held: Sequence[Occurrence], today: date) -> Differs:
    """A date besides those that the series gives; `held` are all that are to come. Its hours are its own, those of the
    series too: when that changes, or the change is undone, this date stays as it was typed. Raises `CannotChangeDate`.
    """
    day = wanted.which[1]
    if day < today:
        raise CannotChangeDate(_("Choose a day that is still to come."))
    if any(each.series_id == series.id and day in (each.day, each.starts.date()) for each in held):
        raise CannotChangeDate(_("There is a date on that day already. Go back and change that one."))
    own: tuple[time | None, int | None] = (None, None)
    if has_hours(series):
        own = wanted.start or series.start, _minutes(wanted, series) or series.minutes
    return Differs(Change.EXTRA, start=own[0], minutes=own[1], venue_id=wanted.venue_id, note=wanted.note)


def moved(wanted: Elsewhen, series: Series, usual_venue: str | None, today: date) -> list[Differs]:
    """The changes that hold a date elsewhere or at another time. Raises `CannotChangeDate`."""
    if wanted.to_day and wanted.to_day < today:
        raise CannotChangeDate(_("Choose a day that is still to come."))
    to_day = wanted.to_day if wanted.to_day != wanted.which[1] else None
    minutes = _minutes(wanted, series)
    start = wanted.start if has_hours(series) and wanted.start != series.start else None
    found = []
    if to_day or start or minutes:
        found.append(Differs(Change.TIME, to_day, start, minutes, note=wanted.note))
    if wanted.venue_id and wanted.venue_id != usual_venue:
        found.append(Differs(Change.VENUE, venue_id=wanted.venue_id, note="" if found else wanted.note))
    if not found:
        raise CannotChangeDate(_("Say what is different: another day, another time or another place."))
    return found


def _minutes(wanted: Elsewhen, series: Series) -> int | None:
    """How long it lasts, where that is not as usual; an end before the start is on the next day."""
    if wanted.end is None or not has_hours(series):
        return None
    start = wanted.start or series.start
    minutes = ((wanted.end.hour - start.hour) * 60 + wanted.end.minute - start.minute) % DAY_MINUTES
    if not minutes:
        raise CannotChangeDate(_("Enter an end that is not the start."))
    if minutes > LONGEST_MINUTES and minutes > series.minutes:
        raise CannotChangeDate(_("The end comes before the start. Enter an end that comes after it."))
    return minutes if minutes != series.minutes else None
