"""Loading the example world: as dated or rolling, again and again, without touching what a person has touched."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.actions.listings import settle
from app.directory.models import Listing, OneOff
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import MARK
from app.directory.rules.timetable import Change, Kind, State, occurrences
from app.places.models import Access, Venue
from tests.browser import Browser
from tests.conftest import MONDAY_EVENING, MakeApp, run_command
from tests.directory.world import expected

Run = Callable[..., Result]
At = Callable[[str], datetime]


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The site as it is for people who try it: the example world rolls."""
    return make_app(demo="rolling")


def loaded(run: Run, *options: str) -> int:
    result = run("load-demo", *options)
    assert result.exit_code == 0, result.output
    return int(result.output.split(":")[1].split()[0])


def test_every_kind_is_there_and_says_that_it_is_an_example(command: Run, session: Session) -> None:
    assert loaded(command, "--as-dated") == 96

    listings = session.scalars(select(Listing)).all()
    assert Counter(each.kind for each in listings) == {
        Kind.MEETING: 64, Kind.CAFE: 6, Kind.VOLUNTEERING: 12, Kind.EVENT: 10, Kind.COURSE: 4,
    }  # fmt: skip
    assert all(each.is_example for each in listings)
    assert all(each.is_example for each in session.scalars(select(Venue)))


def test_whatever_is_held_at_a_step_free_place_says_so(command: Run, session: Session) -> None:
    loaded(command, "--as-dated")

    there = [
        each
        for each in session.scalars(select(Listing).where(Listing.in_person))
        if each.venue and each.venue.step_free is Access.YES
    ]
    assert {each.kind for each in there} == set(Kind)
    assert [each.name for each in there if "step_free" not in each.codes(MARK)] == []


def test_notes_are_for_readers_and_hours_come_in_the_order_of_the_week(command: Run, session: Session) -> None:
    loaded(command, "--as-dated")

    listings = session.scalars(select(Listing)).all()
    notes = " ".join(f"{each.note} {each.status_note}" for each in listings)
    assert not re.search("DTEND|iCalendar|One listing|old links", notes)
    assert {each.cost for each in listings if each.kind is Kind.COURSE} == {"Free", "£2 a session"}
    cafe = next(each for each in listings if each.slug == "mesters-yard-late-cafe")
    assert [series.rule for series in sorted(cafe.series, key=lambda series: series.position)] == [
        f"FREQ=WEEKLY;BYDAY={day}" for day in ("TH", "FR", "SA", "SU")
    ]


def test_every_page_says_that_the_data_are_examples(make_app: MakeApp) -> None:
    site = make_app(demo="as-dated")
    loaded(lambda *arguments: run_command(site, *arguments))

    for path in ("/", "/near/Halifax", "/meetings", "/help-now", "/meetings/pennine-online-nightly"):
        assert "Example listings" in Browser(site).get(path).text


def test_loading_again_writes_nothing(command: Run, session: Session, at: At) -> None:
    loaded(command, "--as-dated")
    at("2027-02-01T09:00")

    assert loaded(command, "--as-dated") == 0
    assert {each.sequence for each in session.scalars(select(Listing))} == {0}


def test_the_rolling_world_is_written_on_each_fortnight_and_keeps_its_names(
    command: Run, session: Session, at: At
) -> None:
    at("2026-11-20T09:00")
    assert loaded(command) == 96
    before = {
        each.id: (each.slug, *(series.uid for series in each.series)) for each in session.scalars(select(Listing))
    }
    at("2026-11-29T09:00")
    assert loaded(command) == 0
    session.rollback()
    at("2027-05-25T09:00")

    assert loaded(command) > 80
    session.expire_all()
    after = {each.id: (each.slug, *(series.uid for series in each.series)) for each in session.scalars(select(Listing))}
    assert after == before


@pytest.mark.parametrize("day", ["2027-03-26", "2027-12-23"])
def test_the_rolling_world_looks_alive_on_any_day(command: Run, browser: Browser, at: At, day: str) -> None:
    at(f"{day}T12:00")
    loaded(command)

    rows = browser.get("/near/Halifax.json?when=week&miles=300").json["results"]
    states = Counter(row["confirmed"] for row in rows if row["kind"] == "meeting")
    assert len(rows) > 60
    assert {row["kind"] for row in rows} >= {"meeting", "cafe"}
    assert states["fresh"] > states["stale"]


@pytest.mark.parametrize("day", ["2026-12-21", "2027-12-20"])
def test_exceptions_land_on_real_occurrences(command: Run, session: Session, at: At, day: str) -> None:
    moment = at(f"{day}T12:00")
    loaded(command)
    listings = session.scalars(select(Listing).where(Listing.one_offs.any())).all()
    first, last = moment.date() - timedelta(days=400), moment.date() + timedelta(days=400)

    for listing, table in timetables(session, listings, first, last):
        days = {one.day for one in occurrences(table, first, last)}
        assert {change.day for change in listing.one_offs} <= days, listing.name


def test_a_listing_that_a_person_has_touched_stays_as_it_is(command: Run, session: Session, at: At) -> None:
    loaded(command)
    first, other = session.scalars(select(Listing).where(Listing.kind == Kind.MEETING).order_by(Listing.slug)).all()[:2]
    started = first.series[0].first
    first.one_offs.append(OneOff(day=MONDAY_EVENING.date(), change=Change.NOTE, note="Bring a chair."))
    settle(session, [first], at("2026-12-22T09:00"))
    session.commit()
    moved_from = other.series[0].first
    session.rollback()
    at("2027-02-01T09:00")

    assert loaded(command) > 80
    session.expire_all()
    assert first.series[0].first == started
    assert other.series[0].first > moved_from


def test_another_mode_stops_with_a_sentence_and_changes_nothing(command: Run, session: Session) -> None:
    loaded(command)

    result = command("load-demo", "--as-dated")

    assert result.exit_code == 1
    assert "rolling" in result.output
    assert "as-dated" in result.output
    assert "Traceback" not in result.output


def test_example_data_stay_out_of_production(make_app: MakeApp) -> None:
    site = make_app(env="production", secret_key="s" * 40, base_url="https://a.example", hosts=("a.example",), now=None)

    result = run_command(site, "load-demo")

    assert result.exit_code == 1
    assert "does not belong in production" in result.output


def test_as_dated_the_loaded_world_has_the_expected_fortnight(command: Run, session: Session) -> None:
    loaded(command, "--as-dated")
    listings = session.scalars(select(Listing).where(Listing.kind == Kind.MEETING)).all()
    first, last = MONDAY_EVENING.date(), MONDAY_EVENING.date() + timedelta(days=13)

    found = Counter(
        (listing.source_key, f"{one.starts:%Y-%m-%d}", f"{one.starts:%H:%M}", one.is_open)
        for listing, table in timetables(session, listings, first, last)
        for one in occurrences(table, first, last)
        if one.state is State.ON
    )

    assert found == Counter(
        (row["meeting_id"], row["date"], row["start"], row["open_that_day"] == "open") for row in expected()
    )
