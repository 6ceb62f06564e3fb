"""No message announces what is not there: each link in the example world's messages leads to a page that has it."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.people.models import Person
from app.post.models import Letter
from app.web.visits import COOKIE
from tests.demo.test_alive import copied
from tools.pages import token_of

PRESENT = "{said}"
"""The page says the same words."""
HAS = {
    "check_up": ("/check-ups\"", 'name="reply"'),
    "offer_made": ('action="/offers/',),
    "The list says what.": ("Late: due",),
    "task_due": (PRESENT,),
    "How was it? Three taps, and only if you like.": ("/how\"",),
    "How are you getting on? We are here if you would like company again.": ("/getting\"",),
    "It is time to look back. Your page asks what you would like to go on to.": ("/ending\"",),
    "You have come a long way together. It is time for a thank you and an ending.": ("/say\"",),
    "Please say whether it suits you.": ("/agree\"",),
    "It is agreed:": ("Where to meet",),
    "walk_reminder": ("/still\"",),
    "supervision is due": (PRESENT,),
    "the check ends": (PRESENT,),
    "has stepped back": (PRESENT,),
    "They hope to hear from you.": ("/conversation\"",),
    "Your check ends": (PRESENT,),
    "A talk with your supervisor is due": (PRESENT,),
    "concern_new": ("/concerns/",),
    "Bo goes with you.": ("Bo",),
    "Ines, who works for": ("Ines, who works for",),
    "Your page says what you can do meanwhile.": ("/otherwise\"",),
    "We are still here, whenever you like.": ("/now\"",),
    "would like to come along": ("/learner/yes\"",),
    "Please watch who is out until they are home.": ("Telephone of",),
    "One press asks them for it.": ("/ask-number\"",),
    "walk_check": ("/out",),
}  # fmt: skip
"""What a kind of message, or its words, announce, and what stands for it on the page."""

NEUTRAL = re.compile(r"/mine/[a-z0-9]+")
"""It says nothing before a code opens it, and leads on to their page then."""


@pytest.fixture
def planned(calderdale: Flask, tmp_path: Path) -> Iterator[Flask]:
    """A copy of the example world whose messages of the first minute wait to leave."""
    yield from copied(calderdale, tmp_path, ("timers", "rounds", "walks", "check-ups", "plan"))


@pytest.mark.parametrize("calderdale", ["sqlite"], indirect=True)
def test_what_a_message_announces_is_on_the_page_that_it_leads_to_and_is_asked_once(planned: Flask) -> None:
    missing, asked = [], set()
    for name, kind, values, text in messages(planned):
        said = values.get("said", "")
        found = [needles for words, needles in HAS.items() if words == kind or words in said]
        lacks = [each for needles in found[:1] for each in needles if each.replace(PRESENT, said) not in text]
        missing += [(name, kind, said, lacks or "unknown here")] if lacks or not found else []
        assert kind != "walk_ask" or name not in asked, "one question at a time"
        asked |= {name} if kind == "walk_ask" else set()
    assert missing == []
    assert {"Wyn", "Hal"} <= asked


def messages(app: Flask) -> Iterator[tuple[str, str, dict[str, str], str]]:
    """To whom, of which kind, with which values, and the page as they see it; each message that leaves within a day
    once, whatever its roads."""
    with Session(app.extensions[db.KEY]) as session:
        people = {each.id: each.name for each in session.scalars(select(Person))}
        waiting = session.scalars(select(Letter).where(Letter.person_id.is_not(None)))
        soon = [each for each in waiting if each.values and each.due_at <= each.made_at + timedelta(days=1)]
        rows = dict.fromkeys((each.person_id, each.kind, each.values) for each in soon)
    for who, kind, values in rows:
        found = json.loads(values)
        if "link" in found:
            client = app.test_client()
            client.set_cookie(COOKIE, token_of(app, who))
            path = urlsplit(found["link"]).path
            answer = client.get(f"{path}/now" if NEUTRAL.fullmatch(path) else path)
            assert answer.status_code == 200, (people[who], kind, found)
            yield people[who], kind, found, unescape(answer.get_data(as_text=True))
