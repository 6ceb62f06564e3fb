"""When a listing takes place: series, one-off changes, closures and bank holidays made into occurrences.

Everything is worked out in the local wall time of the series and converted to an instant at the very end, so that half
past seven stays half past seven through both clock changes.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from typing import TypeVar

from app.directory.rules.schedule import (
    Audience,
    BankHoliday,
    Change,
    Closure,
    Kind,
    Occurrence,
    OneOff,
    Season,
    Series,
    State,
    Timetable,
)
from app.kernel.days import ONE_DAY, wall_span
from app.kernel.recurrence import between, is_on
from app.kernel.speech import marked

__all__ = [
    "Audience",
    "BankHoliday",
    "Change",
    "Closure",
    "Kind",
    "Occurrence",
    "OneOff",
    "Season",
    "Series",
    "State",
    "Timetable",
    "listed_until",
    "next_on",
    "occurrences",
]

BANK_HOLIDAY_NOTE = marked("Closed for the bank holiday")
CLOSURE_NOTE = marked("The venue is closed")
PAUSED_NOTE = marked("Not running for now")
OUR_NOTES = frozenset({BANK_HOLIDAY_NOTE, CLOSURE_NOTE, PAUSED_NOTE})
"""Reasons that nobody typed. They are kept as they stand here, and said in the reader's language when shown."""
WORD_THAT_IT_IS_ON = frozenset({Change.TIME, Change.VENUE, Change.NOTE, Change.EXTRA, Change.HELD})
WEIGHTIEST_FIRST = (
    Change.CANCELLED, Change.EXTRA, Change.TIME, Change.VENUE, Change.ONLINE_ONLY, Change.NOTE, Change.HELD,
)  # fmt: skip
T = TypeVar("T")
FIRST_LOOK = timedelta(days=32)
GRACE = timedelta(minutes=10)
"""How long after its start a meeting is still listed: late is fine, but not by half an hour."""
STAYS_LISTED = frozenset({Kind.CAFE, Kind.EVENT})
"""Kinds that a person may walk into until they end."""


def occurrences(table: Timetable, first: date, last: date) -> list[Occurrence]:
    """Every occurrence whose start lies on a local day from `first` to `last`, by start; cancelled ones too, marked.

    Precedence on a date: paused (cancelled), a one-off of that date, a closure of the venue where it would be held
    (a date moved to another venue escapes the closure), the bank-holiday policy. A one-off that says TIME, VENUE, NOTE,
    EXTRA or HELD on a bank holiday is a person's word that it is on. Several one-offs on one date add up; CANCELLED
    wins, and one for this series alone wins over one for all.
    """
    found: list[Occurrence] = []
    for series in table.series:
        one_offs = _one_offs(table, series, first, last) if table.one_offs else {}
        found += [_judged(table, _usual(table, series, day), ()) for day in _days(series, first, last, one_offs)]
        for day, changes in one_offs.items():
            moved = _changed(table, series, day, changes)
            found += [each for each in moved if first <= each.starts.date() <= last]
    found.sort(key=attrgetter("starts"))
    return found


def is_for_holiday(part: Occurrence) -> bool:
    """Does only the policy for bank holidays leave it off, or uncertain?"""
    return part.ask_first or (part.state is State.CANCELLED and part.note == BANK_HOLIDAY_NOTE)


def next_on(table: Timetable, now: datetime, count: int, days: int = 400) -> list[Occurrence]:
    """The next `count` occurrences that take place and end after `now`, within `days`."""
    now = now.astimezone(UTC)
    begin, end = now - ONE_DAY - _longest(table), now + timedelta(days=days)
    step = FIRST_LOOK
    found: list[Occurrence] = []
    while begin < end and len(found) < count:
        stop = min(begin + step, end)
        found += [
            each
            for each in occurrences(table, begin.date() - ONE_DAY, stop.date() + ONE_DAY)
            if begin <= each.starts < stop and each.ends > now and each.state is State.ON
        ]
        begin, step = stop, step * 2
    return found[:count]


def listed_until(kind: str, part: Occurrence) -> datetime:
    """The instant (UTC) until which lists of what is on show it."""
    ends = part.ends.astimezone(UTC)
    return ends if kind in STAYS_LISTED else min(ends, part.starts.astimezone(UTC) + GRACE)


def _longest(table: Timetable) -> timedelta:
    """No occurrence lasts longer than this."""
    lengths = [each.minutes for each in table.series] + [each.minutes or 0 for each in table.one_offs]
    return timedelta(minutes=max(lengths, default=0))


def _one_offs(table: Timetable, series: Series, first: date, last: date) -> dict[date, list[OneOff]]:
    """The one-offs of a series that touch these days, by day, those for every series first.

    An extra date that names no series belongs to the first one.
    """
    found: dict[date, list[OneOff]] = defaultdict(list)
    for each in sorted(table.one_offs, key=lambda one_off: one_off.series_id is not None):
        for_all = each.series_id is None and (each.change is not Change.EXTRA or series is table.series[0])
        if for_all or each.series_id == series.id:
            found[each.day].append(each)
    return {
        day: changes
        for day, changes in found.items()
        if any(first <= held <= last for held in (day, *(each.to_day or day for each in changes)))
    }


