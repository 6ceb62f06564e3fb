"""The Christmas fortnight of the example world, worked out by hand elsewhere: 115 meetings, no more and no less."""

import csv
import json
from datetime import date, time, timedelta
from pathlib import Path

import app.demo
import app.places
from app.directory.rules.timetable import (
    Audience,
    BankHoliday,
    Change,
    OneOff,
    Season,
    Series,
    State,
    Timetable,
    occurrences,
)
from app.kernel import holidays
from app.kernel.recurrence import is_on, parse, parse_with_end

DEMO = Path(app.demo.__file__).parent / "data"
HOLIDAYS = Path(app.places.__file__).parent / "data" / "bank-holidays.json"
EXPECTED = Path(__file__).parent / "data" / "expected-2026-12-21-to-2027-01-03.csv"
FIRST, LAST = date(2026, 12, 21), date(2027, 1, 3)
AUDIENCES = {"open": Audience.OPEN, "closed": Audience.CLOSED, "closed_with_open_weeks": Audience.OPEN_WEEKS}
BANK_HOLIDAYS = {"closed": BankHoliday.CLOSED, "as usual": BankHoliday.AS_USUAL, "check": BankHoliday.ASK}
SEASONS = {"": None, "April to October": Season((4, 1), (10, 31))}
CHANGES = {each.value: each for each in Change} | {"attendance": Change.ONLINE_ONLY}


def test_gives_exactly_the_meetings_of_the_christmas_fortnight():
    with EXPECTED.open(encoding="utf-8") as lines:
        expected = list(csv.DictReader(lines))

    ours = [row for meeting in load("meetings.json") if meeting["status"] != "ended" for row in rows(meeting)]

    assert len(expected) == 115
    assert sorted(ours, key=str) == sorted(({key: row[key] for key in ours[0]} for row in expected), key=str)


def test_asks_first_on_a_bank_holiday_only_where_nobody_has_said():
    found = {m["id"]: occurrences(timetable(m), date(2026, 12, 25), date(2026, 12, 28)) for m in load("meetings.json")}

    asking = {key for key, each in found.items() if any(one.ask_first for one in each)}

    assert {"m001", "m016", "m047"} <= asking
    assert not asking & {"m006", "m013", "m021", "m019", "m003"}


def test_shows_the_paused_meeting_as_cancelled_and_the_seasonal_one_not_at_all():
    meetings = {meeting["id"]: timetable(meeting) for meeting in load("meetings.json")}

    paused = occurrences(meetings["m019"], FIRST, LAST)
    seasonal = occurrences(meetings["m062"], FIRST, LAST)

    assert [each.state for each in paused] == [State.CANCELLED, State.CANCELLED]
    assert seasonal == []


def test_reads_every_rule_of_the_example_world_and_every_series_begins_on_one_of_its_days():
    begun = {each["id"]: (each["rrule"], each["first_date"]) for each in load("meetings.json")}
    begun |= {each["id"]: (each["rrule"], each["start"][:10]) for each in load("events.json")}

    off = [key for key, (rule, first) in begun.items() if not begins_on_its_rule(rule, date.fromisoformat(first))]

    assert len(begun) == 74
    assert off == []


def begins_on_its_rule(text, first):
    rule, until = parse_with_end(text, first)
    return is_on(rule, first, first) and (until is None or until > first)


def rows(meeting):
    """The meeting's lines of the expected table, as text."""
    bank_holidays = timetable(meeting).holidays
    for each in occurrences(timetable(meeting), FIRST, LAST):
        if each.state is State.ON:
            yield {
                "date": each.starts.date().isoformat(),
                "start": f"{each.starts:%H:%M}",
                "end": f"{each.ends:%H:%M}",
                "ends_next_day": "yes" if each.ends.date() > each.starts.date() else "no",
                "meeting_id": meeting["id"],
                "venue_id": each.venue_id if each.in_person else "online",
                "open_that_day": "open" if each.is_open else "closed",
                "bank_holiday": "yes" if each.starts.date() in bank_holidays else "no",
                "status": meeting["status"],
                "changed": each.change or "",
            }


def timetable(meeting):
    exceptions = (each for each in load("meeting-exceptions.json") if each["meeting_id"] == meeting["id"])
    paused = meeting["status"] == "temporarily_closed"
    return Timetable(
        series=(series(meeting),),
        one_offs=tuple(one_off(each) for each in exceptions),
        venue_id=meeting["venue_id"] or None,
        in_person=meeting["attendance"] != "online",
        online=meeting["attendance"] != "in_person",
        audience=AUDIENCES[meeting["access"]],
        open_weeks=tuple(meeting["open_weeks"]),
        bank_holiday=BANK_HOLIDAYS[meeting["bank_holiday"]],
        holidays=frozenset(holidays.read(HOLIDAYS.read_text(encoding="utf-8"))["england-and-wales"]),
        paused_until=date.max if paused else None,
    )


def series(meeting):
    return Series(
        id=meeting["id"],
        rule=parse(meeting["rrule"]),
        first=date.fromisoformat(meeting["first_date"]),
        start=time.fromisoformat(meeting["start"]),
        minutes=meeting["minutes"],
        zone=meeting["timezone"],
        until=date.fromisoformat(meeting["until"]) if meeting["until"] else None,
        season=SEASONS[meeting["season"]],
    )


def one_off(exception):
    start = time.fromisoformat(exception["start"]) if "start" in exception else None
    minutes = minutes_between(start, time.fromisoformat(exception["end"])) if start else None
    return OneOff(
        day=date.fromisoformat(exception["date"]),
        change=CHANGES[exception["change"]],
        start=start,
        minutes=minutes,
        venue_id=exception.get("venue_id"),
        note=exception["reason"],
    )


def minutes_between(start, end):
    length = timedelta(hours=end.hour - start.hour, minutes=end.minute - start.minute)
    return int(length.total_seconds()) // 60 % (24 * 60)


def load(name):
    return json.loads((DEMO / name).read_text(encoding="utf-8"))
