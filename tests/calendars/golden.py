"""One entry for every kind of rule and change, and what must come of them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from app.calendars.build import Look, build_calendar
from app.calendars.rules.entry import Entry, Place
from app.directory.rules.timetable import (
    BankHoliday,
    Change,
    Closure,
    OneOff,
    Season,
    Series,
    State,
    Timetable,
    occurrences,
)
from app.kernel.recurrence import parse
from tests.calendars.readers import inside, stamp_of

TODAY = date(2026, 11, 22)
BEGIN, END = datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC)
HOLIDAYS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 29), date(2027, 5, 3)})
VENUE, OTHER = "packhorse", "tannery"


def series(rule: str = "FREQ=WEEKLY;BYDAY=TU", dates: tuple[date, ...] = (), **facts: object) -> Series:
    usual: dict[str, object] = {"id": "a", "first": date(2024, 1, 3), "start": time(19, 30), "minutes": 90}
    return Series(rule=parse(rule, dates), **(usual | facts))


def table(*each: Series, **facts: object) -> Timetable:
    usual: dict[str, object] = {"venue_id": VENUE, "bank_holiday": BankHoliday.AS_USUAL, "holidays": HOLIDAYS}
    return Timetable(series=each or (series(),), **(usual | facts))


def entry(title: str, timetable: Timetable, **facts: object) -> Entry:
    uid = "".join(letter for letter in title.lower() if letter.isascii() and letter.isalnum())
    usual: dict[str, object] = {
        "uids": {each.id: f"{uid}{each.id}" for each in timetable.series},
        "created": datetime(2026, 1, 5, 9, tzinfo=UTC),
        "changed_at": datetime(2026, 11, 20, 10, 30, tzinfo=UTC),
        "sequence": 3,
        "place": Place("Packhorse Yard Centre, 4 Packhorse Yard, Halifax, HX1 1AA", (53.7221, -1.8603)),
        "places": {OTHER: Place("The Tannery, Dean Clough; Halifax")},
        "url": f"https://alongside.example/meetings/{uid}",
        "description": "Doors open at quarter past.\nTea, biscuits; all welcome \\ “any route”.",
        "categories": ("Meeting", "Step-free, ground floor"),
    }
    return Entry(title=title, timetable=timetable, **(usual | facts))


def golden_entries() -> list[Entry]:
    return [*_rules(), *_changes(), *_hard_times()]


def golden_feed(personal: bool = False) -> bytes:
    look = Look("Meetings, cafés; things to do", "https://alongside.example/near/hx1.ics")
    return build_calendar("What is on near HX1", golden_entries(), today=TODAY, look=look, personal=personal)


def truth(
    entries: Iterable[Entry], begin: datetime = BEGIN, end: datetime = END, personal: bool = False
) -> list[tuple]:
    """What the timetables say: (start, title, status) of every occurrence in the window, in order."""
    rows = []
    for each in entries:
        window = (begin.date() - timedelta(days=1), end.date() + timedelta(days=1))
        for one in occurrences(each.timetable, *window):
            if one.day in each.removed:
                continue
            is_cancelled = one.state is State.CANCELLED
            title = f"{each.title} (bank holiday, check first)" if one.ask_first else each.title
            start = stamp_of(one.starts.date() if one.all_day else one.starts)
            status = "CANCELLED" if personal and is_cancelled else "CONFIRMED"
            rows.append((start, f"CANCELLED: {title}" if is_cancelled else title, status))
    return sorted(row for row in rows if inside(row[0], begin, end))


def _rules() -> list[Entry]:
    return [
        entry("Weekly", table()),
        entry("Fortnightly", table(series("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", first=date(2024, 1, 6)))),
        entry("Several weekdays", table(series("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH,SU", first=date(2025, 5, 1)))),
        entry("First Tuesday", table(series("FREQ=MONTHLY;BYDAY=1TU"))),
        entry("Last Sunday", table(series("FREQ=MONTHLY;BYDAY=-1SU", start=time(2, 30)))),
        entry("Second and fourth", table(series("FREQ=MONTHLY;BYDAY=2WE,4WE"))),
        entry("Fourth and last", table(series("FREQ=MONTHLY;BYDAY=4TH,-1TH"))),
        entry("Fifth Friday", table(series("FREQ=MONTHLY;BYDAY=5FR"))),
        entry("Fifteenth and last day", table(series("FREQ=MONTHLY;BYMONTHDAY=15,-1"))),
        entry("Thirty-first", table(series("FREQ=MONTHLY;BYMONTHDAY=31"))),
        entry("Every other month", table(series("FREQ=MONTHLY;INTERVAL=2;BYDAY=3SA"))),
        entry("Yearly", table(series("FREQ=YEARLY", first=date(2019, 12, 24)))),
        entry("Leap day", table(series("FREQ=YEARLY", first=date(2024, 2, 29)))),
        entry("Listed", table(series("", (date(2026, 12, 5), date(2027, 2, 14))))),
        entry("Summer", table(series(season=Season((4, 1), (9, 30))))),
        entry("Winter", table(series("FREQ=WEEKLY;BYDAY=MO,FR", season=Season((11, 15), (2, 29))))),
        entry("Until", table(series(until=date(2027, 6, 30)))),
        entry("Ended", table(series(until=date(2026, 9, 30)))),
        entry("All day", table(series(start=time(0), minutes=1440, all_day=True, until=date(2027, 8, 9)))),
        entry("Weekend away", table(series("", (date(2027, 5, 1),), start=time(0), minutes=2880, all_day=True))),
    ]


def _changes() -> list[Entry]:
    tuesday, later = date(2026, 12, 8), date(2027, 4, 6)
    moved = OneOff(tuesday, Change.TIME, start=time(18, 0), minutes=60, note="Earlier for the carols")
    return [
        entry("Cancelled", table(one_offs=(OneOff(tuesday, Change.CANCELLED, note="No key holder"),))),
        entry("Moved time", table(one_offs=(moved,))),
        entry("Moved day", table(one_offs=(OneOff(later, Change.TIME, to_day=date(2027, 4, 8)),))),
        entry("Moved place", table(one_offs=(OneOff(later, Change.VENUE, venue_id=OTHER),))),
        entry("Online that day", table(one_offs=(OneOff(later, Change.ONLINE_ONLY),), online=True)),
        entry("Extra", table(one_offs=(OneOff(date(2026, 12, 25), Change.EXTRA, start=time(11, 0)),))),
        entry("Closed in January", table(closures=(Closure(VENUE, date(2027, 1, 4), date(2027, 1, 31), "New floor"),))),
        entry("Closed on holidays", table(series("FREQ=WEEKLY;BYDAY=MO,FR"), bank_holiday=BankHoliday.CLOSED)),
        entry("Ask on holidays", table(series("FREQ=WEEKLY;BYDAY=MO"), bank_holiday=BankHoliday.ASK)),
        entry("Paused", table(paused_until=date(2027, 2, 1))),
        entry("Paused for now", table(series(), series("FREQ=MONTHLY;BYDAY=5SA", id="b"), paused_until=date.max)),
        entry("Never meant", table(), removed=frozenset({tuesday, later})),
    ]


def _hard_times() -> list[Entry]:
    los_angeles = {"zone": "America/Los_Angeles"}
    every_day = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"
    dates = (date(2027, 3, 28), date(2027, 10, 31))
    return [
        entry("Los Angeles", table(series("FREQ=WEEKLY;BYDAY=MO,SU", start=time(21, 0), **los_angeles))),
        entry("Los Angeles at two", table(series("FREQ=MONTHLY;BYDAY=2SU", start=time(2, 15), **los_angeles))),
        entry("Tbilisi", table(series(zone="Asia/Tbilisi", start=time(1, 30)))),
        entry("Half past one", table(series("FREQ=WEEKLY;BYDAY=SU", start=time(1, 30)))),
        entry("Night café", table(series(every_day, start=time(20, 0), minutes=480))),
        entry("Round the clock", table(series(every_day, start=time(0), minutes=1440))),
        entry("Long weekend", table(series("FREQ=WEEKLY;BYDAY=FR,SA", start=time(18, 0), minutes=2000))),
        entry("On the very nights", table(series("", dates, start=time(0, 45), minutes=60))),
    ]
