"""How long a feed of 1,000 weekly series takes, beside the `icalendar` package on the same events."""

import statistics
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from time import process_time

from icalendar import Calendar

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


def timed(act: Callable[[], object]) -> float:
    """The median processor time of several rounds, in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        begun = process_time()
        act()
        took.append((process_time() - begun) * 1000)
    return statistics.median(took)


def main() -> None:
    """Print the table; the peer writes back the very events that it has read from ours."""
    build.MOST_SERIES, build.MOST_OCTETS = 10 * SERIES, 10**8
    print(f"{'1,000 weekly series':34}{'KB':>6}{'ours, ms':>10}{'icalendar to_ical, ms':>24}{'ratio':>9}")
    for name, lively in (("plain", False), ("two changes, four bank holidays", True)):
        entries = [entry(number, lively) for number in range(SERIES)]
        body = build.build_calendar("Near HX1", entries, today=TODAY)
        ours = timed(partial(build.build_calendar, "Near HX1", entries, today=TODAY))
        theirs = timed(Calendar.from_ical(body).to_ical)
        print(f"{name:34}{len(body) // 1000:6}{ours:10.1f}{theirs:24.1f}{'1/' + format(theirs / ours, '.1f'):>9}")


if __name__ == "__main__":
    main()
