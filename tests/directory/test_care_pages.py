"""The pages of care of a listing, as somebody uses them, and for whom they are."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing, Report, Revision
from app.kernel.roles import Role
from tests.browser import Browser, Page, words
from tests.directory.care import TONIGHT, organisation, person, starts
from tests.directory.world import IN_THE_HALL, two_meetings

PUBLIC = f"/meetings/{IN_THE_HALL}"


@dataclass
class World:
    """A meeting in a hall; Sam coordinates there, Gil represents it, Oz coordinates elsewhere."""

    hall: Listing
    sam: Browser
    gil: Browser
    oz: Browser
    anyone: Browser

    @property
    def care(self) -> str:
        return f"/care/{self.hall.id}"

    @property
    def tonight(self) -> str:
        return f"{self.care}/dates/{self.hall.series[0].id}/{TONIGHT}"


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    hall, _online = two_meetings(session)
    assert hall.venue and hall.venue.area
    here, there = organisation(session, "Calder", hall.venue.area), organisation(session, "Elsewhere")
    people = (
        person(session, "Sam", Role.COORDINATOR, here),
        person(session, "Gil", Role.GROUP_REPRESENTATIVE, there, hall),
        person(session, "Oz", Role.COORDINATOR, there),
    )
    return World(hall, *(Browser(app).sign_in(each) for each in people), Browser(app))


def typed(page: Page, **changes: Any) -> dict[str, Any]:
    """What the last form of a page would send, with some fields changed."""
    form = [each for each in page.all("form") if each.get("action") is None][-1]
    found: dict[str, Any] = {}
    for field in form.iter("input"):
        is_choice = field.get("type") in ("checkbox", "radio")
        if not is_choice:
            found[field.get("name", "")] = field.get("value", "")
        elif "checked" in field.attrib:
            found.setdefault(field.get("name", ""), []).append(field.get("value", ""))
    found |= {field.get("name", ""): words(field) for field in form.iter("textarea")}
    found |= {
        field.get("name", ""): option.get("value", "")
        for field in form.iter("select")
        for option in field.iter("option")
        if "selected" in option.attrib
    }
    return found | changes


def button(own: Browser, page: Page, label: str) -> Page:
    """Press a button that is a form of its own, and follow where it leads."""
    form = next(each for each in page.all("form") for one in each.iter("button") if words(one) == label)
    fields = {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
    return own.post(form.get("action", ""), fields, follow=True)


@pytest.mark.parametrize("who", ["sam", "gil"])
def test_one_tap_confirms_and_another_undoes_it(world: World, who: str) -> None:
    own = getattr(world, who)
    before = own.get(PUBLIC).source

    done = button(own, own.get(world.care), "Yes, all of it is right today")
    assert "Said that all of it is still right." in done.text
    assert "Checked today by" in own.get(PUBLIC).text

    button(own, done, "Undo this")
    assert own.get(PUBLIC).source == before


def test_what_needs_confirming_comes_first(world: World, session: Session) -> None:
    assert [words(each) for each in world.gil.get("/care").all("h3")] == ["Listing 1"]
    assert "No listing of that name" in world.gil.get("/care?name=zzz").text
    assert [words(each) for each in world.sam.get("/care?name=list 1").all("h3")] == ["Listing 1"]


def test_the_list_says_which_need_confirming_and_which_do_not(world: World) -> None:
    assert [words(each) for each in world.gil.get("/care").all("h2")][:1] == ["Please confirm these"]

    button(world.gil, world.gil.get(world.care), "Yes, all of it is right today")

    assert [words(each) for each in world.gil.get("/care").all("h2")][:1] == ["Nothing to do here"]


def test_the_way_back_from_a_report_leads_to_the_page_of_care_it_came_from(world: World, session: Session) -> None:
    session.add(Report(listing_id=world.hall.id, what="door", made_on=TONIGHT))
    session.commit()
    label = "Settle this report I could not get in, or find it"

    assert world.gil.click(world.gil.get(world.care), label).links()["Back without saving"] == world.care
    report = world.gil.click(world.gil.get("/care/reports"), "Settle this report Listing 1")
    assert report.links()["Back without saving"] == "/care/reports"


def test_corrected_words_are_saved_and_nothing_typed_is_lost(world: World) -> None:
    page = world.sam.get(f"{world.care}/words")

    again = world.sam.post(f"{world.care}/words", typed(page, name="", note="Ring twice", website="example.org"))
    assert again.status == 400
    assert "Enter the name that the group uses." in again.text
    assert "Start the web address with https://" in again.text
    assert typed(again)["note"] == "Ring twice"

    done = world.sam.post(f"{world.care}/words", typed(page, note="Ring twice", why="The bell"), follow=True)
    assert done.status == 200
    assert "Ring twice" in world.anyone.get(PUBLIC).text
    assert "The bell" in done.text
    assert "The bell" not in world.anyone.get(PUBLIC).text


def test_a_date_is_cancelled_and_moved_and_put_back(world: World) -> None:
    form = world.sam.get(f"{world.tonight}/cancel")
    done = world.sam.post(f"{world.tonight}/cancel", typed(form, note="No heating"), follow=True)
    assert "Cancelled one date." in done.text
    assert starts(world.anyone) == []

    form = world.sam.get(f"{world.tonight}/move")
    done = world.sam.post(f"{world.tonight}/move", typed(form, to_day="2026-12-22", start="18:00"), follow=True)
    assert starts(world.anyone) == ["2026-12-22T18:00"]

    button(world.sam, done, "Put it back as usual")
    assert starts(world.anyone) == ["2026-12-21T19:30"]


def test_a_move_that_moves_nothing_says_what_to_do(world: World) -> None:
    form = world.sam.get(f"{world.tonight}/move")

    again = world.sam.post(f"{world.tonight}/move", typed(form, note="As ever"))

    assert again.status == 409
    assert "Say what is different" in again.text
    assert typed(again)["note"] == "As ever"


def test_times_are_seen_as_dates_before_they_are_saved(world: World) -> None:
    address = f"{world.care}/times/{world.hall.series[0].id}"
    form = world.sam.get(address)
    changed = typed(form, days=["1", "4"], start="18:00", end="19:00", step="look")

    preview = world.sam.post(address, changed)
    assert "Tuesdays and Fridays, 6pm to 7pm" in preview.text
    assert "Tuesday 22 December, 6pm to 7pm" in preview.text
    assert starts(world.anyone) == ["2026-12-21T19:30"]

    kept = {**changed, "step": "save"}
    assert world.sam.post(address, kept, follow=True).status == 200
    assert starts(world.anyone) == ["2026-12-22T18:00", "2026-12-25T18:00"]


def test_a_time_that_is_not_clear_says_what_to_do(world: World) -> None:
    address = f"{world.care}/times/new"
    form = world.sam.post(address, typed(world.sam.get(address), how="weeks", step="fields"))

    again = world.sam.post(address, typed(form, start="25:00", weeks="two", step="look"))

    assert again.status == 400
    assert "Write the time like 19:30." in again.text
    assert "Write a number, like 2." in again.text
    assert typed(again)["start"] == "25:00"


FIELDS = {
    "weekly": ["days"],
    "weeks": ["days", "weeks"],
    "monthly": ["days", "which"],
    "dates": ["dates"],
}


@pytest.mark.parametrize(("how", "fields"), FIELDS.items())
def test_a_time_shows_only_the_fields_that_go_with_how_often_it_is(world: World, how: str, fields: list[str]) -> None:
    address = f"{world.care}/times/new"
    form = world.sam.post(address, typed(world.sam.get(address), how=how, step="fields"))
    names = {each.get("name") for tag in ("input", "textarea") for each in form.all(tag)}

    assert [name for name in ("days", "weeks", "which", "dates") if name in names] == fields

    other = typed(world.sam.post(address, typed(form, start="18:15", why="Moved", step="how")))
    again = typed(world.sam.post(address, other | {"how": "weekly", "step": "fields"}))
    assert (again["start"], again["why"], again["how"]) == ("18:15", "Moved", "weekly")


def test_a_pause_an_end_and_a_return(world: World) -> None:
    form = world.gil.get(f"{world.care}/pause")
    again = world.gil.post(f"{world.care}/pause", typed(form, until="2026-12-01"))
    assert "a day after today" in again.text

    world.gil.post(f"{world.care}/pause", typed(form, until="2026-12-28", note="Painting"), follow=True)
    assert "Painting" in world.anyone.get(PUBLIC).text

    form = world.gil.get(f"{world.care}/end")
    done = world.gil.post(f"{world.care}/end", typed(form), follow=True)
    assert "This has ended." in world.anyone.get(PUBLIC).text

    button(world.gil, done, "Bring it back")
    assert starts(world.anyone) == ["2026-12-21T19:30"]


def test_a_report_is_read_and_settled(world: World, session: Session) -> None:
    session.add(Report(listing_id=world.hall.id, what="door", words="The bell is broken", made_on=TONIGHT))
    session.commit()
    page = world.gil.get("/care/reports")
    assert "The bell is broken" in page.text
    address = page.links()["Settle this report Listing 1"]

    assert "Choose what you found." in world.gil.post(address, typed(world.gil.get(address))).text
    done = world.gil.post(address, typed(world.gil.get(address), outcome="fixed"), follow=True)

    assert "Settled a report. The report no longer waits. The listing itself was not changed." in done.text
    assert "No report waits." in world.gil.get("/care/reports").text
    button(world.gil, done, "Undo this")
    assert "The bell is broken" in world.gil.get("/care/reports").text


def test_a_button_of_a_page_that_is_out_of_date_does_nothing(world: World, session: Session) -> None:
    page = world.sam.get(world.care)
    button(world.gil, world.gil.get(world.care), "Yes, all of it is right today")

    answer = button(world.sam, page, "Yes, all of it is right today")

    assert "Look again" in answer.text
    assert len(session.scalars(select(Revision)).all()) == 1


PATHS = ("", "/words", "/times", "/times/new", "/pause", "/end")


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_is_told_the_same_as_of_a_listing_that_is_not_there(world: World, path: str) -> None:
    refused, missing = world.oz.get(f"{world.care}{path}"), world.oz.get(f"/care/00000000{path}")

    assert refused.status == missing.status == 404
    assert refused.source == missing.source
    assert world.sam.get(f"{world.care}{path}").status == 200


def test_a_stranger_changes_nothing(world: World, session: Session) -> None:
    assert world.oz.post(f"{world.care}/confirm", {"seen": ""}).status == 404
    assert world.oz.post(f"{world.care}/words", {"name": "Mine"}).status == 404
    assert session.scalars(select(Revision)).all() == []
    assert "Listing 1" not in world.oz.get("/care").text


@pytest.mark.parametrize("day", ["2026-12-22", "2026-13-01", "2026-12-14", "soon"])
def test_a_date_that_is_not_to_come_is_no_page(world: World, day: str) -> None:
    assert world.sam.get(f"{world.care}/dates/{world.hall.series[0].id}/{day}/cancel").status == 404
