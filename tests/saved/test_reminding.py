"""When reminders leave, and what is said again of a date that was told."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.directory.rules.timetable import Occurrence
from app.kernel.days import wall_span
from app.notices.rules.hours import USUAL, Window
from app.saved.rules.reminders import CHANGED, KIND, OFF, Told, cycle_of, leaves_at, name_of, state_of, tells, told
from tests.conftest import LONDON

TONIGHT, NEXT = date(2026, 12, 21), date(2026, 12, 28)
DUE = datetime(2026, 12, 21, 16, 30, tzinfo=LONDON)
DAY_AND_NIGHT = dict.fromkeys(range(7), Window(0, 0))


def wall(text: str) -> datetime:
    """A moment by the clock on the wall in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("starts", "minutes", "leaves"),
    [
        ("2026-12-21T19:30", 180, "2026-12-21T16:30"),
        ("2026-12-21T19:30", 1440, "2026-12-20T19:30"),
        ("2026-12-21T10:00", 180, "2026-12-21T08:00"),
        ("2026-12-21T09:30", 180, "2026-12-20T20:00"),
        ("2026-12-21T00:30", 180, "2026-12-20T20:00"),
        ("2026-12-21T22:30", 1440, "2026-12-20T20:00"),
        ("2026-12-21T07:00", 1440, "2026-12-20T08:00"),
        ("2026-12-21T00:00", 1440, "2026-12-20T08:00"),
        ("2027-03-28T19:30", 1440, "2027-03-27T19:30"),
        ("2027-03-28T08:00", 180, "2027-03-27T20:00"),
        ("2026-10-25T19:30", 1440, "2026-10-24T19:30"),
        ("2026-10-25T09:30", 180, "2026-10-24T20:00"),
    ],
)
def test_a_reminder_leaves_by_the_clock_on_the_wall_and_never_at_night(starts: str, minutes: int, leaves: str) -> None:
    assert leaves_at(wall(starts), minutes, USUAL).astimezone(LONDON) == wall(leaves)


@pytest.mark.parametrize(
    ("starts", "leaves"), [("2027-03-28T03:30", "2027-03-27T23:30"), ("2026-10-25T03:30", "2026-10-25T01:30")]
)
def test_three_hours_are_three_hours_in_both_nights_when_the_clocks_change(starts: str, leaves: str) -> None:
    """In October half past one comes twice: three hours before half past three is the first of them, an hour on."""
    found = leaves_at(wall(starts), 180, DAY_AND_NIGHT)

    assert wall(starts).astimezone(UTC) - found == timedelta(hours=3)
    assert found.astimezone(LONDON).replace(tzinfo=None, fold=0) == datetime.fromisoformat(leaves)


def test_somebody_s_own_hours_count() -> None:
    office = dict.fromkeys(range(5), Window(10, 14))

    assert leaves_at(wall("2026-12-21T19:30"), 180, office).astimezone(LONDON) == wall("2026-12-21T13:00")
    assert leaves_at(wall("2026-12-20T19:30"), 180, office).astimezone(LONDON) == wall("2026-12-18T13:00")
    assert leaves_at(wall("2026-12-21T19:30"), 180, {}).astimezone(LONDON) == wall("2026-12-21T16:30")


def occurrence(day: date, at: time = time(19, 30), venue_id: str = "hall", series: str = "s") -> Occurrence:
    return Occurrence(series, TONIGHT, *wall_span(day, at, 90, "Europe/London"), venue_id=venue_id)


HERE = occurrence(TONIGHT)
LATER, ELSEWHERE, NEXT_DAY = occurrence(TONIGHT, time(20)), occurrence(TONIGHT, venue_id="quay"), occurrence(NEXT)


def logged(*states: Occurrence | None) -> list[Told]:
    """Told of a date: first as a reminder, then what became of it."""
    kinds = [KIND, *[CHANGED] * len(states)]
    named = [state_of(one) if one else OFF for one in states]
    both = enumerate(zip(kinds, named, strict=False))
    return [told(kind, cycle_of(name_of(HERE), count, state), DUE) for count, (kind, state) in both]


@pytest.mark.parametrize(
    ("log", "dates", "wanted"),
    [
        ([], [HERE], [(KIND, 0)]),
        ([HERE], [HERE], [(KIND, 0)]),
        ([HERE], [LATER], [(CHANGED, 1)]),
        ([HERE], [ELSEWHERE], [(CHANGED, 1)]),
        ([HERE], [], [(CHANGED, 1)]),
        ([HERE, None], [], [(CHANGED, 1)]),
        ([HERE, None], [HERE], [(CHANGED, 2)]),
        ([HERE, None, HERE], [], [(CHANGED, 3)]),
        ([HERE], [NEXT_DAY], [(CHANGED, 1), (KIND, 2)]),
        ([HERE, NEXT_DAY], [NEXT_DAY], [(CHANGED, 1), (KIND, 2)]),
        ([HERE], [occurrence(TONIGHT, series="t")], [(KIND, 0)]),
    ],
)
def test_what_was_told_is_told_again_only_when_it_is_not_so_any_more(
    log: Sequence[Occurrence | None], dates: list[Occurrence], wanted: list[tuple[str, int]]
) -> None:
    found = tells(dates, logged(*log), 180, USUAL)

    assert [(each.kind, told(each.kind, each.cycle, DUE).count) for each in found] == wanted
