"""Messages for the tests of the post: valid ones, to which each test changes what it is about; and how to send them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.post.actions import put
from app.post.actions.dev_box import DevBox, Kept
from app.post.actions.ways import Way
from app.post.jobs import send_due, ways
from app.post.models import Letter
from app.post.rules import Message
from app.post.rules.letter import Outgoing
from app.post.rules.wording import FOUND_LATE, KINDS
from app.web.request import SETTINGS

PRESENT = datetime(2026, 12, 21, 18, tzinfo=UTC)
LATER = PRESENT + timedelta(minutes=10)
ADDRESS = "nia@mail.example"
NUMBER = "+447700900123"
LINK = "https://site.example/sign-in/k3w9x7q2m4n8p6r5s1t0v2w4x6y8z0a1b3c5d7e9f1g"
VALUES: dict[str, str | int] = {"code": "402913", "link": LINK, "minutes": 10, "days": 7,
                                     "name": "Monday at the Mill",
                                     "when": "Monday 21 December, 7:30pm", "where": "Hall 1, Halifax",
                                     "said": "Not on: Monday 21 December, 7:30pm", "reader": "a" * 32,
                                     "ring": "Lena 07700 900111",
                                     "since": "2026-12-17T09:00:00+00:00", "list": "Nothing."}  # fmt: skip


def values_of(kind: str) -> dict[str, str | int]:
    """The values that the words of a kind need."""
    return {name: VALUES[name] for name in KINDS[kind]}


def words_of(kind: str) -> dict[str, str | int]:
    """The values that are in its words."""
    return {name: VALUES[name] for name in FOUND_LATE.get(kind, KINDS[kind])}


def message(**changes: Any) -> Message:
    """A code by e-mail to Nia, changed by name."""
    code = Message("sign_in_code:1", "sign_in_code", "email", ADDRESS, values_of("sign_in_code"), LATER)
    return replace(code, **changes)


def outgoing(**changes: Any) -> Outgoing:
    """The same on its first try, changed by name."""
    until = PRESENT + timedelta(minutes=2)
    code = Outgoing("a" * 32, "sign_in_code", "email", ADDRESS, values_of("sign_in_code"), PRESENT, 1, until)
    return replace(code, **changes)


def putting(session: Session, *messages: Message) -> None:
    """Put messages, and commit."""
    for each in messages:
        put(session, each, PRESENT)
    session.commit()


def sending(app: Flask, roads: Mapping[str, Way], at: datetime = PRESENT) -> int:
    """Send what is due at a moment; answers how many left."""
    with app.app_context():
        return send_due(db.session(), roads, lambda: at)


def posted(app: Flask) -> list[Kept]:
    """Send what is due now, and read the messages as their recipients would, newest first."""
    settings = app.extensions[SETTINGS]
    with app.app_context():
        send_due(db.session(), ways(settings))
    return DevBox(settings.instance).kept()


def letter(session: Session) -> Letter:
    """The only one in the box, as the database has it."""
    session.rollback()
    session.expire_all()
    return session.scalars(select(Letter)).one()


class Sink:
    """A road whose end is remembered; what `trouble` holds is raised, one after the other, after the message was taken
    or, where `takes` is off, before."""

    def __init__(self, *troubles: BaseException | None, takes: bool = True) -> None:
        self.troubles = list(troubles)
        self.takes = takes
        self.taken: list[Outgoing] = []

    def carry(self, letter: Outgoing) -> None:
        trouble = self.troubles.pop(0) if self.troubles else None
        if self.takes or trouble is None:
            self.taken.append(letter)
        if trouble:
            raise trouble
