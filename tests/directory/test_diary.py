"""The diary: what it holds of the coming days, and how it keeps up with the calendar."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.directory.actions import diary
from app.directory.actions.listings import describe
from app.directory.models import DiaryEntry, DiarySpan, Listing, Series
from app.directory.rules.timetable import Kind
from app.kernel.distance import cell_of
from tests.browser import Browser
from tests.conftest import LONDON
from tests.directory.world import HALIFAX, change, two_meetings
from tests.factories.directories import listing, venue, weekly

At = Callable[[str], datetime]


def held(session: Session, kind: Kind, *series: Series) -> Listing:
    """One listing in Halifax, entered on Monday 21 December."""
    made = listing(1, kind, list(series), venue=venue(1, *HALIFAX))
    session.add(made)
    describe(made, [], [], ["en"])
    change(session, made)
    return made


def entries(session: Session) -> list[DiaryEntry]:
    return list(session.scalars(select(DiaryEntry).order_by(DiaryEntry.starts_at)))


def local(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, LONDON):%Y-%m-%d %H:%M}"


def test_it_holds_a_fortnight_with_instants_places_and_when_things_leave_the_lists(session: Session) -> None:
    held(session, Kind.MEETING, weekly(date(2026, 1, 5), time(19, 30)))

    first, second, third = entries(session)
    assert [local(each.starts_at) for each in (first, second, third)] == [
        "2026-12-21 19:30", "2026-12-28 19:30", "2027-01-04 19:30",
    ]  # fmt: skip
    assert first.listed_until - first.starts_at == 600
    assert first.ends_at - first.starts_at == 5400
    assert first.cell == cell_of(*HALIFAX)
    assert third.ask_first is False
    assert second.ask_first is True


@pytest.mark.parametrize(("kind", "stays"), [(Kind.CAFE, 5400), (Kind.EVENT, 5400), (Kind.COURSE, 600)])
def test_people_may_walk_into_a_cafe_until_it_closes(session: Session, kind: Kind, stays: int) -> None:
    held(session, kind, weekly(date(2026, 1, 5), time(19, 30)))

    assert {each.listed_until - each.starts_at for each in entries(session)} == {stays}


def test_what_lasts_for_days_has_an_entry_a_day(session: Session) -> None:
    days = Series(rule="", dates=["2026-12-23"], first=date(2026, 12, 23), start=time(), minutes=3 * 1440, all_day=True)

    held(session, Kind.EVENT, days)

    spans = [(local(each.starts_at), local(each.ends_at)) for each in entries(session)]
    assert spans == [(f"2026-12-{day} 00:00", f"2026-12-{day + 1} 00:00") for day in (23, 24, 25)]


def test_what_runs_past_midnight_is_one_entry_and_is_still_on_after_midnight(
    app: Flask, session: Session, at: At
) -> None:
    held(session, Kind.CAFE, weekly(date(2026, 1, 5), time(19), 330))
    at("2026-12-22T00:15")

    page = Browser(app).get("/near/Halifax?when=now")
    (row,) = Browser(app).get("/near/Halifax.json?when=now").json["results"]

    assert (row["starts_at"], row["ends_at"]) == ("2026-12-21T19:00:00+00:00", "2026-12-22T00:30:00+00:00")
    assert row["open_now"] is True
    assert "Open until 12:30am" in page.text


@pytest.mark.parametrize(
    ("now", "held_at", "told"),
    [
        ("2027-03-27T22:00", (time(23, 30), 180), ("2027-03-27T23:30:00+00:00", "2027-03-28T02:30:00+01:00")),
        ("2026-10-24T22:00", (time(23, 30), 180), ("2026-10-24T23:30:00+01:00", "2026-10-25T02:30:00+00:00")),
        ("2026-10-24T22:00", (time(1, 30), 60), ("2026-10-25T01:30:00+01:00", "2026-10-25T02:30:00+00:00")),
    ],
)
def test_clock_changes_are_told_as_the_clock_on_the_wall_shows_them(
    app: Flask, session: Session, at: At, *, now: str, held_at: tuple[time, int], told: tuple[str, str]
) -> None:
    moment = at(now)
    day = moment.date() + timedelta(days=held_at[0].hour < 12)
    made = listing(1, Kind.CAFE, [weekly(day - timedelta(days=70), *held_at)], venue=venue(1, *HALIFAX))
    session.add(made)
    diary.rewrite(session, moment.date())
    session.commit()

    (row, *_) = Browser(app).get("/near/Halifax.json?when=week").json["results"]

    assert (row["starts_at"], row["ends_at"]) == told


def test_it_is_written_on_once_when_nobody_minded_it_for_weeks(app: Flask, session: Session, at: At) -> None:
    two_meetings(session)
    at("2027-02-01T12:00")

    rows = app.test_client().get("/near/Halifax.json?online=no").json["results"]

    assert [row["starts_at"] for row in rows] == ["2027-02-01T19:30:00+00:00"]
    session.rollback()
    span = session.get_one(DiarySpan, 1)
    assert span.first < date(2027, 2, 1) < span.last
    Browser(app).get("/near/Halifax")


def test_keeping_up_writes_only_when_it_stops_too_soon(session: Session) -> None:
    two_meetings(session)
    today = date(2026, 12, 21)

    assert not diary.keep_up(session, today)
    assert not diary.keep_up(session, today + timedelta(days=6))
    assert diary.keep_up(session, today + timedelta(days=7))
    assert diary.keep_up(session, today)


def test_writing_it_all_again_changes_nothing(session: Session) -> None:
    two_meetings(session)
    columns = (DiaryEntry.listing_id, DiaryEntry.starts_at, DiaryEntry.cell, DiaryEntry.x, DiaryEntry.is_on)
    before = sorted(map(tuple, session.execute(select(*columns))))

    assert diary.rewrite(session, date(2026, 12, 21)) == 2

    assert sorted(map(tuple, session.execute(select(*columns)))) == before


def test_more_listings_than_a_batch_are_all_written_and_stay_in_the_callers_hand(session: Session) -> None:
    hall = venue(1, *HALIFAX)
    many = [listing(number, Kind.MEETING, [weekly(date(2026, 1, 5), time(19))], venue=hall)
            for number in range(diary.BATCH + 3)]  # fmt: skip
    session.add_all(many)
    session.flush()

    diary.enter(session, many, date(2026, 12, 21))

    assert session.scalars(select(func.count(DiaryEntry.listing_id.distinct()))).one() == len(many)
    assert all(each in session for each in many)


def test_a_meeting_abroad_is_entered_at_its_own_time(session: Session) -> None:
    made = listing(1, Kind.MEETING, [weekly(date(2026, 1, 5), time(19), zone="America/Los_Angeles")], in_person=False,
                   online=True)  # fmt: skip
    session.add(made)
    change(session, made)

    first = entries(session)[0]
    assert datetime.fromtimestamp(first.starts_at, UTC) == datetime(2026, 12, 22, 3, tzinfo=UTC)
    assert (first.zone, first.cell, first.day) == ("America/Los_Angeles", diary.ONLINE_CELL, date(2026, 12, 21))
