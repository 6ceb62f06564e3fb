"""Nobody waits for the post: requests put messages, a thread sends them (SR-028)."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from click.testing import Result
from flask import Flask, Response
from sqlalchemy.orm import Session

from app import db
from app.kernel.clock import running
from app.post import jobs
from app.post.actions import put
from app.post.jobs import SENDER, Sender
from app.web.access import does
from app.web.commits import commits
from tests.browser import Browser
from tests.conftest import MakeApp
from tests.post.conftest import HERE, MailServer
from tests.post.letters import letter, message

LONGEST_REQUEST = 0.5
PATIENCE = 10.0


@contextmanager
def sender_of(app: Flask) -> Iterator[Sender]:
    sender: Sender = app.extensions[SENDER]
    sender.start()
    yield sender
    sender.stop()


@does("page.read")
@commits
def ask() -> Response:
    put(db.session(), message(ends_at=running().replace(year=running().year + 1)), running())
    return Response(status=204)


@pytest.fixture
def site(make_app: MakeApp, mail_server: MailServer) -> Flask:
    """A site that sends to the mail server of the test, and has a page that puts a message."""
    made = make_app(smtp_url=mail_server.url, base_url="https://site.example")
    made.post("/ask-for-a-code")(ask)
    return made


def wait_for(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.02)


def test_a_message_leaves_as_soon_as_its_cause_is_committed(
    site: Flask, mail_server: MailServer, session: Session
) -> None:
    with sender_of(site):
        time.sleep(0.2)
        began = time.monotonic()
        Browser(site).post("/ask-for-a-code")
        wait_for(lambda: mail_server.mails)
        wait_for(lambda: letter(session).sent_at)

    assert time.monotonic() - began < jobs.EVERY / 3


def test_what_waited_before_the_start_leaves_without_a_bell(
    site: Flask, mail_server: MailServer, session: Session
) -> None:
    Browser(site).post("/ask-for-a-code")

    with sender_of(site):
        wait_for(lambda: mail_server.mails)


def test_a_request_does_not_wait_for_a_mail_server_that_hangs(make_app: MakeApp, session: Session) -> None:
    with socket.create_server((HERE, 0)) as silent:
        site = make_app(smtp_url=f"smtp://{HERE}:{silent.getsockname()[1]}?tls=none")
        site.post("/ask-for-a-code")(ask)
        with sender_of(site):
            for _ in range(3):
                began = time.monotonic()
                assert Browser(site).post("/ask-for-a-code").status == 204
                assert time.monotonic() - began < LONGEST_REQUEST
            wait_for(lambda: letter(session).claimed_until)
            silent.close()
            wait_for(lambda: letter(session).trouble)

    assert letter(session).trouble == "unreachable"
    assert letter(session).to


def test_a_database_that_is_away_does_not_end_the_sender(
    site: Flask, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[bool] = []

    def falls_over_once(*arguments: object) -> int:
        rounds.append(True)
        if len(rounds) == 1:
            raise OSError("away")
        return 0

    monkeypatch.setattr(jobs, "send_due", falls_over_once)
    monkeypatch.setattr(jobs, "EVERY", 0.01)
    with sender_of(site) as sender:
        wait_for(lambda: len(rounds) > 2)
        assert sender.thread.is_alive()

    assert not sender.thread.is_alive()


def test_the_job_sends(app: Flask, command: Callable[..., Result], session: Session, browser: Browser) -> None:
    app.post("/ask-for-a-code")(ask)
    browser.post("/ask-for-a-code")

    assert command("job", "post").output == "post: 1 done.\n"
    assert letter(session).sent_at
    assert command("job", "post").output == "post: 0 done.\n"


def test_nothing_is_sent_before_somebody_serves(app: Flask, browser: Browser, session: Session) -> None:
    app.post("/ask-for-a-code")(ask)
    browser.post("/ask-for-a-code")

    assert not app.extensions[SENDER].thread.is_alive()
    assert letter(session).sent_at is None
