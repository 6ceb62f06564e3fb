"""Several senders at once: each message leaves once; and what is left in the file of a database tells nothing."""

import threading
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.post.models import Letter
from tests.post.conftest import MailServer
from tests.post.letters import ADDRESS, LINK, letter, message, putting, sending

MANY = 40
CANARIES = (ADDRESS, "402913", LINK)


def test_two_senders_at_once_send_each_message_once(app: Flask, session: Session, mail_server: MailServer) -> None:
    putting(session, *(message(key=f"code:{number}", to=f"p{number}@mail.example") for number in range(MANY)))
    sent: list[int] = []
    start = threading.Barrier(2)

    def send() -> None:
        start.wait()
        sent.append(sending(app, {"email": mail_server.road}))

    senders = [threading.Thread(target=send) for _ in range(2)]
    for each in senders:
        each.start()
    for each in senders:
        each.join()

    assert sum(sent) == MANY
    assert all(sent), "One of them did everything: this says nothing of two at once."
    assert set(Counter(mail["Message-ID"] for _, mail in mail_server.mails).values()) == {1}
    assert session.scalars(select(Letter.id).where(Letter.sent_at.is_(None))).all() == []


def test_a_row_holds_no_recipient_and_no_value_in_plain(app: Flask, session: Session) -> None:
    putting(session, message())

    row = session.execute(text("SELECT * FROM letter")).one()

    assert [canary for canary in CANARIES for value in row if canary.encode() in _bytes(value)] == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_file_of_the_database_holds_a_recipient_or_a_value_in_plain(
    app: Flask, session: Session, tmp_path: Path, mail_server: MailServer
) -> None:
    """Sealed bytes may stay in freed pages until they are written over: they open only with the key, at their place."""
    putting(session, message())
    found = _canaries_in(tmp_path)
    sending(app, {"email": mail_server.road})

    assert letter(session).sent_at
    assert found + _canaries_in(tmp_path) == []
    assert b"sign_in_code:1" in (tmp_path / "test.sqlite-wal").read_bytes()


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _canaries_in(folder: Path) -> list[tuple[str, str]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [(path.name, canary) for path in files for canary in CANARIES if canary.encode() in path.read_bytes()]
