"""One listing's page: what it tells, what it keeps back, and what it says on days that differ."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.rules.status import Status
from tests.browser import Browser, words
from tests.directory.world import ONLINE, change, held, two_meetings

PENNINE = "/meetings/pennine-online-nightly"


@pytest.fixture
def browser(calderdale: Flask) -> Browser:
    return Browser(calderdale)


@pytest.fixture
def online(session: Session) -> Listing:
    """The online one of two meetings, in a world of this test's own."""
    return two_meetings(session)[1]


@pytest.fixture
def own(app: Flask, online: Listing) -> Browser:
    """A browser on that world."""
    return Browser(app)


def test_listings_of_all_kinds_have_a_sound_page_and_a_short_link(browser: Browser) -> None:
    rows = browser.get("/near/Halifax.json?when=week&miles=300").json["results"]
    paths = {row["id"]: row["url"].removeprefix("http://localhost") for row in rows[::2]}

    assert {path.split("/")[1] for path in paths.values()} >= {"meetings", "cafes", "events", "volunteering"}
    for key, path in paths.items():
        page = browser.get(path)
        assert page.status == 200
        assert f"/l/{key}" in page.source
        assert browser.get(f"/l/{key.upper()}").location == path


def test_a_listing_has_no_page_under_another_kind(browser: Browser) -> None:
    assert browser.get(PENNINE.replace("meetings", "cafes")).status == 404
    assert browser.get(f"/zebras/{ONLINE}").status == 404
    assert browser.get("/l/00000000").status == 404


def test_how_to_join_is_told_only_when_somebody_asks(own: Browser, session: Session, online: Listing) -> None:
    secrets = {
        "join_url": "https://example.org/j/4711?pwd=hush",
        "join_phone": "+442079460999",
        "join_note": "Code 4711",
    }
    change(session, online, **secrets)
    path = f"/meetings/{ONLINE}"
    told = "".join(
        own.get(address).source
        for address in (path, f"{path}.ics", "/online", "/online.json", "/online.ics", "/meetings", "/sitemap.xml",
                        *(f"/near/Halifax{form}online=only" for form in ("?", ".json?", ".ics?", "?print=a4&")))
    )  # fmt: skip

    asked = own.post(f"{path}/join")

    assert not [secret for secret in secrets.values() if secret in told or secret.replace("&", "&amp;") in told]
    assert "4711" not in told
    assert all(secret in asked.source for secret in secrets.values())
    assert asked.headers["Cache-Control"] == "no-store"
    assert own.get(f"{path}/join").status == 405


def test_asking_how_to_join_is_counted(own: Browser) -> None:
    answers = {number: own.post(f"/meetings/{ONLINE}/join").status for number in range(1, 33)}

    assert {number for number, status in answers.items() if status == 429} == {31, 32}


def test_what_cannot_be_joined_online_has_no_way_to_ask(own: Browser, session: Session, online: Listing) -> None:
    change(session, online, join_url="", join_phone="", join_note="")

    assert not own.get(f"/meetings/{ONLINE}").all("form", action=f"/meetings/{ONLINE}/join#joining")


@pytest.mark.parametrize("is_public", [True, False])
def test_a_contact_is_shown_only_where_it_is_public(
    own: Browser, session: Session, online: Listing, is_public: bool
) -> None:
    change(session, online, contact_email="kim@example.org", contact_phone="01632 960123", contact_public=is_public)

    told = "".join(own.get(f"/meetings/{ONLINE}{form}").source for form in ("", ".ics"))
    told += own.get("/online.json").source

    assert ("kim@example.org" in told) is is_public
    assert ("01632 960123" in told) is is_public


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": Status.PAUSED, "paused_until": date(2027, 1, 4)}, "Not running until Monday 4 January."),
        ({"status": Status.PAUSED}, "Not running for now."),
        ({"status": Status.ENDED}, "This has ended."),
        ({"missing_since": date(2026, 12, 1)}, "Its own list has not named it since Tuesday 1 December: ask first."),
        ({"confirmed_on": date(2026, 5, 1)}, "Not checked for 7 months: ring first if you can"),
        ({"confirmed_on": None}, "Nobody has checked this yet"),
        ({"confirmed_on": date(2026, 12, 18)}, "Checked 3 days ago"),
    ],
)
def test_a_page_says_how_far_it_can_be_trusted(
    own: Browser, session: Session, online: Listing, fields: dict[str, object], words: str
) -> None:
    change(session, online, **fields)

    assert words in own.get(f"/meetings/{ONLINE}").text


