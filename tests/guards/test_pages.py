"""Templates carry no code of their own: the policy forbids it, and browsers would drop it silently."""

import re
from pathlib import Path

import pytest

from config import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: link": re.compile(r"javascript:", re.IGNORECASE),
    "something fetched from elsewhere": re.compile(
        r"<(?:script|img|iframe|link)\b[^>]*(?:src|href)=\"(?:https?:)?//", re.I
    ),
}


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: str(page.relative_to(ROOT / "templates")))
def test_a_template_has_nothing_inline_and_nothing_from_elsewhere(page: Path) -> None:
    source = page.read_text()

    assert [fault for fault, pattern in FORBIDDEN.items() if pattern.search(source)] == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<script>alert()</script>", "an inline script"),
        ("<style>p{}</style>", "an inline style sheet"),
        ('<p class="x" style="color:red">', "a style attribute"),
        ('<button onclick="go()">', "an event handler"),
        ('<a href="javascript:go()">', "a javascript: link"),
        ('<img src="https://elsewhere.example/x.png">', "something fetched from elsewhere"),
        ('<link rel="stylesheet" href="//elsewhere.example/x.css">', "something fetched from elsewhere"),
    ],
)
def test_the_guard_sees_each_fault(source: str, fault: str) -> None:
    assert FORBIDDEN[fault].search(source)
