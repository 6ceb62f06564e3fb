"""Addresses that somebody else wrote into a link lead to our own pages or nowhere (SR-031)."""

from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.web.safely import HOME, inside, own_path
from tests.browser import Browser
from tests.people.entering import Cast, ask

OURS = "https://alongside.example"
HOSTILE = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "/\\/evil.example", "https:evil.example", "https:/evil.example", "https:///evil.example", "https://evil.example",
    "HTTPS://evil.example", "http:\\\\evil.example", "/..//evil.example", "/.//evil.example", "/a//evil.example",
    "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "/ /evil.example", "/\r\nX: y",
    "/\x00/evil.example", "\x01//evil.example", "/\x7f/evil.example", "javascript:alert(1)", "data:text/html,x",
    "java\tscript:alert(1)", "//user@evil.example", "https://alongside.example@evil.example", "//evil.example\\@ours",
    "evil.example", "@evil.example", ".evil.example", ":80/evil", "?x", "#x", "", "/" + "a" * 600, "//[::1]", "//[",
    "http://[::1", "/\ufeff/evil.example"[:1] + "/evil.example", "\u2028//evil.example", "／／evil.example",
]  # fmt: skip
OWN = ["/today", "/account/ways-in", "/organisations/calder?said=saved", "/near/Halifax?when=today&page=2", "/join/x",
       "/", "/%09/evil.example", "/%2f/evil.example", "/%5cevil.example", "/%0d%0aSet-Cookie:x", "/a#b",
       "/x?next=//evil.example", "/ó", "/today;x"]  # fmt: skip


def as_browsers_read(target: str) -> str:
    """The host that a browser goes to, by the rules of the URL standard for special schemes: tabs and line ends fall
    out, other controls at the ends too, and a backslash is a slash."""
    plain = target.strip("".join(map(chr, range(33)))).translate({9: None, 10: None, 13: None}).replace("\\", "/")
    path = plain.partition("?")[0].partition("#")[0]
    if path.startswith("//"):
        return path
    return urlsplit(urljoin(f"{OURS}/sign-in", plain)).netloc


@pytest.mark.parametrize("text", HOSTILE)
def test_sr_031_a_hostile_spelling_leads_home(text: str) -> None:
    assert own_path(text) == HOME


@pytest.mark.parametrize("text", OWN)
def test_a_path_of_ours_is_followed(text: str) -> None:
    assert own_path(text) == text
    assert as_browsers_read(text) == "alongside.example"


@given(
    st.text(st.one_of(st.sampled_from("/\\:@.%?#\t\r\n \x00evil.example[]09afht\u2028"), st.characters()), max_size=40)
)
@settings(max_examples=3000, deadline=None)
@example("/\\evil.example")
@example("/\t/evil.example")
def test_sr_031_whatever_is_followed_stays_on_our_host(text: str) -> None:
    goal = own_path(text)

    assert as_browsers_read(goal) == "alongside.example"
    assert goal.isprintable() or not goal.isascii()
    assert not set(goal) & set("\r\n\t\\ \0")
    assert quote(inside(goal), safe="/%") == inside(goal)


def test_sr_031_signing_in_ends_on_our_host(app: Flask, cast: Cast) -> None:
    stranger, nia = Browser(app), Browser(app).sign_in(cast["Nia"])
    for text in HOSTILE:
        asked = stranger.get(f"/sign-in?next={quote(text)}")
        assert asked.all("input", name="next")[0].get("value") == HOME
        for path in ("/sign-in", "/account/prove"):
            page = nia.get(f"{path}?next={quote(text)}")
            carried = page.headers.get("Location") or page.all("input", name="next")[0].get("value")
            assert carried == HOME, text


@pytest.mark.parametrize("text", HOSTILE[::9])
def test_sr_031_what_a_form_carries_ends_on_our_host_too(app: Flask, cast: Cast, text: str) -> None:
    browser = Browser(app)
    ref, sent = ask(browser)
    opened = browser.post("/sign-in/code", {"ref": ref, "code": sent.values["code"], "next": text})
    assert (opened.status, opened.headers["Location"]) == (303, HOME)

    asked = browser.post("/account/prove/send", {"next": text})
    assert asked.all("input", name="next")[0].get("value") == HOME


def test_who_must_sign_in_first_comes_back_to_the_same_page(app: Flask, cast: Cast) -> None:
    browser = Browser(app)
    asked = browser.get("/organisations/calder?said=saved")

    assert asked.headers["Location"] == "/sign-in?next=/organisations/calder%3Fsaid%3Dsaved"
