"""How long a feed of 1,000 weekly series takes, beside the `icalendar` package on the same events."""

import statistics
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

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
            (Series("a", rule, first, time(9 + number % 12, 15 * (number % 4)), 60 + 15 * (number % 5)),),
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


def values_of(body: bytes) -> list[list[tuple[str, Any]]]:
    """What each event of a calendar holds, as the plain values that `icalendar` is given to build it."""
    return [
        [(name, _plain(name, value)) for name, value in event.items()]
        for event in Calendar.from_ical(body).walk("VEVENT")
    ]


def built_by_icalendar(events: list[list[tuple[str, Any]]]) -> bytes:
    """The same events built and written by the package, as its own guide does it."""
    made = Calendar()
    made.add("prodid", build.PRODUCT)
    made.add("version", "2.0")
    for values in events:
        event = Event()
        for name, value in values:
            event.add(name, value)
        made.add_component(event)
    return bytes(made.to_ical())


def _plain(name: str, value: Any) -> Any:
    if hasattr(value, "dt"):
        return value.dt
    if name == "GEO":
        return (value.latitude, value.longitude)
    return dict(value) if name == "RRULE" else value.cats if name == "CATEGORIES" else value


def timed(act: Callable[[], object]) -> float:
    """The median processor time of several rounds, in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        begun = process_time()
        act()
        took.append((process_time() - begun) * 1000)
    return statistics.median(took)


def main() -> None:
    """Print the table. The peer builds and writes the very events that stand in ours."""
    most = build.MOST_SERIES, build.MOST_OCTETS
    build.MOST_SERIES, build.MOST_OCTETS = 10 * SERIES, 10**8
    theirs = f"{'icalendar, build and write':>28}{'write alone':>13}"
    print(f"{'1,000 weekly series':34}{'KB':>6}{'ours, ms':>10}{theirs}{'ratio':>9}")
    for name, lively in (("plain", False), ("two changes, four bank holidays", True)):
        entries = [entry(number, lively) for number in range(SERIES)]
        body = build.build_calendar("Near HX1", entries, today=TODAY)
        events = values_of(body)
        ours = timed(partial(build.build_calendar, "Near HX1", entries, today=TODAY))
        whole = timed(partial(built_by_icalendar, events))
        alone = timed(Calendar.from_ical(body).to_ical)
        ratio = f"1/{whole / ours:.1f}"
        print(f"{name:34}{len(body) // 1000:6}{ours:10.1f}{whole:28.1f}{alone:13.1f}{ratio:>9}", flush=True)
    build.MOST_SERIES, build.MOST_OCTETS = most


if __name__ == "__main__":
    main()
