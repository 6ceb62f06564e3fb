"""E-mail by SMTP: a connection for each message, so that a mail server that hangs holds up one of them only."""

import ssl
from contextlib import suppress
from email.message import EmailMessage
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from app.post.build import mail
from app.post.rules.letter import NotSent, Outgoing, Trouble
from app.post.rules.road import Road, Tls

PATIENCE = 10.0
"""Seconds that the server may take over one answer."""

REFUSED_FOR_GOOD = 500


class Smtp:
    """The road to one mail server."""

    def __init__(self, road: Road) -> None:
        self.road = road

    def carry(self, letter: Outgoing) -> None:
        """Hand the message to the mail server. Raises `NotSent`."""
        made = mail(letter, self.road.sender)
        connection = self._connect()
        try:
            self._hand_over(connection, made, letter.to)
        finally:
            with suppress(OSError):
                connection.quit()
            connection.close()

    def _connect(self) -> SMTP:
        """A connection that is encrypted and signed in as the road says. Our own host name is not told to anybody."""
        road, name = self.road, self.road.sender.rpartition("@")[2]
        try:
            if road.tls is Tls.WHOLE:
                context = ssl.create_default_context()
                connection: SMTP = SMTP_SSL(road.host, road.port, name, timeout=PATIENCE, context=context)
            else:
                connection = SMTP(road.host, road.port, name, timeout=PATIENCE)
        except OSError as error:
            raise _not_sent(Trouble.UNREACHABLE, error) from None
        try:
            if road.tls is Tls.START:
                connection.starttls(context=ssl.create_default_context())
            if road.user:
                connection.login(road.user, road.password)
        except OSError as error:
            connection.close()
            raise _not_sent(Trouble.UNREACHABLE, error) from None
        return connection

    def _hand_over(self, connection: SMTP, made: EmailMessage, to: str) -> None:
        try:
            connection.send_message(made, self.road.sender, to)
        except SMTPRecipientsRefused as error:
            code, _words = error.recipients[to]
            raise NotSent(_trouble(code), f"the recipient was refused with {code}") from None
        except SMTPSenderRefused as error:
            raise _not_sent(Trouble.LATER, error) from None
        except SMTPResponseException as error:
            raise _not_sent(_trouble(error.smtp_code), error) from None
        except SMTPNotSupportedError as error:
            raise _not_sent(Trouble.REFUSED, error) from None
        except OSError as error:
            raise _not_sent(Trouble.UNKNOWN, error) from None


def _trouble(code: int) -> Trouble:
    return Trouble.REFUSED if code >= REFUSED_FOR_GOOD else Trouble.LATER


def _not_sent(trouble: Trouble, error: OSError) -> NotSent:
    """By the kind of error and the server's number alone: what a server says may repeat the recipient."""
    code = error.smtp_code if isinstance(error, SMTPResponseException) else ""
    return NotSent(trouble, f"{type(error).__name__} {code}".strip())
