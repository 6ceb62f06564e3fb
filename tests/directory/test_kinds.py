"""Lists that are not around a point: a kind, a venue, an area, online."""

import pytest
from flask import Flask

from tests.browser import Browser, words
from tests.directory.world import held


@pytest.fixture
def browser(calderdale: Flask) -> Browser:
    return Browser(calderdale)


def cards(browser: Browser, path: str) -> list[str]:
    return [link.get("href", "") for card in browser.get(path).all("li", class_="card") for link in card.iter("a")]


@pytest.mark.parametrize("kind", ["meetings", "cafes", "events", "volunteering", "courses"])
def test_every_kind_has_a_list_of_its_own(browser: Browser, kind: str) -> None:
    found = cards(browser, f"/{kind}")

    assert found
    assert all(link.startswith(f"/{kind}/") for link in found)
    assert len(found) == len(set(found))


def test_the_pages_of_a_kind_hold_each_listing_once(browser: Browser) -> None:
    found = [link for number in range(1, 5) for link in cards(browser, f"/meetings?page={number}")]

    assert len(found) > 20
    assert len(found) == len(set(found))


def test_a_kind_that_does_not_exist_is_not_found(browser: Browser) -> None:
    assert browser.get("/zebras").status == 404


def test_a_venue_shows_everything_held_there_and_how_to_get_in(browser: Browser) -> None:
    page = browser.get("/venues/packhorse-yard-centre")

    assert page.status == 200
    assert page.all("li", class_="card")
    assert "Step-free" in page.text
    ways = [item for item in page.all("li") if item.get("data-device")]
    assert [item.get("data-device") for item in ways] == ["Android", "Mac"]
    (web,) = [link for link in page.all("a") if "openstreetmap.org" in link.get("href", "")]
    assert web.get("rel") == "noreferrer"


def test_an_area_leads_to_its_venues(browser: Browser) -> None:
    page = browser.get("/areas/calderdale")
    venues = [link for link in page.links().values() if link.startswith("/venues/") and not link.endswith(".ics")]

    assert venues
    assert all(browser.get(link).status == 200 for link in venues)


@pytest.mark.parametrize("path", ["/venues/no", "/areas/no", "/venues/%F0%9F%98%80", "/areas/x%00"])
def test_what_does_not_exist_is_not_found(browser: Browser, path: str) -> None:
    assert browser.get(path).status == 404


@pytest.mark.parametrize("when", ["", "now", "today", "tomorrow", "week"])
def test_online_always_says_something(browser: Browser, when: str) -> None:
    page = browser.get(f"/online?when={when}")

    assert page.all("li", class_="card") or "Nothing online matches in that time." in page.text


def test_a_meeting_that_began_a_while_ago_is_on_no_list_any_more(calderdale: Flask) -> None:
    """Results drop it after ten minutes; the page of the area must not say that it is on."""
    with held(calderdale, "2026-12-21T19:50") as browser:
        begun = {row["url"] for row in browser.get("/near/halifax.json?when=now&kind=meeting&miles=25").json["results"]}
        page = browser.get("/areas/calderdale")

    on = [card for card in page.all("li", class_="card") if "On now" in words(card)]
    links = {link.get("href", "") for card in on for link in card.iter("a")}
    assert not {link for link in links if link.startswith("/meetings/") and f"http://localhost{link}" not in begun}
    assert page.all("li", class_="card")
