"""One person's own calendar: what its link opens, what it tells, and how it ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars.models import FeedKey
from app.calendars.rules.lint import faults
from app.directory.models import Listing, OneOff
from app.directory.rules.timetable import Change
from app.kernel.clock import running
from app.kernel.roles import Role
from app.people.models import Person
from app.post.rules.telling import tells
from app.rights.actions.erasing import forget
from app.saved.actions.saving import keep
from tests.browser import Browser, Page, words
from tests.calendars.readers import READERS
from tests.conftest import MONDAY_EVENING
from tests.directory.world import change, two_meetings
from tests.factories import persons

WEEKS = (datetime(2026, 12, 21, tzinfo=UTC), datetime(2027, 1, 18, tzinfo=UTC))
LINK = {"label": "Mum's iPad", "manner": "discreet", "word": "Coffee", "alarm": ""}


@dataclass
class World:
    """Nia, signed in, with one meeting saved that tells what it is; and a way to make a link of hers."""

    browser: Browser
    session: Session
    nia: Person
    meeting: Listing

    def link(self, **choice: str) -> str:
        """Make a link as on the page; where it leads."""
        page = self.browser.post("/account/calendars", LINK | choice)
        assert page.status == 200, page.text
        return page.one("code").text.removeprefix("http://localhost")

    def fetch(self, path: str, **headers: str) -> Page:
        """What a calendar program gets, which carries no cookie."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return Page(self.browser.client.get(path, headers=given))

    def key(self) -> FeedKey:
        self.session.rollback()
        return self.session.scalars(select(FeedKey)).one()


@pytest.fixture
def world(browser: Browser, session: Session) -> World:
    nia = persons.person(session, "Nia", Role.NEWCOMER, persons.organisation(session))
    meeting, _online = two_meetings(session)
    meeting.one_offs.append(OneOff(day=date(2027, 1, 4), change=Change.CANCELLED, note="AA convention"))
    change(session, meeting, name="Narcotics Anonymous, Halifax", note="Clean and sober")
    keep(session, nia.id, meeting, MONDAY_EVENING)
    session.commit()
    return World(browser.sign_in(nia), session, nia, meeting)


def events(page: Page) -> list[Any]:
    return Calendar.from_ical(page.source).walk("VEVENT")


def numbers(page: Page) -> set[tuple[int, str]]:
    return {(int(event["SEQUENCE"]), event["LAST-MODIFIED"].to_ical().decode()) for event in events(page)}


@pytest.mark.parametrize("alarm", ["", "60"])
@pytest.mark.parametrize(
    ("manner", "title"), [("plain", "Narcotics Anonymous\\, Halifax"), ("discreet", "Coffee"), ("busy", "Busy")]
)
def test_every_reader_finds_the_dates_in_the_words_that_were_chosen(
    world: World, manner: str, title: str, alarm: str
) -> None:
    page = world.fetch(world.link(manner=manner, alarm=alarm))
    feed, shown = page.source.encode(), title.replace("\\", "")

    assert faults(feed, personal=True) == []
    asks = f"{shown} (bank holiday, check first)"
    for reader in READERS.values():
        assert reader(feed, *WEEKS) == [
            ("20261221T193000Z", shown, "CONFIRMED"),
            ("20261228T193000Z", asks, "CONFIRMED"),
            ("20270104T193000Z", f"CANCELLED: {shown}", "CANCELLED"),
            ("20270111T193000Z", shown, "CONFIRMED"),
        ]
    alarms = [str(part["DESCRIPTION"]) for part in Calendar.from_ical(page.source).walk("VALARM")]
    assert set(alarms) == ({"Busy" if manner == "busy" else "Coffee"} if alarm else set())


@pytest.mark.parametrize(("manner", "has_place"), [("discreet", True), ("busy", False)])
def test_sr_024_a_quiet_calendar_tells_nothing_in_any_of_its_bytes(world: World, manner: str, has_place: bool) -> None:
    page = world.fetch(world.link(manner=manner, alarm="60"))
    lines = page.source.replace("\r\n ", "").split("\r\n")

    assert [line for line in lines if tells(line.partition(":")[2])] == []
    assert not [
        word for word in ("Nia", "Mum", "DESCRIPTION:AA", "URL:", "http", "SOURCE", "Clean") if word in page.source
    ]
    assert ("LOCATION:" in page.source) == has_place
    choices = world.browser.get("/account/calendars")
    said = words(choices.one("label", for_=choices.one("input", value=manner).get("id", "")))
    assert said.endswith("with the place" if has_place else "without the place")
    assert page.headers["Content-Disposition"] == 'inline; filename="dates.ics"'