def test_a_paused_listing_says_so_in_lists_and_one_that_ended_leaves_them(
    own: Browser, session: Session, online: Listing
) -> None:
    lists = ("/online", "/online.json?when=week", "/near/Halifax.json?when=week")
    name = online.name
    change(session, online, status=Status.PAUSED)
    assert all(name not in own.get(path).source for path in lists)

    change(session, online, status=Status.ENDED)

    assert all(name not in own.get(path).source for path in (*lists, "/meetings", "/online.ics", "/near/Halifax.ics"))
    assert own.get(f"/meetings/{ONLINE}").status == 200


def test_a_listing_that_its_source_no_longer_names_stays_and_says_so(
    own: Browser, session: Session, online: Listing
) -> None:
    change(session, online, missing_since=date(2026, 12, 1))

    (row, *_) = [row for row in own.get("/online.json").json["results"] if row["url"].endswith(ONLINE)]

    assert row["missing_since"] == "2026-12-01"
    assert "No longer on its own list: ask first" in own.get("/online").text


def test_the_slug_and_the_short_link_survive_a_new_name(own: Browser, session: Session, online: Listing) -> None:
    change(session, online, name="Another Name")

    assert own.get(f"/meetings/{ONLINE}").heading == "Another Name"
    assert own.get(f"/l/{online.id}").location == f"/meetings/{ONLINE}"


def test_dates_that_differ_are_named_with_their_reason(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-21T09:00") as browser:
        rows = browser.get("/near/Halifax?when=week&miles=300&kind=meeting").text

    assert "is not on." in rows


def test_what_runs_now_says_so_first(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-21T21:30") as browser:
        page = browser.get(PENNINE)

    assert "On now, 9pm to 10pm" in page.text


@pytest.mark.parametrize("path", ["/meetings/clean-slate-halifax", PENNINE])
def test_what_happens_says_in_the_words_of_the_first_meeting_page_that_nobody_has_read_it(
    browser: Browser, path: str
) -> None:
    said = "No local group has read these words yet. Groups differ."
    page = browser.get(path).text

    assert said in browser.get("/first-meeting").text
    assert page.index("What happens") < page.index(said) < page.index("Next dates")


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("18:59", "Ask someone to go with me"),
        ("19:00", "Show how to join"),
        ("21:30", "Show how to join"),
        ("22:00", "Ask someone to go with me"),
    ],
)
def test_joining_comes_first_when_an_online_meeting_is_on_or_starts_within_two_hours(
    calderdale: Flask, moment: str, first: str
) -> None:
    with held(calderdale, f"2026-12-21T{moment}") as browser:
        page = browser.get(PENNINE)

    buttons = [words(button) for tag in ("button", "a") for button in page.all(tag, class_="btn")
               if "second" not in button.get("class", "")]  # fmt: skip
    assert first in buttons
    assert not {"Ask someone to go with me", "Show how to join"} <= set(buttons)


def test_tonight_is_said_in_full(browser: Browser) -> None:
    assert "Tonight, Monday 21 December, 9pm to 10pm" in browser.get(PENNINE).text


def test_on_christmas_day_every_page_knows_what_day_it_is(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-25T10:00") as browser:
        rows = browser.get("/near/Halifax.json?when=today&miles=300&kind=meeting").json["results"]
        pages = [browser.get(row["url"].removeprefix("http://localhost")).text for row in rows]

    assert pages
    assert all("Friday 25 December" in page or "On now" in page for page in pages)
