"""Results as people see them: what they type, what they narrow, and where they are led when there is nothing."""

import pytest
from flask import Flask

from tests.browser import Browser, Page, words
from tests.directory.world import held


@pytest.fixture
def browser(calderdale: Flask) -> Browser:
    return Browser(calderdale)


def names(page: Page) -> list[str]:
    return [words(card.findall(".//h3")[0]) for card in page.all("li", class_="card")]


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("Halifax", "/near/halifax"),
        ("  hALIFAX ", "/near/halifax"),
        ("HX1", "/near/HX1"),
        ("HX1 1CK", "/near/HX1-1"),
        ("hx11aa", "/near/HX1-1"),
        ("12 High St, Halifax HX1 1CK", "/near/HX1-1"),
        ("hull", "/near/kingston-upon-hull"),
    ],
)
def test_what_is_typed_becomes_an_address_without_a_full_postcode(browser: Browser, typed: str, leads_to: str) -> None:
    page = browser.post("/find", {"place": typed})

    assert (page.status, page.location) == (303, leads_to)


@pytest.mark.parametrize("typed", ["", "a" * 500, "😀", "x\x00y", "ZZ99 9ZZ", "%", "../..", "<b>", "\u202e", "nowhere"])
def test_anything_else_typed_gets_a_page_with_a_way_on(browser: Browser, typed: str) -> None:
    page = browser.post("/find", {"place": typed})

    assert page.status == 404
    assert page.all("input", name="place")
    assert "9ZZ" not in page.source


def test_nothing_sent_at_all_gets_a_page_too(browser: Browser) -> None:
    assert browser.post("/find").status == 404


@pytest.mark.parametrize("tail", ["", "/choices"])
def test_a_full_postcode_in_an_address_is_cut_to_its_sector(browser: Browser, tail: str) -> None:
    page = browser.get(f"/near/hx1 1aa{tail}?when=week&kind=cafe")

    assert (page.status, page.location) == (303, f"/near/HX1-1{tail}?when=week&kind=cafe")


@pytest.mark.parametrize("place", ["%F0%9F%98%80", "a" * 500, "x%00y", "%FF%FE", "ZZ9-9", "Nowhereville"])
def test_an_unknown_place_gets_a_page_with_a_way_on(browser: Browser, place: str) -> None:
    page = browser.get(f"/near/{place}")

    assert page.status == 404
    assert page.all("input", name="place")


def test_a_misspelt_name_is_led_to_the_right_one(browser: Browser) -> None:
    page = browser.get("/near/Hebdon Bridge")

    assert page.status == 404
    assert browser.click(page, "Hebden Bridge, Calderdale").heading.startswith("Near Hebden Bridge")


def test_a_name_of_several_places_lets_people_choose(browser: Browser) -> None:
    page = browser.get("/near/Newport")

    assert page.status == 200
    assert sum(1 for link in page.links().values() if link.startswith("/near/newport")) > 1


def test_a_namesake_is_one_tap_away(browser: Browser) -> None:
    page = browser.get("/near/Bradford")

    assert any(link.startswith("Another Bradford?") for link in page.links())


@pytest.mark.parametrize(
    "wish",
    ["when=now", "when=today", "when=tomorrow", *(f"when={day}" for day in ("mon", "tue", "sun")), "when=week",
     "miles=1", "miles=300", "online=yes", "online=no", "online=only", "kind=cafe", "route=na,aa", "step_free=1",
     "women=1", "men=1", "lgbtq=1", "young=1", "family=1", "language=pl", "language=1", "medication=1", "children=1",
     "page=2", "print=a4", "print=large"],
)  # fmt: skip
def test_every_filter_gives_a_sound_page_that_complains_of_nothing(browser: Browser, wish: str) -> None:
    page = browser.get(f"/near/halifax?{wish}")

    assert page.status == 200
    assert "left it out" not in page.text


@pytest.mark.parametrize(
    ("wish", "told"),
    [("route=na", {"na"}), ("route=na,smart", {"na", "smart"}), ("route=NA&route=aa", {"na", "aa"})],
)
def test_a_route_asked_for_is_the_only_one_told(browser: Browser, wish: str, told: set[str]) -> None:
    rows = browser.get(f"/near/Halifax.json?when=week&miles=300&{wish}").json["results"]

    assert {route for row in rows for route in row["routes"]} == told


@pytest.mark.parametrize(
    "wish", ["when=moon", "miles=301", "page=9999", "moon=1", "language=tlh", "when=%00", "kind=%F0"]
)
def test_what_we_do_not_know_is_left_out_with_a_sentence(browser: Browser, wish: str) -> None:
    page = browser.get(f"/near/halifax?{wish}")

    assert page.status == 200
    assert page.text.count("so we left it out") == 1


