"""Posts come from our own pages, not too many an hour, and leave no name behind."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.web.access import does
from app.web.commits import commits
from app.web.limits import limit
from app.web.models import Attempt
from tests.browser import Browser

HERE = "203.0.113.9"


@pytest.fixture
def knocking(app: Flask) -> Browser:
    @app.post("/knock")
    @does("report.make")
    @commits
    def knock() -> str:
        limit(db.session(), "knock", 2)
        return f"come in, {request.form.get('name', 'stranger')}"

    return Browser(app)


def knock(browser: Browser, sender: str = HERE, **headers: str) -> int:
    answer = browser.client.post("/knock", headers=headers, environ_base={"REMOTE_ADDR": sender})
    return answer.status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
        ({"Origin": "https://elsewhere.example"}, 400),
        ({"Origin": "http://localhost.elsewhere.example"}, 400),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 400),
    ],
)
def test_a_post_from_another_site_is_refused(knocking: Browser, headers: dict[str, str], status: int) -> None:
    answer = knocking.client.post("/knock", headers=headers)

    assert answer.status_code == status


def test_the_third_knock_of_an_hour_is_too_many(knocking: Browser) -> None:
    assert [knock(knocking) for _ in range(4)] == [200, 200, 429, 429]


def test_one_sender_does_not_use_up_the_turns_of_another(knocking: Browser) -> None:
    for _ in range(3):
        knock(knocking)

    assert knock(knocking, sender="203.0.113.10") == 200


def test_holding_peoples_time_does_not_hold_the_limit(knocking: Browser, at: Callable[[str], datetime]) -> None:
    answers = []
    for day in ("2026-12-21", "2026-12-22", "2026-12-23"):
        at(f"{day}T12:00")
        answers.append(knock(knocking))

    assert answers == [200, 200, 429]


def test_no_address_is_kept(knocking: Browser, session: Session) -> None:
    knock(knocking)

    (kept,) = session.scalars(select(Attempt))
    assert HERE not in kept.key
    assert len(kept.key) == 64


def test_old_counts_are_forgotten_within_two_hours(knocking: Browser, session: Session) -> None:
    session.add(Attempt(key="old", ends_at=1, times=9))
    session.commit()

    knock(knocking)

    session.expire_all()
    assert session.get(Attempt, ("old", 1)) is None


def test_too_much_is_not_read(knocking: Browser) -> None:
    assert knocking.client.post("/knock", data={"name": "x" * 70_000}).status_code == 413