def test_sr_024_the_dates_of_one_link_cannot_be_laid_beside_public_ones_or_anothers(world: World) -> None:
    links = [world.link(manner="plain"), world.link(manner="busy")]
    uids = [{str(event["UID"])[:26] for event in events(world.fetch(link))} for link in links]
    public = {str(event["UID"])[:26] for event in events(world.browser.get("/meetings.ics"))}

    assert len(uids[0]) == len(uids[1]) == 1
    assert uids[0].isdisjoint(uids[1]) and not public & (uids[0] | uids[1])
    assert {str(event["UID"])[:26] for event in events(world.fetch(links[0]))} == uids[0]


@pytest.mark.parametrize(
    "other", [{"manner": "busy"}, {"word": "Class"}, {"word": "own", "own_word": "Jo"}, {"alarm": "30"}]
)
def test_new_words_count_as_a_change_of_every_event(
    world: World, other: dict[str, str], at: Callable[[str], datetime]
) -> None:
    link = world.link()
    before = world.fetch(link)
    at("2026-12-21T19:00")

    world.browser.post(f"/account/calendars/{world.key().id}", LINK | other)

    after = world.fetch(link, If_None_Match=before.headers["ETag"])
    assert after.status == 200
    assert {sequence for sequence, _when in numbers(after)} == {sequence + 1 for sequence, _ in numbers(before)}
    assert {when for _sequence, when in numbers(after)} == {"20261221T190000Z"}


def test_another_name_for_the_link_changes_nothing_in_it(world: World) -> None:
    link = world.link()
    tag = world.fetch(link).headers["ETag"]

    world.browser.post(f"/account/calendars/{world.key().id}", LINK | {"label": "Phone"})

    assert world.fetch(link, If_None_Match=tag).status == 304
    assert world.key().label == "Phone"


@pytest.mark.parametrize("own_word", ["Recovery", "AA", "my NA meeting", "x" * 31, ""])
def test_a_word_that_tells_is_refused_and_nothing_typed_is_lost(world: World, own_word: str) -> None:
    page = world.browser.post("/account/calendars", LINK | {"word": "own", "own_word": own_word})

    assert page.status == 400
    assert [page.one("input", name=name).get("value") for name in ("label", "own_word")] == ["Mum's iPad", own_word]
    assert world.session.scalars(select(FeedKey)).all() == []


def test_who_has_it_is_told_so_until_anything_in_it_changes(world: World) -> None:
    link = world.link()
    page = world.fetch(link)
    told = (page.headers["Cache-Control"], page.headers["X-Robots-Tag"])
    tag, moment = page.headers["ETag"], page.headers["Last-Modified"]
    assert world.fetch(link, If_None_Match=tag).status == world.fetch(link, If_Modified_Since=moment).status == 304

    change(world.session, world.meeting, room="Room 9")

    assert told == ("private, max-age=900", "noindex")
    assert world.fetch(link, If_None_Match=tag).status == 200


def test_saving_and_taking_off_show_at_the_next_fetch(world: World) -> None:
    link = world.link(manner="plain")
    first = world.fetch(link)

    world.browser.post("/saved", {"listing": world.session.scalars(select(Listing.id).where(Listing.online)).one()})
    second = world.fetch(link, If_None_Match=first.headers["ETag"])
    forms = [form.get("action", "") for form in world.browser.get("/saved").all("form")]
    world.browser.post([action for action in forms if action.endswith("/remove")][-1])
    third = world.fetch(link, If_None_Match=second.headers["ETag"])

    assert [page.status for page in (first, second, third)] == [200, 200, 200]
    assert ["Listing 2" in page.source for page in (first, second, third)] == [False, True, False]


