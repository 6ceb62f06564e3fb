"""E-mail through a real server: what arrives, and what each of its answers leads to (SR-012, SR-022, SR-027)."""

import logging
import re
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.post.actions.smtp import Smtp
from app.post.rules.letter import NotSent, Trouble
from app.post.rules.road import read_road
from tests.post.conftest import MailServer, free_port
from tests.post.letters import ADDRESS, LINK, PRESENT, letter, message, outgoing, putting, sending, values_of

HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
           "Content-Transfer-Encoding"}  # fmt: skip


def only(server: MailServer) -> EmailMessage:
    ((recipients, mail),) = server.mails
    assert recipients == [ADDRESS]
    return mail


def test_an_e_mail_arrives_with_neutral_headers_and_whole_links(mail_server: MailServer) -> None:
    mail_server.road.carry(outgoing(values=values_of("sign_in_code") | {"link": LINK + "x" * 200}))

    mail = only(mail_server)
    assert {name for name in mail if not name.startswith("X-")} == HEADERS
    assert (str(mail["From"]), mail["To"], mail["Subject"]) == (
        "Messages <no-reply@site.example>",
        ADDRESS,
        "Your code",
    )
    assert mail["Message-ID"] == f"<{'a' * 32}@site.example>"
    assert mail["Date"].datetime == PRESENT
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert "Your code is 402913" in mail.get_content()
    assert re.findall(r"https?://\S+", mail.get_content()) == [LINK + "x" * 200]


def test_every_message_has_one_transaction_with_one_recipient_also_when_many_are_due(
    app: Flask, session: Session, mail_server: MailServer
) -> None:
    messages = [message(key=f"code:{number}", to=f"p{number}@mail.example") for number in range(60)]
    putting(session, *messages)

    assert sending(app, {"email": mail_server.road}) == 60
    assert sorted(to for to, _ in mail_server.mails) == sorted([each.to] for each in messages)
    for _, mail in mail_server.mails:
        assert not {"cc", "bcc"} & {name.lower() for name in mail}


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "nia@mail.example\r\nBcc: oz@mail.example"},
        {"to": "nia@mail.example\nBcc: oz@mail.example"},
        {"to": "nia@mail.example>\r\nRCPT TO:<oz@mail.example"},
        {"to": "nia@mail.example, oz@mail.example"},
    ],
)
def test_an_address_that_got_into_the_box_by_another_way_adds_no_header_and_no_recipient(
    mail_server: MailServer, changes: dict[str, str]
) -> None:
    with pytest.raises(ValueError):
        mail_server.road.carry(outgoing(**changes))

    assert mail_server.mails == []


@pytest.mark.parametrize(
    ("at_recipient", "at_message", "trouble"),
    [
        ("550 no such mailbox", "250 OK", Trouble.REFUSED),
        ("451 come back later", "250 OK", Trouble.LATER),
        ("250 OK", "554 not that", Trouble.REFUSED),
        ("250 OK", "452 no room", Trouble.LATER),
        ("421 closing", "250 OK", Trouble.LATER),
    ],
)
def test_the_servers_answer_decides(
    mail_server: MailServer, at_recipient: str, at_message: str, trouble: Trouble
) -> None:
    mail_server.at_recipient, mail_server.at_message = at_recipient, at_message

    with pytest.raises(NotSent) as refusal:
        mail_server.road.carry(outgoing())

    assert refusal.value.trouble is trouble
    assert ADDRESS not in str(refusal.value)


def test_an_answer_that_never_comes_leaves_it_open_and_the_repeat_has_the_same_name(
    app: Flask, session: Session, mail_server: MailServer
) -> None:
    putting(session, message())
    mail_server.hangs_up = True

    assert sending(app, {"email": mail_server.road}) == 0
    assert letter(session).trouble == "unknown"
    mail_server.hangs_up = False
    assert sending(app, {"email": mail_server.road}, PRESENT + timedelta(seconds=11)) == 1
    first, second = (mail for _, mail in mail_server.mails)
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


def test_a_server_that_is_away_and_comes_back_gets_the_message_once_within_five_minutes(
    app: Flask, session: Session, mail_server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    """SR-028, its second half."""
    putting(session, message())
    away = Smtp(replace(mail_server.road.road, port=free_port()))

    with caplog.at_level(logging.DEBUG):
        tries = [sending(app, {"email": away}, PRESENT + timedelta(seconds=15 * step)) for step in range(12)]
    assert set(tries) == {0}
    assert "ConnectionRefusedError" in caplog.text
    assert ADDRESS not in caplog.text

    back = PRESENT + timedelta(minutes=3)
    sent = [sending(app, {"email": mail_server.road}, back + timedelta(seconds=15 * step)) for step in range(17)]
    assert sum(sent) == 1
    assert only(mail_server)["Subject"] == "Your code"


def test_a_server_that_offers_no_encryption_gets_nothing(mail_server: MailServer) -> None:
    road = Smtp(read_road(f"smtp://localhost:{mail_server.port}", "https://site.example"))

    with pytest.raises(NotSent) as refusal:
        road.carry(outgoing())

    assert refusal.value.trouble is Trouble.UNREACHABLE
    assert mail_server.mails == []
