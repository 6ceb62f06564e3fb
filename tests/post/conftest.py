"""A real mail server on this machine, which each test may make as difficult as it likes."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from app.post.actions.smtp import Smtp
from app.post.rules.road import read_road

HERE = "127.0.0.1"
TAKEN = "250 OK"


@dataclass
class MailServer:
    """Remembers every transaction: its recipients and its message. `at_recipient` and `at_message` are its answers;
    with `hangs_up` it takes the message and never says so."""

    at_recipient: str = TAKEN
    at_message: str = TAKEN
    hangs_up: bool = False
    port: int = 0
    mails: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://localhost:{self.port}?tls=none"

    @property
    def road(self) -> Smtp:
        return Smtp(read_road(self.url, "https://site.example"))

    async def recipient(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if self.at_recipient == TAKEN:
            envelope.rcpt_tos.append(address)
        return self.at_recipient

    async def message(self, server: Any, _session: Any, envelope: Any) -> str:
        if self.at_message == TAKEN:
            mail = message_from_bytes(envelope.content, policy=MAIL)
            assert isinstance(mail, EmailMessage)
            self.mails.append((list(envelope.rcpt_tos), mail))
        if self.hangs_up:
            server.transport.abort()
        return self.at_message


for verb, answer in (("RCPT", MailServer.recipient), ("DATA", MailServer.message)):
    setattr(MailServer, f"handle_{verb}", answer)


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HERE, 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer(port=free_port())
    controller = Controller(server, hostname="localhost", port=server.port)
    controller.start()
    yield server
    controller.stop()
