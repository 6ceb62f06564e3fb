"""Whether the site may be sent visitors."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.post.actions import put
from app.post.rules import Message
from tests.browser import Browser


def letter(session: Session, minutes_ago: int) -> None:
    made = running() - timedelta(minutes=minutes_ago)
    values = {"code": "123456", "link": "https://example.org/x", "minutes": "10"}
    put(session, Message("sign_in_code:a", "sign_in_code", "email", "nia@example.org", values, made), made)
    session.commit()


def test_a_message_that_nobody_sends_makes_the_site_unready(browser: Browser, session: Session) -> None:
    letter(session, minutes_ago=16)

    answer = browser.get("/readyz")

    assert answer.status == 503
    assert "A message has waited" in answer.source
    assert "nia" not in answer.source


def test_a_message_that_was_just_put_does_not(browser: Browser, session: Session) -> None:
    letter(session, minutes_ago=1)

    assert browser.get("/readyz").status == 200