def test_pages_follow_one_another_without_a_gap(browser: Browser) -> None:
    path, seen = "/near/halifax?when=week&miles=300&kind=meeting", []
    for number in range(1, 10):
        page = browser.get(f"{path}&page={number}")
        seen += names(page)
        if not any(link.endswith(f"page={number + 1}") for link in page.links().values()):
            break

    rows = browser.get("/near/Halifax.json?when=week&miles=300&kind=meeting").json["results"]
    online = [row["id"] + row["starts_at"] for row in rows if row["miles"] is None]
    assert len(seen) > 40 and len(online) > 5
    assert seen == [row["name"] for row in rows if row["id"] + row["starts_at"] not in online[5:]]


def test_far_from_everything_the_nearest_five_come_first_then_what_is_online(browser: Browser) -> None:
    page = browser.get("/near/Penzance?online=no")

    assert "Nothing within 5 miles matches your choices." in page.text
    assert "Nearest, further away" in page.text
    assert "Online, from where you are" in page.text
    assert len(names(page)) >= 10


def test_a_bare_today_leads_to_what_comes_after(browser: Browser) -> None:
    routes = {}
    for day in ("today", "tomorrow"):
        rows = browser.get(f"/near/Halifax.json?when={day}&miles=10&online=no").json["results"]
        routes[day] = {route: row["name"] for row in rows for route in row["routes"]}
    route = min(routes["tomorrow"].keys() - routes["today"].keys())

    page = browser.get(f"/near/halifax?when=today&miles=10&online=no&route={route}")

    assert "Nothing within 10 miles matches your choices." in page.text
    assert names(page).count(routes["tomorrow"][route]) == 1


def test_nothing_is_shown_twice_when_there_is_little(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-27T20:00") as browser:
        page = browser.get("/near/halifax?when=today&online=no")

    assert "Nothing within 5 miles matches your choices." in page.text
    assert len(names(page)) == len(set(names(page))) > 4


def test_now_tells_what_starts_soon_as_well(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-21T19:05") as browser:
        page = browser.get("/near/halifax?when=now")

    assert "On now" in page.text
    assert (
        page.text.index("ACA Calder Valley") < page.text.index("Starting soon") < page.text.index("Clean Slate Halifax")
    )


def test_a_list_without_days_names_the_day_in_large_letters(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-25T03:00") as browser:
        page = browser.get("/near/halifax?when=now")

    assert [day for day in ("Sat 26", "Sun 27", "Mon 28", "Tue 29") if day in page.text]


def test_late_in_the_evening_no_chip_claims_to_be_what_is_shown(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-21T21:30") as browser:
        late, asked = browser.get("/near/halifax"), browser.get("/near/halifax?when=today")

    assert late.source.count('aria-current="true">Today') == 0
    assert asked.source.count('aria-current="true">Today') == 1


def test_what_is_not_on_is_never_called_open(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-25T11:30") as browser:
        page = browser.get("/near/halifax")

    assert "10am to 9pm: The Kettle and Loom Recovery Cafe (example) is not on." in page.text
    assert "Open until 9pm:" not in page.text


def test_what_is_not_on_is_told_once(browser: Browser) -> None:
    path = "/near/halifax?when=week&miles=50"

    assert "is not on." in browser.get(path).text
    assert "is not on." not in browser.get(f"{path}&page=2").text


@pytest.mark.parametrize("when", ["", "now", "wed"])
@pytest.mark.parametrize("place", ["Lerwick", "51.50,-0.12", "Todmorden"])
@pytest.mark.parametrize("rest", ["kind=course&language=pl", "online=only&women=1", "route=ga&step_free=1"])
def test_nobody_meets_a_dead_end(browser: Browser, place: str, when: str, rest: str) -> None:
    page = browser.get(f"/near/{place}?when={when}&{rest}")

    assert page.status == 200
    assert names(page)


def test_a_later_page_beyond_the_last_row_has_a_way_back(browser: Browser) -> None:
    page = browser.get("/near/halifax?page=25")

    assert page.status == 200
    assert any("page=24" in link for link in page.links().values())


def test_the_soonest_online_comes_first_though_it_is_on_most_nights(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-25T03:00") as browser:
        page = browser.get("/near/halifax?when=now")

    online = page.text[page.text.index("Online, from where you are") :]
    assert online.index("Pennine Online Nightly") < online.index("SMART Recovery Online North")
