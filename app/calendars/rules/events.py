"""One listing written as VEVENTs: its series, the dates that differ, and the dates written out singly."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from app.calendars.rules.dates import differing_days, stretches_of
from app.calendars.rules.entry import Entry
from app.calendars.rules.runs import Run, is_whole, runs, tidy
from app.calendars.rules.text import day
from app.calendars.rules.vevent import Listing, Manner, on_rule, opened, ruled_span, told, vevent
from app.directory.rules.timetable import Change, Occurrence, Series, State, occurrences
from app.kernel.recurrence import is_on


def write(entry: Entry, manner: Manner) -> Listing:
    """Everything that one listing puts in a calendar."""
    listing = opened(entry, manner)
    differing = _differing(entry, manner)
    if entry.only_at:
        _write_visits(listing, differing)
        return listing
    for series in entry.timetable.series:
        _write_series(listing, series, differing)
    return listing


def _write_visits(listing: Listing, differing: list[Occurrence]) -> None:
    """The dates held at one venue, singly: nothing there repeats."""
    entry = listing.entry
    for one in differing:
        if one.venue_id == entry.only_at and one.day not in entry.removed:
            name = _unused(listing, f"{entry.uids[one.series_id]}-{day(one.day)}")
            listing.events[name] = told(listing, name, [], one)


def _differing(entry: Entry, manner: Manner) -> list[Occurrence]:
    """The occurrences of every day on which anything may not be as the rule says."""
    days = differing_days(entry.timetable, manner.opens, manner.closes)
    return [one for span in stretches_of(days) for one in occurrences(entry.timetable, *span)]


def _write_series(listing: Listing, series: Series, differing: list[Occurrence]) -> None:
    """Masters first; then overrides, and singly the extra dates and those that no plain rule gives."""
    manner, rules, uid = listing.manner, tidy(series), listing.entry.uids[series.id]
    stretches = runs(series, rules, manner.opens, manner.closes)
    for run in stretches:
        root = uid + run.lead if run.suffix != run.lead else listing.entry.follows.get(series.id, "")
        lines = _ruled(listing, series, run, root)
        listing.events[uid + run.suffix] = vevent(listing, uid + run.suffix, lines, listing.usual)
    known = differing
    if not is_whole(series, rules):
        known = [*{*differing, *occurrences(listing.entry.timetable, manner.opens, manner.closes)}]
    mine = [one for one in known if one.series_id == series.id and one.day not in listing.entry.removed]
    if mine:
        _write_dates(listing, series, stretches, sorted(mine, key=attrgetter("day", "starts")))


def _write_dates(listing: Listing, series: Series, stretches: list[Run], dates: list[Occurrence]) -> None:
    """The dates, in order, as overrides of the run that gives them, or as single events."""
    uid = listing.entry.uids[series.id]
    for one, is_extra in _told_apart(series, dates):
        run = None if is_extra else next((run for run in stretches if _gives(run, series, one.day)), None)
        if run is None:
            name = _unused(listing, f"{uid}-{'x' if is_extra else ''}{day(one.day)}")
            listing.events[name] = told(listing, name, [], one)
        elif _differs(one, series, listing):
            name = uid + run.suffix
            listing.events[name] += told(listing, name, ["RECURRENCE-ID" + on_rule(series, one.day)], one)


def _ruled(listing: Listing, series: Series, run: Run, root: str) -> list[str]:
    """Span, rule and ties of a master; `root` is the UID that it belongs to or follows."""
    lines = [*ruled_span(listing, series, run.first), f"RRULE:{run.rrule(series)}"]
    removed = listing.entry.removed
    if removed:
        lines += ["EXDATE" + on_rule(series, one) for one in sorted(removed) if _gives(run, series, one)]
    if root:
        lines.append(f"RELATED-TO:{root}")
    return lines


def _told_apart(series: Series, mine: list[Occurrence]) -> Iterator[tuple[Occurrence, bool]]:
    """Each occurrence, and is it an extra one? An extra date in the very place of the rule's own is the rule's own."""
    for one_day, group in groupby(mine, key=attrgetter("day")):
        together = list(group)
        ruled = None
        if is_on(series.rule, series.first, one_day):
            ruled = next((one for one in together if one.change is not Change.EXTRA), together[0])
        for one in together:
            yield one, one is not ruled


def _gives(run: Run, series: Series, one: date) -> bool:
    """Is it a date of this run?"""
    return run.first <= one and (run.last is None or one <= run.last) and is_on(run.rule, series.first, one)


def _differs(one: Occurrence, series: Series, listing: Listing) -> bool:
    """Would a reader of the master alone be told anything else?"""
    table = listing.entry.timetable
    if not listing.usual.cancelled and (one.state is State.CANCELLED or one.note or _asks(one, listing)):
        return True
    start = datetime.combine(one.day, series.start)
    times = (one.starts.replace(tzinfo=None, fold=0), one.ends.replace(tzinfo=None, fold=0))
    as_ruled = times == (start, start + timedelta(minutes=series.minutes))
    return not as_ruled or (one.venue_id, one.in_person) != (table.venue_id, table.in_person)


def _asks(one: Occurrence, listing: Listing) -> bool:
    return one.ask_first and bool(listing.manner.words.ask_first)


def _unused(listing: Listing, uid: str) -> str:
    """The same UID, or with a number when two things happen on one date."""
    number, name = 2, uid
    while name in listing.events:
        name, number = f"{uid}-{number}", number + 1
    return name
