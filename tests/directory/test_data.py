"""Searches answered as data: the fortnight that is known to the last row, the shape of a row, and odd questions."""

from collections import Counter
from datetime import datetime

import pytest
from flask import Flask

from tests.browser import Browser
from tests.directory.world import expected, held

WHOLE = "/near/Halifax.json?when=week&miles=300&kind=meeting"
ROW = {
    "id", "kind", "name", "routes", "starts_at", "ends_at", "open", "open_now", "miles", "venue", "in_person",
    "online", "status", "confirmed", "last_confirmed", "url",
}  # fmt: skip


@pytest.fixture
def browser(calderdale: Flask) -> Browser:
    return Browser(calderdale)


def test_the_two_weeks_around_christmas_have_exactly_the_expected_meetings(calderdale: Flask) -> None:
    found: Counter[tuple[str, ...]] = Counter()
    for monday in ("2026-12-21T00:00", "2026-12-28T00:00"):
        with held(calderdale, monday) as browser:
            page = browser.get(WHOLE)
            assert page.json["next"] is None
            for row in page.json["results"]:
                assert row["starts_at"][19:] == row["ends_at"][19:] == "+00:00"
                is_open = "open" if row["open"] else "closed"
                found[row["starts_at"][:10], row["starts_at"][11:16], row["ends_at"][11:16], is_open] += 1

    wanted = Counter((row["date"], row["start"], row["end"], row["open_that_day"]) for row in expected())
    assert wanted.total() == 115
    assert found == wanted


def test_a_row_has_every_field_that_is_promised(browser: Browser) -> None:
    page = browser.get(WHOLE)

    assert {"place", "now", "results", "next"} <= page.json.keys()
    assert page.json["now"] == "2026-12-21T18:00:00+00:00"
    assert all(row.keys() >= ROW for row in page.json["results"])
    assert all(row["kind"] == "meeting" and row["routes"] for row in page.json["results"])
    assert all((row["miles"] is None) == (not row["in_person"]) for row in page.json["results"])
    assert all(row["url"].startswith("http://localhost/meetings/") for row in page.json["results"])


def test_rows_come_by_start_then_by_distance(browser: Browser) -> None:
    rows = browser.get("/near/Halifax.json?when=week&miles=300").json["results"]

    keys = [(datetime.fromisoformat(row["starts_at"]), row["miles"] or 0 if row["in_person"] else 1e9) for row in rows]
    assert keys == sorted(keys)


def test_what_is_on_now_says_so(browser: Browser, calderdale: Flask) -> None:
    with held(calderdale, "2026-12-22T19:35") as later:
        rows = later.get("/near/Halifax.json?when=now&miles=300").json["results"]

    assert rows
    assert {row["open_now"] for row in rows} == {True}
    assert all(row["starts_at"] <= "2026-12-22T19:35" < row["ends_at"] for row in rows)


def test_the_usual_day_is_today_and_from_nine_tomorrow_too(calderdale: Flask) -> None:
    days = {}
    for moment in ("2026-12-22T20:59", "2026-12-22T21:00"):
        with held(calderdale, moment) as browser:
            rows = browser.get("/near/Halifax.json?miles=300").json["results"]
            days[moment[11:]] = {row["starts_at"][:10] for row in rows}

    assert days["20:59"] == {"2026-12-22"}
    assert "2026-12-23" in days["21:00"]


def test_a_name_of_several_places_is_answered_with_choices(browser: Browser) -> None:
    page = browser.get("/near/Newport.json")

    assert page.status == 300
    assert len(page.json["choices"]) > 1
    assert all(browser.get(choice["url"].removeprefix("http://localhost") + ".json").status == 200
               for choice in page.json["choices"])  # fmt: skip


def test_a_misspelt_name_is_answered_with_guesses(browser: Browser) -> None:
    page = browser.get("/near/Hebdon Bridge.json")

    assert page.status == 404
    assert page.json["choices"][0]["name"] == "Hebden Bridge, Calderdale"


@pytest.mark.parametrize("place", ["halifax", "HALIFAX", "HX1", "hx1-1", "53.72,-1.86", "HX11AA", "hx1 1aa"])
def test_data_of_a_place_comes_without_a_redirect_however_it_is_written(browser: Browser, place: str) -> None:
    page = browser.get(f"/near/{place}.json")

    assert page.status == 200
    assert "1aa" not in page.source.lower()


@pytest.mark.parametrize(
    "filters", ["kind=meeting,cafe", "kind=meeting&kind=cafe", "kind=cafe,,meeting,", "kind=CAFE,Meeting"]
)
def test_several_values_may_be_written_in_several_ways(browser: Browser, filters: str) -> None:
    rows = browser.get(f"/near/Halifax.json?when=week&miles=300&{filters}").json["results"]

    assert {row["kind"] for row in rows} == {"meeting", "cafe"}


def test_an_unknown_value_is_left_out_and_told_of(browser: Browser) -> None:
    plain = browser.get("/near/Halifax.json")
    odd = browser.get("/near/Halifax.json?when=whenever&miles=0&online=maybe&kind=zebra&route=zz&women=7&page=0&moon=1")

    assert [row["id"] for row in odd.json["results"]] == [row["id"] for row in plain.json["results"]]
    assert len(odd.json["ignored"]) == 8
    assert all("so we left it out" in sentence for sentence in odd.json["ignored"])


@pytest.mark.parametrize("page", ["0", "-1", "26", "1e3", "²", "99999999999999999999", "x"])
def test_a_page_out_of_bounds_is_the_first_one(browser: Browser, page: str) -> None:
    answer = browser.get(f"/near/Halifax.json?page={page}")

    assert answer.status == 200
    assert answer.json["results"]
    assert len(answer.json["ignored"]) == 1


def test_online_only_has_nothing_to_travel_to(browser: Browser) -> None:
    rows = browser.get("/near/Halifax.json?when=week&online=only&miles=300").json["results"]
    anywhere = browser.get("/online.json?when=week").json["results"]

    assert rows
    assert all(row["online"] for row in rows + anywhere)
    assert {row["id"] for row in rows} <= {row["id"] for row in anywhere}


def test_in_person_only_leaves_out_what_has_no_door(browser: Browser) -> None:
    rows = browser.get("/near/Halifax.json?when=week&online=no&miles=300").json["results"]

    assert rows
    assert all(row["in_person"] and row["miles"] is not None for row in rows)
