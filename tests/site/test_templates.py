"""Every template, full and empty, is sound: strict HTML, one h1, labelled fields, nothing inline or from elsewhere."""

from dataclasses import replace

import html5lib
import pytest
from flask import Flask, render_template

from tests.site import samples
from tests.site.conftest import OWN_PAGES
from tests.soundness import check_page

ERRORS = tuple(f"errors/{code}.html" for code in (400, 404, 405, 409, 410, 413, 429, 500, 503))
SAMPLED = ("results", "results-empty", "online", "kind", "choices", "which", "unknown", "listing", "listing-joining",
           "listing-empty", "venue", "venue-empty", "area", "area-empty", "print", "print-large", "print-empty",
           "report", "report-done")  # fmt: skip


@pytest.mark.parametrize("name", [*OWN_PAGES, *SAMPLED, *ERRORS])
def test_page_is_sound(sources: dict[str, str], name: str) -> None:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(sources[name])

    check_page(tree)
    assert tree.find(".//title").text.endswith(" · Alongside")


def test_every_page_is_in_the_list_above(sources: dict[str, str]) -> None:
    assert set(sources) == {*OWN_PAGES, *SAMPLED, *ERRORS}


@pytest.mark.parametrize("name", [*OWN_PAGES, *SAMPLED, *ERRORS])
def test_the_way_out_follows_the_skip_link_and_help_is_at_the_foot(sources: dict[str, str], name: str) -> None:
    tree = html5lib.parse(sources[name], namespaceHTMLElements=False)
    stops = [each for each in tree.iter() if each.tag in ("a", "button", "input")]
    out = next(tree.iter("form"))

    assert [stops[0].get("href"), stops[1]] == ["#main", out.find("button")]
    assert (out.get("action"), out.get("method")) == ("/exit", "post")
    foot = "".join(tree.find(".//footer").itertext())
    assert "999" in foot and "116 123" in foot


def test_every_page_says_that_data_are_examples_while_they_are(sources: dict[str, str]) -> None:
    assert all("Example listings" in source for source in sources.values())


def test_a_card_keeps_exactly_one_mark_for_each_moving_part(plain_app: Flask) -> None:
    with plain_app.test_request_context("/"):
        html = render_template("directory/card.html", card=samples.CARDS[3])

    assert [html.count(mark) for mark in samples.PARTS] == [1, 1, 1]
    assert html.count("\x1e") == 6
    assert "<b>Together</b>" not in html


def test_a_card_without_distance_or_extra_tags_shows_none(plain_app: Flask) -> None:
    with plain_app.test_request_context("/"):
        html = samples.card(samples.CARDS[1], samples.WHENS[1])

    assert "\x1e" not in html
    assert "<p>Online</p>" in html
    assert html.count('class="tag') == 2  # the row of tags and the one lasting tag


def test_what_was_typed_is_not_lost_and_not_run(sources: dict[str, str]) -> None:
    assert 'value="Hebdon &lt;Bridge&gt;"' in sources["unknown"]
    assert ">It was &lt;shut&gt;.</textarea>" in sources["report"]


def test_the_field_for_machines_is_hidden_from_everyone_else(sources: dict[str, str]) -> None:
    tree = html5lib.parse(sources["report"], namespaceHTMLElements=False)
    (trap,) = [box for box in tree.iter("div") if box.get("hidden") is not None]

    assert trap.find("input").get("name") == "website"


def test_how_to_join_is_asked_for_by_a_button_and_then_shown(sources: dict[str, str]) -> None:
    assert 'action="/l/abcd2345/join" method="post"' in sources["listing"]
    assert "Passcode" not in sources["listing"]
    assert "tea &amp; toast" in sources["listing-joining"]
    assert "/l/abcd2345/join" not in sources["listing-joining"]


def test_what_a_fellowship_has_read_names_who_and_when(plain_app: Flask) -> None:
    page = replace(samples.listing(), reviewed_by="a group representative", reviewed_on="2026-11-20")
    with plain_app.test_request_context("/"):
        told = render_template("directory/what_happens.html", page=page)

    assert "Read and agreed by a group representative on 2026-11-20." in told
    assert "No local group" not in told


def test_a_listing_answers_in_the_order_of_a_nervous_person(sources: dict[str, str]) -> None:
    asked = ("Tonight, Monday", "Where, and who", "Way in", "Who</dt>", "What happens", "medication. Is", "just listen",
             "Next dates", "Pass it on", "Something wrong", "Checked 3 days ago")  # fmt: skip
    found = [sources["listing"].index(words) for words in asked]

    assert found == sorted(found)


def test_paper_tells_what_words_mean_and_when_lines_were_checked(sources: dict[str, str]) -> None:
    assert "What the words mean" in sources["print"]
    assert "Checked 20 November 2026." in sources["print"]
    assert "Not checked yet: ask first" in sources["print"]
    assert 'class="paper large"' in sources["print-large"]
