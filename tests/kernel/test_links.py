"""A web address is kept only if whoever reads it sees where it leads."""

import time

import pytest

from app.kernel.links import tidy_web

REFUSED = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<b>x</b>", "vbscript:x", "//evil.example/x", "/x",
    "x", "ftp://example.org", "file:///etc/passwd", "https://", "https://example", "https:// example.org",
    "https:example.org", "https://example.org@evil.example", "https://name:word@example.org", "https://example.org\\@evil.example",
    "https://exam\tple.org", "https://example.org/a b", "https://example.org/\u202egpj.exe", "https://exa\u200bmple.org",
    "https://\u2066example.org\u2069", "https://example.org\x00.evil.example", "https://example.org\n.evil.example",
    "https://example.org／.evil.example", "https://127.0.0.1/", "https://2130706433/", "https://[::1]/", 'https://x.org/"',
    "https://x.org/<b>", "https://-a.org", "https://a..org", "https://example.org:port/", "https://a.org:123456",
    "https://" + "x" * 64 + ".org", "https://x.1e9",
)  # fmt: skip
KEPT = {
    "https://example.org": "https://example.org",
    " HTTP://Example.ORG/A?b=C#d ": "http://example.org/A?b=C#d",
    "https://example.org:8443/x": "https://example.org:8443/x",
    "https://аррӏе.com/": "https://xn--80ak6aa92e.com/",
    "https://ｅxample。org/": "",
    "https://faß.de": "https://xn--fa-hia.de",
    "https://bücher.example": "https://xn--bcher-kva.example",
    "https://example.org/ü": "https://example.org/ü",
}


@pytest.mark.parametrize("text", REFUSED)
def test_sr_061_what_is_no_plain_web_address_is_none(text: str) -> None:
    assert tidy_web(text) == ""


@pytest.mark.parametrize("text", KEPT)
def test_sr_061_a_host_of_letters_that_look_alike_is_told_as_it_is(text: str) -> None:
    assert tidy_web(text) == KEPT[text]
    assert tidy_web(tidy_web(text)) == KEPT[text]


@pytest.mark.parametrize("piece", ["https://", "a.", "ü", "/", "@", "-", "9"])
def test_sr_067_no_text_makes_the_reader_of_addresses_slow(piece: str) -> None:
    began = time.process_time()
    tidy_web("https://" + piece * 2000)

    assert time.process_time() - began < 0.1