def test_sr_024_a_link_has_160_bits_is_shown_once_and_only_its_hash_is_kept(world: World) -> None:
    token = world.link().removeprefix("/c/").removesuffix(".ics")

    assert len(token) == 32 and set(token) <= set("0123456789abcdefghjkmnpqrstvwxyz")
    assert token not in world.browser.get("/account/calendars").source
    row = [str(value) for value in vars(world.key()).values()]
    assert not [value for value in row if token in value]
    assert "iPad" not in "".join(row)


def test_sr_024_a_link_opens_nothing_but_its_calendar(world: World) -> None:
    token = world.link().removeprefix("/c/").removesuffix(".ics")
    stranger = Browser(world.browser.app)
    stranger.token = token

    assert stranger.get("/account/calendars").location.startswith("/sign-in")
    assert stranger.get("/saved").heading == "Save"
    assert world.browser.client.post(f"/c/{token}.ics").status_code == 405


def test_sr_024_sr_048_switched_off_it_says_so_for_30_days_and_then_is_as_if_it_had_never_been(world: World) -> None:
    link, other = world.link(), world.link(label="Phone")
    key = world.session.scalars(select(FeedKey).order_by(FeedKey.made_at)).first()
    assert key
    world.browser.post(f"/account/calendars/{key.id}/off")

    page = world.fetch(link)
    world.session.rollback()
    key.revoked_at = running() - timedelta(days=30, seconds=1)
    world.session.commit()
    gone, unknown = world.fetch(link), world.fetch(f"/c/{'0' * 32}.ics")

    assert [str(event["SUMMARY"]) for event in events(page)] == ["This calendar link is switched off"]
    assert faults(page.source.encode(), personal=True) == []
    assert world.fetch(link).status == 404
    for each in (gone, unknown):
        each.headers.pop("Date", None)
    assert (gone.status, gone.source, dict(gone.headers)) == (404, unknown.source, dict(unknown.headers))
    assert len(events(world.fetch(other))) > 1


@pytest.mark.parametrize("how", ["suspended", "left", "role suspended"])
def test_sr_024_the_links_of_somebody_who_may_not_come_in_are_switched_off(world: World, how: str) -> None:
    link = world.link()
    nia = world.session.get_one(Person, world.nia.id)
    if how == "suspended":
        nia.suspended_at = running()
    elif how == "left":
        nia.holdings[0].ended_at = running()
    else:
        nia.holdings[0].suspended_at = running()
    world.session.commit()

    assert [str(event["SUMMARY"]) for event in events(world.fetch(link))] == ["This calendar link is switched off"]


def test_sr_024_erasing_an_account_ends_its_links_at_once(world: World) -> None:
    link = world.link()

    forget(world.session, world.session.get_one(Person, world.nia.id), running())
    world.session.commit()

    assert world.fetch(link).status == 404


def test_all_links_are_switched_off_together(world: World) -> None:
    links = [world.link(), world.link()]

    world.browser.post("/account/calendars/all/off")

    assert [len(events(world.fetch(link))) for link in links] == [1, 1]
    assert len(world.browser.get("/account/calendars").all("form", action="/account/calendars/all/off")) == 0


def test_nobody_has_more_than_ten_links(world: World) -> None:
    for _number in range(10):
        world.link()

    page = world.browser.post("/account/calendars", LINK)

    assert page.status == 400
    assert "10 links" in page.text
    assert len(world.session.scalars(select(FeedKey)).all()) == 10


def test_a_link_is_fetched_sixty_times_an_hour_and_the_page_says_when(world: World) -> None:
    link, other = world.link(), world.link(label="Phone")
    assert "No program has asked for it yet." in world.browser.get("/account/calendars").text

    assert {world.fetch(link).status for _number in range(60)} == {200}

    assert (world.fetch(link).status, world.fetch(other).status) == (429, 200)
    assert "Last asked for today." in world.browser.get("/account/calendars").text


def test_sr_024_no_log_names_a_link(world: World, app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    link = world.link()
    caplog.set_level("DEBUG")
    world.fetch(link)
    world.fetch(link, If_None_Match="*")
    nia = world.session.get_one(FeedKey, world.key().id)
    nia.label_sealed = nia.word_sealed = b"broken"
    world.session.commit()

    assert world.fetch(link).status == 500

    token = link.removeprefix("/c/").removesuffix(".ics")
    assert caplog.text and token not in caplog.text
