"""What stands in a finished calendar."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from app.calendars import build
from app.calendars.build import Look, build_calendar
from app.calendars.rules.entry import Place, Words
from app.calendars.rules.lint import faults
from app.directory.rules.timetable import Change, OneOff
from tests.calendars.golden import OTHER, TODAY, entry, golden_entries, golden_feed, series, table


def built(*entries, **facts):
    return build_calendar("Near HX1", list(entries), today=TODAY, **facts).decode().replace("\r\n ", "")


def test_the_same_values_give_the_same_bytes():
    assert golden_feed() == golden_feed()


def test_the_order_of_entries_does_not_show():
    entries = golden_entries()

    assert build_calendar("x", entries, today=TODAY) == build_calendar("x", entries[::-1], today=TODAY)


def test_a_weekly_meeting_begins_on_the_first_date_of_its_rule():
    text = built(entry("Weekly", table(series("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", first=date(2024, 1, 6)))))

    assert "DTSTART;TZID=Europe/London:20240115T193000\r\n" in text
    assert "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=MO\r\n" in text


def test_second_and_fourth_are_two_linked_series():
    text = built(entry("Both", table(series("FREQ=MONTHLY;BYDAY=2WE,4WE"))))

    assert "UID:botha-2we\r\n" in text and "UID:botha-4we\r\n" in text
    assert text.count("RELATED-TO:botha-2we\r\n") == 1


@pytest.mark.parametrize(
    "odd",
    [
        series("FREQ=MONTHLY;BYDAY=5FR"),
        series("FREQ=MONTHLY;BYMONTHDAY=31"),
        series("FREQ=MONTHLY;BYMONTHDAY=-1"),
        series("FREQ=YEARLY;INTERVAL=2", first=date(2025, 1, 3)),
        series("FREQ=WEEKLY;INTERVAL=120;BYDAY=WE", first=date(2024, 8, 14)),
        series(start=time(1, 30)),
        series(minutes=7 * 1440 + 1),
        series("", (date(2026, 12, 5),)),
    ],
)
def test_what_outlook_or_others_refuse_is_written_date_by_date(odd):
    text = built(entry("Odd", table(odd)))

    assert "BEGIN:VEVENT" in text
    assert text.count("RRULE:") == 2, "the two of London only"


def test_until_is_the_last_local_start_in_utc():
    text = built(entry("Until", table(series(until=date(2027, 6, 30)))))

    assert "UNTIL=20270629T183000Z" in text


def test_a_series_that_ended_drops_out_after_thirty_days():
    over = TODAY - timedelta(days=31)

    assert "VEVENT" not in built(entry("Over", table(series(first=date(2024, 1, 3), until=over - timedelta(days=7)))))
    assert "VEVENT" in built(entry("Just over", table(series(until=TODAY - timedelta(days=20)))))


def test_a_season_is_one_series_a_year():
    from app.directory.rules.timetable import Season

    text = built(entry("Walks", table(series(season=Season((4, 1), (9, 30))))))

    assert "UID:walksa-2027\r\n" in text
    assert "DTSTART;TZID=Europe/London:20270406T193000" in text and "UNTIL=20270928T183000Z" in text


def test_whole_days_end_on_the_first_free_day():
    text = built(entry("Away", table(series("", (date(2027, 5, 1),), start=time(0), minutes=2880, all_day=True))))

    assert "DTSTART;VALUE=DATE:20270501\r\nDTEND;VALUE=DATE:20270503\r\n" in text


def test_a_cancelled_date_stays_and_says_so():
    changed = entry("Weekly", table(one_offs=(OneOff(date(2026, 12, 8), Change.CANCELLED, note="No key holder"),)))

    public, personal = built(changed), built(changed, personal=True)

    assert "RECURRENCE-ID;TZID=Europe/London:20261208T193000\r\n" in public
    assert "SUMMARY:CANCELLED: Weekly\r\n" in public and "DESCRIPTION:No key holder\\n\\n" in public
    assert "STATUS:CANCELLED" not in public and "STATUS:CANCELLED" in personal


def test_a_moved_date_shows_its_place_and_an_unknown_venue_none():
    moved = table(one_offs=(OneOff(date(2026, 12, 8), Change.VENUE, venue_id=OTHER),))

    assert "LOCATION:The Tannery\\, Dean Clough\\; Halifax\r\n" in built(entry("Moved", moved))
    assert built(entry("Moved", moved, places={})).count("LOCATION:") == 1


def test_an_online_date_says_so_in_the_place():
    text = built(
        entry("Weekly", table(one_offs=(OneOff(date(2026, 12, 8), Change.ONLINE_ONLY),), online=True)),
        words=Words(online="Ar-lein"),
    )

    assert "LOCATION:Ar-lein\r\n" in text and text.count("GEO:") == 1


def test_a_listing_paused_without_end_says_so_once():
    text = built(entry("Weekly", table(paused_until=date.max)))

    assert text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:CANCELLED: Weekly\r\n" in text and "DESCRIPTION:Not running for now" in text


def test_a_removed_date_leaves_no_trace():
    text = built(entry("Weekly", table(), removed=frozenset({date(2026, 12, 8), date(2026, 12, 9)})))

    assert text.count("EXDATE;TZID=Europe/London:20261208T193000\r\n") == text.count("EXDATE") == 1


def test_a_series_names_the_one_that_it_follows():
    assert "RELATED-TO:oldone\r\n" in built(entry("New", table(), follows={"a": "oldone"}))


def test_a_start_in_the_repeated_hour_is_written_in_utc():
    text = built(entry("Night", table(series("", (date(2027, 10, 31),), start=time(0, 45), minutes=60))))

    assert "DTSTART:20271030T234500Z\r\nDTEND:20271031T004500Z\r\n" in text


def test_only_personal_calendars_ring():
    assert "VALARM" not in built(entry("Weekly", table()), alarm=60)
    assert "TRIGGER:-PT60M" in built(entry("Weekly", table()), alarm=60, personal=True)


def test_more_than_the_most_series_are_cut_nearest_first_and_it_says_so():
    one = entry("Weekly", table())
    many = [replace(one, uids={"a": f"u{number:04}"}, title=f"Number {number}") for number in range(803)]

    body = build_calendar("Near", many, today=TODAY, look=Look("All meetings"))

    assert body.count(b"BEGIN:VEVENT") == build.MOST_SERIES
    assert b"Number 799\r\n" in body and b"Number 800\r\n" not in body
    assert b"X-WR-CALDESC:All meetings\\nThis calendar holds the nearest 800 of 803 listings.\r\n" in body.replace(
        b"\r\n ", b""
    )
    assert faults(body) == []


def test_a_calendar_is_never_larger_than_programs_take():
    long = entry("Weekly", table(), description="word " * 400, place=Place("x" * 900))
    many = [replace(long, uids={"a": f"u{number:04}"}) for number in range(400)]

    body = build_calendar("Near", many, today=TODAY)

    assert 600_000 < len(body) <= build.MOST_OCTETS
    assert faults(body) == []


def test_every_event_is_stamped_with_the_last_change_and_never_with_now():
    stamps = {line for line in golden_feed().decode().split("\r\n") if line.startswith(("DTSTAMP", "LAST-MODIFIED"))}

    assert stamps == {"DTSTAMP:20261120T103000Z", "LAST-MODIFIED:20261120T103000Z"}


def test_an_empty_calendar_keeps_the_moment_it_is_given():
    from datetime import UTC

    assert "LAST-MODIFIED:20261101T080000Z" in built(changed_at=datetime(2026, 11, 1, 8, tzinfo=UTC))
