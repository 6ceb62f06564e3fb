"""What a person has corrected stays, whatever the list says later, until somebody undoes the correction."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.actions import care, dates
from app.directory.actions.revising import undo
from app.directory.actions.snapshots import of_series
from app.directory.models import Listing
from app.feeds.actions import Origin, look_ahead, take_in
from app.places.models import Access
from tests.conftest import MONDAY_EVENING as NOW
from tests.directory.care import NEXT, warrant
from tests.feeds.lists import codes_of, read_rows

LEEDS = Origin("AA Leeds", "meeting-guide", "aa", "Europe/London")
LATER = NOW + timedelta(days=2)


@pytest.fixture
def hope(session: Session) -> Listing:
    """Monday Hope, as its own list gave it."""
    take(session, notes="Ring the bell")
    return session.scalars(select(Listing)).one()


def take(session: Session, **fields: object) -> list[str]:
    """Take the list of one meeting in, its row changed so; the codes of the report."""
    outcome = take_in(session, LEEDS, read_rows({"types": ["O", "X"], **fields}), LATER, accept=True)
    session.commit()
    return codes_of(outcome.reading)


def test_a_corrected_field_stays_and_the_others_follow_the_list(session: Session, hope: Listing) -> None:
    care.change_words(session, warrant(), hope, {"name": "Monday Harbour", "audience": "closed"}, NOW)

    said = take(session, name="Monday Hope Group", notes="Knock twice")

    assert (hope.name, hope.audience, hope.note) == ("Monday Harbour", "closed", "Knock twice")
    assert said.count("kept_correction") == 2


def test_looking_ahead_tells_the_same_and_changes_nothing(session: Session, hope: Listing) -> None:
    care.change_words(session, warrant(), hope, {"name": "Monday Harbour"}, NOW)

    outcome = look_ahead(session, LEEDS, read_rows({"types": ["O", "X"], "name": "Monday Hope Group"}))

    assert codes_of(outcome.reading).count("kept_correction") == 1
    (warned,) = [each for each in outcome.reading.warnings if each.code == "kept_correction"]
    assert (warned.row, warned.field) == (1, "name")
    assert hope.name == "Monday Harbour"


def test_a_list_that_comes_to_say_the_same_is_not_warned_of(session: Session, hope: Listing) -> None:
    care.change_words(session, warrant(), hope, {"name": "Monday Harbour"}, NOW)

    assert "kept_correction" not in take(session, name="Monday Harbour")


def test_a_correction_that_was_undone_no_longer_holds(session: Session, hope: Listing) -> None:
    made = care.change_words(session, warrant(), hope, {"name": "Monday Harbour"}, NOW)
    assert made
    undo(session, warrant(), hope, made, NOW)

    said = take(session, name="Monday Hope Group")

    assert hope.name == "Monday Hope Group"
    assert "kept_correction" not in said


def test_a_correction_undone_lets_the_list_speak_again(session: Session, hope: Listing) -> None:
    made = care.change_words(session, warrant(), hope, {"name": "Monday Harbour"}, NOW)
    assert made
    take(session, name="Monday Hope Group")
    undo(session, warrant(), hope, made, NOW)
    assert hope.name == "Monday Hope"

    take(session, name="Monday Hope Group")

    assert hope.name == "Monday Hope Group"


def test_corrected_times_and_what_was_said_of_a_date_stay(session: Session, hope: Listing) -> None:
    first = of_series(hope.series[0])
    dates.set_times(session, warrant(), hope, first | {"start": "18:00"}, NOW)
    added = {name: value for name, value in first.items() if name not in ("id", "uid")} | {
        "rule": "FREQ=WEEKLY;BYDAY=FR"
    }
    dates.set_times(session, warrant(), hope, added, NOW)
    dates.cancel(session, warrant(), hope, (hope.series[0].id, NEXT), NOW)

    said = take(session, time="20:00", end_time="21:00")

    session.expire_all()
    assert [(each.rule, f"{each.start:%H:%M}") for each in hope.series] == [
        ("FREQ=WEEKLY;BYDAY=MO", "18:00"),
        ("FREQ=WEEKLY;BYDAY=FR", "19:30"),
    ]
    assert [each.day for each in hope.one_offs] == [NEXT]
    assert "kept_correction" in said


def test_of_two_days_on_which_it_was_checked_the_later_counts(session: Session, hope: Listing) -> None:
    care.confirm(session, warrant("listing.confirm"), hope, NOW)
    take(session, notes="Knock twice", updated="2026-12-01 10:00:00")
    assert (hope.confirmed_on, hope.confirmed_by) == (date(2026, 12, 21), "a coordinator")

    take(session, notes="Knock thrice", updated="2026-12-23 10:00:00")
    assert (hope.confirmed_on, hope.confirmed_by) == (date(2026, 12, 23), "its own list")


def test_a_venue_that_has_steps_after_all_is_not_step_free_again(session: Session, hope: Listing) -> None:
    assert hope.venue
    assert "step_free" in hope.codes("mark")
    care.change_door(session, warrant("venue.edit"), hope.venue, {"step_free": "no"}, NOW)
    assert "step_free" not in hope.codes("mark")

    take(session, notes="Knock twice")

    assert hope.venue.step_free is Access.NO
    assert "step_free" not in hope.codes("mark")


def test_what_a_person_ended_stays_ended(session: Session, hope: Listing) -> None:
    care.end(session, warrant("listing.status"), hope, NOW)

    said = take(session, notes="Knock twice")

    assert hope.status == "ended"
    assert "kept_correction" in said
