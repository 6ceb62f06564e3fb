"""While a report of a shut door is open nobody says by the way that all is right, and the public page tells of it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.actions import care
from app.directory.models import Report
from app.directory.rules.editing.standing import CannotDo
from tests.directory.care import NOW, TONIGHT, warrant
from tests.directory.test_care_pages import PUBLIC, World, button, typed, world
from tests.directory.world import two_meetings

__all__ = ["world"]
RIGHT = "Yes, all of it is right today"
CHECKED = "I have checked: it is on, and all of it is right"


def reported(world: World, session: Session, what: str = "not_on") -> Report:
    made = Report(listing_id=world.hall.id, what=what, words="Dark, and no sign", made_on=TONIGHT)
    session.add(made)
    session.commit()
    return made


@pytest.mark.parametrize("what", ["not_on", "door", "moved", "time"])
def test_an_open_report_of_a_shut_door_holds_back_that_all_is_right(session: Session, what: str) -> None:
    hall, _online = two_meetings(session)
    session.add(Report(listing_id=hall.id, what=what, made_on=TONIGHT))
    session.flush()

    with pytest.raises(CannotDo, match="Look at that first"):
        care.confirm(session, warrant("listing.confirm"), hall, NOW)

    assert hall.confirmed_on != TONIGHT


def test_a_page_that_was_open_before_the_report_confirms_nothing_and_shows_it(world: World, session: Session) -> None:
    page = world.sam.get(world.care)
    reported(world, session)

    answer = button(world.sam, page, RIGHT)

    assert "Nothing was confirmed" in answer.text
    assert "Dark, and no sign" in answer.text
    assert RIGHT not in answer.text
    assert "Checked today" not in world.anyone.get(PUBLIC).text


def test_whoever_has_checked_says_so_and_the_report_is_settled(world: World, session: Session) -> None:
    made = reported(world, session)

    done = button(world.gil, world.gil.get(world.care), CHECKED)

    session.refresh(made)
    assert made.outcome == "right"
    assert "Said that all of it is still right." in done.text
    assert "Checked today" in world.anyone.get(PUBLIC).text


def test_one_answer_does_not_answer_a_report_that_came_after(world: World, session: Session) -> None:
    first = reported(world, session)
    page = world.sam.get(world.care)
    reported(world, session, "door")

    assert "Nothing was confirmed" in button(world.sam, page, CHECKED).text

    assert session.scalars(select(Report.settled_on).where(Report.id == first.id)).one() is None


def test_what_is_wrong_otherwise_holds_nothing_back(world: World, session: Session) -> None:
    reported(world, session, "other")

    assert "Checked today" in button(world.sam, world.sam.get(world.care), RIGHT).text


def test_people_read_that_somebody_found_it_shut_until_that_is_settled(world: World, session: Session) -> None:
    made = reported(world, session)
    page = world.anyone.get(PUBLIC)
    assert "A visitor told us today: “It was not on.” It is not checked yet: ring or ask first if you can." in page.text
    assert "Dark, and no sign" not in page.source

    address = f"/care/reports/{made.id}"
    world.sam.post(address, typed(world.sam.get(address), outcome="right"))

    assert "A visitor told us" not in world.anyone.get(PUBLIC).text
