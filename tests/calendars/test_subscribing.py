"""Each page that has a calendar says how to have it, in words for each phone; posters lead to the page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from app.kernel.subscribing import ways
from tests.browser import Browser

PAGES = {
    "/near/halifax?when=week&route=na&miles=10": "/near/halifax.ics?miles=10&route=na",
    "/online": "/online.ics",
    "/meetings": "/meetings.ics",
    "/venues/packhorse-yard-centre": "/venues/packhorse-yard-centre.ics",
    "/areas/calderdale": "/areas/calderdale.ics",
    "/meetings/pennine-online-nightly": "/meetings/pennine-online-nightly.ics",
}
POSTERS = ("/near/halifax", "/online", "/venues/packhorse-yard-centre", "/areas/calderdale",
           "/meetings/pennine-online-nightly")  # fmt: skip


@pytest.fixture
def browser(calderdale: Flask) -> Browser:
    return Browser(calderdale)


@pytest.mark.parametrize(("path", "calendar"), PAGES.items())
def test_the_calendar_of_a_page_opens_wherever_people_have_theirs(browser: Browser, path: str, calendar: str) -> None:
    links = {words.partition(":")[0]: link for words, link in browser.get(path).links().items()}

    assert links["iPhone, iPad or Mac"] == f"webcal://localhost{calendar}"
    asked = {name: parse_qs(urlsplit(link).query) for name, link in links.items()}
    assert asked["Android or Google Calendar"] == {"cid": [f"webcal://localhost{calendar}"]}
    for name in ("Outlook.com or Hotmail", "Outlook at work"):
        assert (asked[name]["url"], asked[name]["rru"]) == ([f"webcal://localhost{calendar}"], ["addsubscription"])
    assert browser.get(path).one("code").text == f"http://localhost{calendar}"
    assert browser.get(calendar).source.startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize("path", POSTERS)
def test_a_poster_has_a_code_and_the_address_of_its_page(browser: Browser, path: str) -> None:
    leads_to = browser.get(path)
    poster = browser.click(leads_to, "A poster with a code to scan")

    assert poster.heading in (leads_to.heading, "Near Halifax", "Online meetings")
    assert poster.source.count('<div class="qr"><svg') == 1
    printed = poster.one("b").text
    assert browser.get(f"/{printed.partition('/')[2]}", follow=True).heading == leads_to.heading


def test_the_poster_of_a_full_postcode_is_that_of_its_sector(browser: Browser) -> None:
    assert browser.get("/near/HX11AA/poster").location == "/near/HX1-1/poster"


@pytest.mark.parametrize(
    "path", ["/near/nowhere-at-all/poster", "/venues/no/poster", "/areas/no/poster", "/meetings/no/poster"]
)
def test_there_is_no_poster_of_what_does_not_exist(browser: Browser, path: str) -> None:
    assert browser.get(path).status == 404


def test_a_name_cannot_add_to_a_link() -> None:
    made = ways("https://x.example/c/a.ics", "Tea & cake&url=https://evil.example")

    assert parse_qs(urlsplit(made.outlook).query)["url"] == ["webcal://x.example/c/a.ics"]
