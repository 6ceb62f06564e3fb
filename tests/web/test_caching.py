"""A page that has not changed is not sent again, compressed or not."""

import pytest

from tests.browser import Browser

ENCODINGS = ["identity", "gzip", "br"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_unchanged_page_is_not_sent_again(browser: Browser, encoding: str) -> None:
    first = browser.client.get("/", headers={"Accept-Encoding": encoding})

    again = browser.client.get("/", headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_mark_is_strong_and_tells_encodings_apart(browser: Browser, encoding: str) -> None:
    marks = [browser.client.get("/", headers={"Accept-Encoding": each}).headers["ETag"] for each in ENCODINGS]

    assert not any(mark.startswith("W/") for mark in marks)
    assert len(set(marks)) == len(ENCODINGS)


def test_another_mark_gets_the_page(browser: Browser) -> None:
    assert browser.client.get("/", headers={"If-None-Match": '"another"'}).status_code == 200


def test_compressed_pages_say_that_they_differ_by_encoding(browser: Browser) -> None:
    answer = browser.client.get("/", headers={"Accept-Encoding": "br"})

    assert answer.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_an_error_has_no_mark(browser: Browser) -> None:
    assert "ETag" not in browser.client.get("/no-such-page").headers


@pytest.mark.parametrize("encoding", ["gzip", "br"])
@pytest.mark.parametrize(("name", "most"), [("site.css", 5 * 1024), ("site.js", 2 * 1024)])
def test_what_every_page_loads_is_compressed_for_every_browser(
    browser: Browser, name: str, most: int, encoding: str
) -> None:
    answer = browser.client.get(f"/static/{name}", headers={"Accept-Encoding": encoding})

    assert answer.headers["Content-Encoding"] == encoding
    assert int(answer.headers["Content-Length"]) <= most
