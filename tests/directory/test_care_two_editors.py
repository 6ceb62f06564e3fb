"""SR-115: two who change one thing at the same time: each saves only what they changed, and where both changed the same
they choose, having lost nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing, Revision
from app.kernel.roles import Role
from tests.browser import Browser
from tests.directory.care import TONIGHT, organisation, person
from tests.directory.test_care_pages import typed
from tests.directory.world import two_meetings

WEEKLY = {"days": ["1"], "start": "18:00", "end": "19:30", "step": "save"}
FORMS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("/care/{listing}/words", {"room": "Upstairs", "routes": ["na", "ca"]}, {"note": "Ring twice"}),
    ("/care/{listing}/words", {"audience": "open"}, {"note": "Ring twice", "contact_public": "1"}),
    ("/care/venues/{venue}/door", {"directions": "The blue door"}, {"step_free": "no", "parking": "street"}),
    ("/care/{listing}/times/{series}", WEEKLY, {"until": "2027-06-30", "step": "save"}),
]


@pytest.fixture
def world(app: Flask, session: Session) -> tuple[Listing, Browser, Browser]:
    hall, _online = two_meetings(session)
    assert hall.venue and hall.venue.area
    here = organisation(session, "Calder", hall.venue.area)
    kim, sam = (Browser(app).sign_in(person(session, name, Role.COORDINATOR, here)) for name in ("Kim", "Sam"))
    return hall, kim, sam


def address_of(path: str, hall: Listing) -> str:
    return path.format(listing=hall.id, venue=hall.venue_id, series=hall.series[0].id)


@pytest.mark.parametrize(("path", "first", "second"), FORMS)
def test_sr_115_what_the_second_did_not_touch_stays_as_the_first_saved_it(
    world: tuple[Listing, Browser, Browser], path: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    hall, kim, sam = world
    address = address_of(path, hall)
    forms = kim.get(address), sam.get(address)

    assert kim.post(address, typed(forms[0], **first)).status == 303
    answer = sam.post(address, typed(forms[1], **second))
    if answer.status == 200:  # of times the dates are shown once more, with what the first changed
        assert "Tuesday 22 December, 6pm to 7:30pm" in answer.text
        answer = sam.post(address, typed(answer, step="save"))

    assert answer.status == 303
    wanted = {name: _alike(value) for name, value in (first | second).items() if name != "step"}
    after = typed(sam.get(address))
    assert {name: _alike(after[name]) for name in wanted} == wanted


def _alike(value: Any) -> list[str]:
    return sorted(value) if isinstance(value, list) else [value]


def test_sr_115_what_a_list_brought_meanwhile_is_not_put_back(
    world: tuple[Listing, Browser, Browser], session: Session
) -> None:
    hall, _kim, sam = world
    form = sam.get(f"/care/{hall.id}/words")
    hall.room = "The loft"
    session.commit()

    assert sam.post(f"/care/{hall.id}/words", typed(form, note="Ring twice")).status == 303

    session.refresh(hall)
    assert (hall.room, hall.note) == ("The loft", "Ring twice")
    assert [list(each.after) for each in session.scalars(select(Revision))] == [["note"]]


@pytest.mark.parametrize(("keep", "room"), [("mine", "Downstairs"), ("theirs", "Upstairs")])
def test_sr_115_where_both_changed_the_same_the_second_chooses(
    world: tuple[Listing, Browser, Browser], session: Session, keep: str, room: str
) -> None:
    hall, kim, sam = world
    address = f"/care/{hall.id}/words"
    mine, theirs = sam.get(address), kim.get(address)
    kim.post(address, typed(theirs, room="Upstairs", cost="Free"))

    asked = sam.post(address, typed(mine, room="Downstairs", note="Ring twice"))
    assert asked.status == 409
    assert "You both changed this" in asked.text
    assert "Mine: Downstairs Theirs: Upstairs" in asked.text
    assert (typed(asked)["room"], typed(asked)["note"], typed(asked)["cost"]) == ("Downstairs", "Ring twice", "Free")

    again = sam.post(address, typed(asked))
    assert again.status == 409
    assert "Choose which to keep." in again.text

    assert sam.post(address, typed(again, **{"keep-room": keep})).status == 303
    session.refresh(hall)
    assert (hall.room, hall.note, hall.cost) == (room, "Ring twice", "Free")


def test_sr_115_a_field_that_needs_another_look_keeps_the_choice_open(
    world: tuple[Listing, Browser, Browser],
) -> None:
    hall, kim, sam = world
    address = f"/care/{hall.id}/words"
    mine = sam.get(address)
    kim.post(address, typed(kim.get(address), room="Upstairs"))

    again = sam.post(address, typed(mine, room="Downstairs", website="example.org"))

    assert again.status == 400
    assert "Start the web address with https://" in again.text
    assert "Mine: Downstairs Theirs: Upstairs" in again.text


def test_sr_115_a_date_that_was_moved_meanwhile_is_shown_and_keeps_what_is_not_touched(
    world: tuple[Listing, Browser, Browser], session: Session
) -> None:
    hall, kim, sam = world
    address = f"/care/{hall.id}/dates/{hall.series[0].id}/{TONIGHT}/move"
    mine = sam.get(address)
    kim.post(address, typed(kim.get(address), start="18:00", end="19:00"))

    shown = sam.post(address, typed(mine, note="Use the side door"))
    assert shown.status == 409
    assert "From 6pm." in shown.text
    assert sam.post(address, typed(shown)).status == 303

    session.refresh(hall)
    assert [(f"{each.start}", each.note) for each in hall.one_offs] == [("18:00:00", "Use the side door")]


def test_sr_115_of_two_at_once_one_saves_and_the_other_is_shown_the_difference(app: Flask, session: Session) -> None:
    hall, _online = two_meetings(session)
    assert hall.venue and hall.venue.area
    here = organisation(session, "Calder", hall.venue.area)
    editors = [Browser(app).sign_in(person(session, name, Role.COORDINATOR, here)) for name in ("Sam", "Kim", "Ade")]
    address, start = f"/care/{hall.id}/words", Barrier(len(editors))
    forms = [typed(each.get(address), room=f"Room of {number}") for number, each in enumerate(editors)]

    def save(number: int) -> tuple[int, str]:
        start.wait()
        page = editors[number].post(address, forms[number])
        return page.status, page.text if page.tree is not None else ""

    with ThreadPoolExecutor(len(editors)) as pool:
        answers = list(pool.map(save, range(len(editors))))

    assert sorted(status for status, _text in answers)[0] == 303
    assert sorted(status for status, _text in answers)[1:] == [409, 409]
    assert all("Somebody else saved meanwhile" in text for status, text in answers if status == 409)
    assert len(session.scalars(select(Revision)).all()) == 1
