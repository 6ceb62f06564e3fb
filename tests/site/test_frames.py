"""A page put together from its frame is the page that its template makes."""

from dataclasses import replace

from flask import Flask, render_template

from app.directory.rules.shown import ResultsPage
from app.directory.views.beside import ways_on
from app.web.frames import framed
from tests.site import samples

HOSTILE = '</title><b> & "us" \x1e1\x1e'
PAGES = (
    samples.empty_results,
    lambda: samples.results(2),
    lambda: samples.results(20, rich=False),
    lambda: replace(samples.results(3, rich=False), title=HOSTILE, lead=HOSTILE, place_label=HOSTILE),
    lambda: replace(samples.results(1), cancelled=(HOSTILE,) * 3, others=(), nearest=samples.results().groups[0]),
    lambda: replace(samples.results(1), cancelled=(HOSTILE,) * 2, back_url="/near/x?page=2", weekly_url="/digest/x"),
    lambda: replace(samples.results(1), place_label="", chips=(), poster_url="/near/x/poster", more_url=""),
)


def both(path: str, page: ResultsPage) -> tuple[str, str]:
    given = ways_on(f"{path}.ics", page.title) | {"page": page}
    return framed("directory/results.html", **given), render_template("directory/results.html", **given)


def test_results_from_a_frame_are_what_the_template_makes_whoever_asked_first(plain_app: Flask) -> None:
    for path in ("/near/halifax?when=week", "/near/leeds"):
        with plain_app.test_request_context(path):
            for make in PAGES:
                made, expected = both(path, make())
                assert made == expected


def test_a_frame_serves_every_page_of_its_shape_and_keeps_no_word(plain_app: Flask) -> None:
    kept = plain_app.extensions["alongside.frames"]
    with plain_app.test_request_context("/near/leeds"):
        both("/near/leeds", replace(samples.results(), title="Near Leeds, today"))
        before = kept.cache_info()
        made, expected = both("/near/leeds", replace(samples.results(9), title="Near Penzance, today"))

    assert made == expected and "Near Leeds" not in made
    assert kept.cache_info().misses == before.misses and kept.cache_info().hits == before.hits + 1
