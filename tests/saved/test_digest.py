"""The weekly list: to whom, when, and in which words; on both databases."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing, OneOff
from app.directory.rules.status import Status
from app.directory.rules.timetable import Change, Kind
from app.kernel.clock import running
from app.places.models import Area, Venue
from app.post.models import Letter
from app.post.rules.letter import NotSent, Trouble
from app.saved.actions import digest as acts
from app.saved.rules.digest import since, week_of
from tests.conftest import LONDON, run_command
from tests.factories.directories import WRITTEN, listing, weekly
from tests.post.letters import Sink
from tests.saved.weekly import (
    EARLY_THURSDAY,
    READER,
    THURSDAY,
    TUESDAY,
    WEEK,
    area,
    leaving,
    list_of,
    named,
    reader,
    settled,
    writing,
)

HOST = "http://localhost:8000"


@pytest.fixture
def here(session: Session) -> Area:
    return area(session)


def test_a_list_goes_out_once_a_week_on_thursday_at_nine(app: Flask, session: Session, here: Area) -> None:
    reader(session, here)
    mail = Sink()

    assert writing(session, TUESDAY + timedelta(days=1)) == 0
    assert (writing(session, EARLY_THURSDAY), writing(session, EARLY_THURSDAY)) == (1, 0)
    assert leaving(app, mail, THURSDAY - timedelta(minutes=1)) == 0
    assert leaving(app, mail, THURSDAY) == 1
    assert (writing(session, THURSDAY), leaving(app, mail, THURSDAY)) == (0, 0)
    assert writing(session, EARLY_THURSDAY + WEEK) == 1
    assert [taken.to for taken in mail.taken] == [READER]


def test_sr_111_a_job_that_forgot_that_it_ran_writes_nothing_twice(session: Session, here: Area) -> None:
    ria = reader(session, here)
    writing(session, EARLY_THURSDAY)
    ria.week = ""
    session.commit()

    assert writing(session, EARLY_THURSDAY) == 0
    assert session.scalars(select(Letter.key)).all() == [f"digest:{here.id}:2026-W46:{ria.id}:email"]


@pytest.mark.parametrize(
    ("confirmed", "lists"),
    [(None, 0), (THURSDAY - timedelta(seconds=1), 1), (THURSDAY, 0), (THURSDAY + timedelta(hours=5), 0)],
)
def test_whoever_has_not_confirmed_by_then_gets_none(
    session: Session, here: Area, confirmed: datetime | None, lists: int
) -> None:
    reader(session, here, confirmed=confirmed)

    assert writing(session, THURSDAY + timedelta(hours=6)) == lists


@pytest.mark.parametrize(("later", "lists"), [(timedelta(hours=34), 1), (timedelta(hours=35), 0), (WEEK / 2, 0)])
def test_a_job_that_comes_late_still_writes_until_friday_evening(
    session: Session, here: Area, later: timedelta, lists: int
) -> None:
    reader(session, here)

    assert writing(session, THURSDAY + later) == lists


@pytest.mark.parametrize(
    ("moment", "name", "leaves"),
    [
        (datetime(2027, 1, 1, 12, tzinfo=LONDON), "2026-W53", datetime(2026, 12, 31, 9, tzinfo=LONDON)),
        (datetime(2026, 3, 29, 23, 30, tzinfo=LONDON), "2026-W13", datetime(2026, 3, 26, 9, tzinfo=LONDON)),
        (datetime(2026, 7, 1, 12, tzinfo=LONDON), "2026-W27", datetime(2026, 7, 2, 9, tzinfo=LONDON)),
    ],
)
def test_a_week_is_that_of_its_thursday_by_the_clock_in_london(moment: datetime, name: str, leaves: datetime) -> None:
    week = week_of(moment)

    assert (week.name, week.leaves_at) == (name, leaves)
    assert (since(week.name, week), since("", week)) == (leaves, leaves - WEEK)


def test_it_is_put_into_words_when_it_leaves_and_nothing_keeps_them(app: Flask, session: Session, here: Area) -> None:
    ria = reader(session, here)
    writing(session, EARLY_THURSDAY)
    kept = json.loads(session.scalars(select(Letter)).one().values)
    named(session, 1).name = "The New Name"
    session.commit()

    assert kept == {"reader": ria.id, "since": "2026-11-05T09:00:00+00:00"}
    assert "The New Name" in list_of(app)
    session.rollback()
    letter = session.scalars(select(Letter).execution_options(populate_existing=True)).one()
    assert (letter.to_sealed, letter.values_sealed) == (None, None)


def test_it_tells_what_is_on_soonest_first_with_links_of_our_own_host(app: Flask, session: Session, here: Area) -> None:
    reader(session, here)
    writing(session, EARLY_THURSDAY)

    assert list_of(app).split("\n\n") == [
        "What is on in Calderdale.",
        "COMING UP IN THE NEXT 7 DAYS",
        "Saturday 14 November, 10am to 1pm\nListing 2 (Recovery café or drop-in)\nHall 1, Halifax\n"
        f"{HOST}/cafes/listing-2",
        "Monday 16 November, 7:30pm to 9pm\nListing 1 (Narcotics Anonymous)\nHall 1, Halifax\n"
        f"{HOST}/meetings/listing-1",
        "Things change: look at the page before you go, if you can.",
    ]


def test_a_withheld_address_stays_withheld_and_nobodys_name_is_in_it(app: Flask, session: Session, here: Area) -> None:
    hall = session.scalars(select(Venue)).one()
    hall.address_withheld = True
    settled(session, TUESDAY, named(session, 1))
    reader(session, here)
    writing(session, EARLY_THURSDAY)

    words = list_of(app)

    assert "Calderdale (ask for the address)" in words
    assert not any(word in words for word in ("Hall 1", "Mill Lane", "HX1", "Samantha"))


def test_it_tells_what_is_new_changed_cancelled_and_ended(app: Flask, session: Session, here: Area) -> None:
    fresh = listing(3, Kind.EVENT, [weekly(date(2027, 1, 4), time(9))], venue=named(session, 1).venue)
    fresh.created_at = TUESDAY
    ended = listing(4, Kind.MEETING, [weekly(date(2026, 1, 6), time(9))], venue=named(session, 1).venue)
    ended.status = Status.ENDED
    session.add_all([fresh, ended])
    off = OneOff(day=date(2026, 11, 16), change=Change.CANCELLED, note="Samantha is ill")
    named(session, 1).one_offs = [off]
    settled(session, TUESDAY, fresh, ended, named(session, 1))
    settled(session, WRITTEN, named(session, 2))
    reader(session, here)
    writing(session, EARLY_THURSDAY)

    words = list_of(app)

    coming, rest = words.split("ALSO NEW SINCE THE LAST LIST")
    new, changed = rest.split("CHANGED OR NOT ON")
    assert "Listing 2" in coming and "Listing 1" not in coming
    assert f"Listing 3 (Event)\nHall 1, Halifax\n{HOST}/events/listing-3" in new
    assert "Not on: Monday 16 November, 7:30pm to 9pm\nListing 1 (Narcotics Anonymous)" in changed
    assert "It has ended.\nListing 4" in changed
    assert changed.count("Listing 1") == 1 and "Samantha" not in words and "Listing 2" not in changed


def test_what_was_told_in_the_last_list_is_not_new_in_the_next(app: Flask, session: Session, here: Area) -> None:
    named(session, 1).created_at = TUESDAY
    session.commit()
    reader(session, here)
    writing(session, EARLY_THURSDAY)
    assert "Monday 16 November, 7:30pm to 9pm. New.\nListing 1" in (words := list_of(app))
    assert "ALSO NEW" not in words and words.count("Listing 1") == 1
    writing(session, EARLY_THURSDAY + WEEK)

    assert "new" not in list_of(app, THURSDAY + WEEK).lower()


def test_of_many_it_tells_twenty_and_leads_to_the_rest(app: Flask, session: Session, here: Area) -> None:
    hall = named(session, 1).venue
    many = [listing(10 + n, Kind.MEETING, [weekly(date(2026, 1, 5), time(8, n))], venue=hall) for n in range(25)]
    session.add_all(many)
    settled(session, WRITTEN, *many)
    reader(session, here)
    writing(session, EARLY_THURSDAY)

    words = list_of(app)

    assert words.count(f"{HOST}/meetings/") + words.count(f"{HOST}/cafes/") == 20
    assert f"There is more:\n{HOST}/areas/calderdale" in words


def test_another_areas_listings_are_not_in_it(app: Flask, session: Session, here: Area) -> None:
    session.add(Area(slug="bradford", name="Bradford"))
    session.commit()
    there = session.scalars(select(Area).where(Area.slug == "bradford")).one()
    reader(session, there)

    assert acts.write(session, EARLY_THURSDAY, running()) == acts.Written(0, ("bradford",))


def test_an_area_with_nothing_to_tell_gets_no_list_and_the_log_says_so(
    app: Flask, session: Session, here: Area, caplog: pytest.LogCaptureFixture, at: Callable[[str], datetime]
) -> None:
    for each in session.scalars(select(Listing)):
        each.status = Status.ENDED
    settled(session, WRITTEN, *session.scalars(select(Listing)))
    reader(session, here)
    at("2026-11-12T04:00")

    answer = run_command(app, "job", "digest")

    assert answer.exit_code == 0, answer.output
    assert "No weekly list of calderdale: there is nothing to tell." in caplog.text
    assert session.scalars(select(Letter)).all() == []


def test_what_ended_between_writing_and_leaving_is_said_kindly(app: Flask, session: Session, here: Area) -> None:
    reader(session, here)
    writing(session, EARLY_THURSDAY)
    for each in session.scalars(select(Listing)):
        each.status = Status.ENDED
    settled(session, WRITTEN, *session.scalars(select(Listing)))

    assert "Nothing is planned in the next 7 days." in list_of(app)


def test_a_mail_server_that_comes_back_at_night_wakes_nobody(app: Flask, session: Session, here: Area) -> None:
    reader(session, here)
    writing(session, EARLY_THURSDAY)
    night, friday = (datetime(2026, 11, day, hour, tzinfo=LONDON) for day, hour in ((12, 23), (13, 8)))
    mail = Sink(NotSent(Trouble.LATER, "away"), takes=False)

    assert leaving(app, mail, THURSDAY) == 0
    session.execute(Letter.__table__.update().values(rests_until=None))
    session.commit()
    assert leaving(app, mail, night) == 0
    assert leaving(app, mail, friday) == 1