def _days(series: Series, first: date, last: date, one_offs: dict[date, list[OneOff]]) -> Iterator[date]:
    """The days that the rule, the end and the season give, without those that a one-off speaks of."""
    if series.until is not None:
        last = min(last, series.until)
    for day in between(series.rule, series.first, first, last):
        if day not in one_offs and (series.season is None or _in_season(series.season, day)):
            yield day


def _in_season(season: Season, day: date) -> bool:
    today = (day.month, day.day)
    if season.first <= season.last:
        return season.first <= today <= season.last
    return today >= season.first or today <= season.last


def _usual(table: Timetable, series: Series, day: date) -> Occurrence:
    """The occurrence as the series gives it."""
    starts, ends = wall_span(day, time.min if series.all_day else series.start, series.minutes, series.zone)
    return Occurrence(
        series_id=series.id,
        day=day,
        starts=starts,
        ends=ends,
        venue_id=table.venue_id,
        in_person=table.in_person,
        online=table.online,
        is_open=_is_open(table, day),
        all_day=series.all_day,
    )


def _is_open(table: Timetable, day: date) -> bool | None:
    """May anyone come on that date of the rule?"""
    match table.audience:
        case Audience.OPEN:
            return True
        case Audience.CLOSED | Audience.CLIENTS:
            return False
        case Audience.OPEN_WEEKS:
            is_last = (day + 7 * ONE_DAY).month != day.month
            return (day.day + 6) // 7 in table.open_weeks or (is_last and -1 in table.open_weeks)
        case _:
            return None


def _changed(table: Timetable, series: Series, day: date, changes: list[OneOff]) -> Iterator[Occurrence]:
    """The occurrences of a date that one-offs speak of.

    Changes are made to the rule's own occurrence; where the rule gives none, or an extra takes its very place, to the
    extra ones.
    """
    extras = [each for each in changes if each.change is Change.EXTRA]
    others = [each for each in changes if each.change is not Change.EXTRA] if extras else changes
    by_rule = _is_day_of(series, day) and not any(each.start in (None, series.start) for each in extras)
    if by_rule:
        yield _judged(table, _altered(table, series, day, others), others)
    for extra in extras:
        said = [extra] if by_rule else [extra, *others]
        yield _judged(table, _altered(table, series, day, said), said)


def _is_day_of(series: Series, day: date) -> bool:
    """Is it a day that the rule, the end and the season give?"""
    if series.until is not None and day > series.until:
        return False
    return is_on(series.rule, series.first, day) and (series.season is None or _in_season(series.season, day))


def _altered(table: Timetable, series: Series, day: date, changes: list[OneOff]) -> Occurrence:
    """The occurrence with the changes made; a later one wins over an earlier one, and all their notes are kept."""
    kinds = [each.change for each in changes]
    online_only = Change.ONLINE_ONLY in kinds
    moves = [each for each in changes if each.change in (Change.TIME, Change.EXTRA)]
    venues = [each.venue_id for each in changes if each.change in (Change.VENUE, Change.EXTRA) and each.venue_id]
    start = time.min if series.all_day else _last_given([each.start for each in moves], series.start)
    minutes = _last_given([each.minutes for each in moves], series.minutes)
    starts, ends = wall_span(_last_given([each.to_day for each in moves], day), start, minutes, series.zone)
    return Occurrence(
        series_id=series.id,
        day=day,
        starts=starts,
        ends=ends,
        state=State.CANCELLED if Change.CANCELLED in kinds else State.ON,
        change=next((kind for kind in WEIGHTIEST_FIRST if kind in kinds), None),
        venue_id=None if online_only else _last_given(venues, table.venue_id),
        in_person=not online_only and (table.in_person or bool(venues)),
        online=table.online or online_only,
        is_open=_is_open(table, day),
        all_day=series.all_day,
        note=_notes(changes, Change.CANCELLED in kinds),
    )


def _last_given(values: Sequence[T | None], usual: T) -> T:
    return next((value for value in reversed(values) if value is not None), usual)


def _notes(changes: list[OneOff], is_cancelled: bool) -> str:
    """The notes of a date, each once; of a cancelled date only why."""
    said = (each.note for each in changes if each.note and (not is_cancelled or each.change is Change.CANCELLED))
    return " ".join(dict.fromkeys(said))


def _judged(table: Timetable, planned: Occurrence, changes: Sequence[OneOff]) -> Occurrence:
    """The occurrence as pause, one-offs, closures and bank holidays leave it."""
    held = planned.starts.date()
    if table.paused_until is not None and held < table.paused_until:
        return _cancelled(planned, PAUSED_NOTE)
    if planned.state is State.CANCELLED:
        return planned
    closure = next((each for each in table.closures if _shuts(each, planned, held)), None)
    if closure:
        return _cancelled(planned, closure.reason or CLOSURE_NOTE)
    if held not in table.holidays or any(each.change in WORD_THAT_IT_IS_ON for each in changes):
        return planned
    if table.bank_holiday is BankHoliday.CLOSED:
        return _cancelled(planned, BANK_HOLIDAY_NOTE)
    return replace(planned, ask_first=table.bank_holiday is BankHoliday.ASK)


def _cancelled(planned: Occurrence, note: str) -> Occurrence:
    return replace(planned, state=State.CANCELLED, note=note)


def _shuts(closure: Closure, planned: Occurrence, held: date) -> bool:
    return planned.in_person and closure.venue_id == planned.venue_id and closure.first <= held <= closure.last
