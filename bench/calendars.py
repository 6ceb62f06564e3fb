"""How long a feed of 1,000 weekly series takes, beside the `icalendar` package on the same events."""

import statistics
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

sys.path.insert(0, str(Path(__file__).parents[1]))

from app.calendars import build
from app.calendars.rules.entry import Entry, Place
from app.directory.rules.timetable import BankHoliday, Change, OneOff, Series, Timetable
from app.kernel.recurrence import ByDay, Freq, Rule

SERIES = 1_000
ROUNDS = 9
TODAY = date(2026, 11, 22)
CREATED, CHANGED = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def entry(number: int, lively: bool) -> Entry:
    """One weekly listing; a lively one has a cancelled date, a moved one and bank holidays."""
    first = date(2024, 1, 1) + timedelta(days=number % 7)
    rule = Rule(Freq.WEEKLY, by_day=(ByDay(number % 7),))
    one_offs = (
        OneOff(first + timedelta(days=154 * 7), Change.CANCELLED, note="No key holder"),
        OneOff(first + timedelta(days=156 * 7), Change.TIME, start=time(18, 0)),
    )
    holidays = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 29)})
    return Entry(
        uids={"a": f"k3w9x7q2m5{number:06}"},
        title=f"Tuesday Reflections {number}",
        timetable=Timetable(
            (Series("a", rule, first, time(19, 30), 90),),
            one_offs=one_offs if lively else (),
            bank_holiday=BankHoliday.CLOSED if lively else BankHoliday.AS_USUAL,
            holidays=holidays,
        ),
        created=CREATED,
        changed_at=CHANGED,
        sequence=2,
        place=Place("Packhorse Yard Centre, 4 Packhorse Yard, Halifax, HX1 1AA", (53.72, -1.86)),
        url=f"https://alongside.example/meetings/tuesday-reflections-{number}",
        categories=("Meeting",),
    )


def peer_calendar(entries: list[Entry]) -> Calendar:
    """The same events as objects of the `icalendar` package."""
    calendar = Calendar()
    calendar.add("prodid", build.PRODUCT)
    calendar.add("version", "2.0")
    for one in entries:
        start = datetime.combine(one.timetable.series[0].first, time(19, 30), LONDON)
        event = Event()
        event.add("uid", one.uids["a"])
        for name, moment in (("dtstamp", CHANGED), ("last-modified", CHANGED), ("created", CREATED)):
            event.add(name, moment)
        event.add("sequence", one.sequence)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=90))
        event.add("rrule", {"freq": "weekly", "byday": DAYS[start.weekday()], "wkst": "MO"})
        event.add("summary", one.title)
        event.add("location", one.place.line)
        event.add("geo", one.place.geo)
        event.add("url", one.url)
        event.add("categories", one.categories)
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar


def timed(act: Callable[[], object]) -> float:
    """The median of several rounds, in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        act()
        took.append((perf_counter() - begun) * 1000)
    return statistics.median(took)


def main() -> None:
    """Print the table."""
    build.MOST_SERIES, build.MOST_OCTETS = 10 * SERIES, 10**8
    plain = [entry(number, lively=False) for number in range(SERIES)]
    lively = [entry(number, lively=True) for number in range(SERIES)]
    ours = timed(lambda: build.build_calendar("Near HX1", plain, today=TODAY))
    full = timed(lambda: build.build_calendar("Near HX1", lively, today=TODAY))
    peer = peer_calendar(plain)
    theirs, making = timed(peer.to_ical), timed(lambda: peer_calendar(plain))
    rows = [("ours, 1,000 weekly series", ours), ("ours, each with changes and bank holidays", full)]
    rows += [("icalendar, to_ical() alone", theirs), ("icalendar, add() and to_ical()", theirs + making)]
    print(f"{'what':44}{'ms':>8}{'of to_ical':>12}{'of both':>10}")
    for name, took in rows:
        print(f"{name:44}{took:8.1f}{took / theirs:12.3f}{took / (theirs + making):10.3f}")


if __name__ == "__main__":
    main()
