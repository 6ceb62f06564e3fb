"""Results for paper: addresses in full, since paper has no links, and the time of the copy."""

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.views import paper
from tests.browser import Browser, words
from tests.directory.world import held

RELATIVE = ("today", "tonight", "tomorrow", "on now", "starts soon", "open until")


@pytest.fixture
def browser(calderdale: Flask) -> Browser:
    return Browser(calderdale)


@pytest.mark.parametrize("size", ["a4", "large", "zebra", ""])
def test_a_list_can_be_printed_in_any_size(browser: Browser, size: str) -> None:
    page = browser.get(f"/near/halifax?when=week&print={size}")

    assert page.status == 200
    assert "Within 5 miles of Halifax, Calderdale." in page.text
    assert "left it out" not in page.text


def test_paper_carries_addresses_checked_days_and_when_it_was_printed(browser: Browser) -> None:
    page = browser.get("/near/halifax?when=week&print=a4")

    assert "HX1 1" in page.text
    assert "Monday 21 December 2026, 6pm" in page.text
    assert "http://localhost/near/halifax?when=week" in page.text


def test_paper_gives_the_number_beside_what_wants_a_ring_and_asks_for_none_where_there_is_none(
    calderdale: Flask, browser: Browser
) -> None:
    every = "/near/halifax?when=week&print=a4&miles=25"
    with Session(calderdale.extensions["alongside.engine"]) as session:
        session.execute(update(Listing).values(confirmed_on=None, contact_public=True, contact_phone=""))
        session.commit()
        assert "ask first if you can" in browser.get(every).text and "ring first" not in browser.get(every).text
        session.execute(update(Listing).values(contact_phone="07700 900158"))
        session.commit()
        assert "ring first if you can, 07700 900158" in browser.get(every).text
        session.execute(update(Listing).values(contact_public=False))
        session.commit()
    assert "07700 900158" not in browser.get(every).text


@pytest.mark.parametrize("when", ["", "now", "today", "tomorrow", "week"])
def test_paper_is_read_another_day_and_names_days_by_weekday_and_date_alone(calderdale: Flask, when: str) -> None:
    with held(calderdale, "2026-12-21T12:30") as browser:
        page = browser.get(f"/near/halifax?when={when}&print=a4&miles=25")

    days = [words(day) for day in page.all("h2")]
    assert set(days) & {"Monday 21 December", "Tuesday 22 December"}
    told = page.text.lower().replace(f"when={when}", "").replace("just for today", "")
    assert not [said for said in RELATIVE if said in told]


def test_paper_gives_a_cafe_that_is_open_now_its_hours(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-21T12:30") as browser:
        assert "Open until" in browser.get("/near/halifax?when=now&kind=cafe&miles=25").text
        paper = browser.get("/near/halifax?when=now&kind=cafe&miles=25&print=a4")

    hours = [words(line) for article in paper.all("article") for line in article.findall("p")]
    assert hours
    assert all(" to " in each for each in hours)


def test_paper_has_what_the_page_has(browser: Browser) -> None:
    rows = browser.get("/near/Halifax.json?when=tomorrow&kind=meeting").json["results"]
    page = browser.get("/near/halifax?when=tomorrow&kind=meeting&print=a4")

    assert rows
    assert all(row["name"] in page.text for row in rows)


def test_a_chosen_filter_stays_when_the_size_changes(browser: Browser) -> None:
    links = browser.get("/near/halifax?kind=cafe&print=a4").links()

    assert any("kind=cafe" in link and "print=large" in link for link in links.values())


def test_rooms_of_the_whole_country_do_not_push_out_what_is_near(browser: Browser) -> None:
    rows = browser.get("/near/halifax.json?when=week&miles=25").json["results"]
    assert sum(row["miles"] is None for row in rows) > 5, "the example world has not enough online to tell"

    sheet = browser.get("/near/halifax?when=week&miles=25&print=a4")
    pages = [browser.get(f"/near/halifax?when=week&miles=25&page={number}") for number in (1, 2, 3)]

    assert len([line for line in sheet.all("p") if words(line) == "Online"]) == 5
    shown = [
        link.get("href", "") for page in pages for card in page.all("li", class_="card") for link in card.iter("a")
    ]
    only_online = {row["url"].removeprefix("http://localhost") for row in rows if row["miles"] is None}
    assert len([link for link in shown if link in only_online]) == 5
    ways = [link.get("href") for link in pages[0].all("a") if words(link) == "All that you can join online"]
    assert ways == ["/online?when=week"]


def test_a_full_sheet_says_where_it_stops(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "This is full" not in browser.get("/near/halifax?when=week&print=a4").text

    monkeypatch.setattr(paper, "MOST_LINES", 10)
    full = browser.get("/near/halifax?when=week&print=a4")

    assert len(full.all("article")) == 10
    assert "This is full after 10 lines, on Tuesday 22 December." in full.text
