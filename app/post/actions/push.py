"""Push messages by web push (RFC 8030), locked for one phone (RFC 8291) and signed as ours (RFC 8292)."""

import base64

import requests
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02, VapidException
from pywebpush import WebPushException, webpush

from app.post.rules.letter import NotSent, Outgoing, Trouble
from app.post.rules.push import WORDS, NoPushService, read_phone

PATIENCE = 10.0
"""Seconds that the push service may take."""
KEPT = 24 * 60 * 60
"""Seconds that the push service keeps a message for a phone that is off; later it is no news."""
GONE = frozenset({404, 410})
NOT_NOW = frozenset({408, 429, 500, 502, 503, 504})


class CannotPush(ValueError):
    """The key for push messages cannot be read."""


class Push:
    """The road to phones that asked for push messages. `key` is ours, in base64url; `subject` says who we are: our own
    https address, or a mailto."""

    def __init__(self, key: str, subject: str) -> None:
        try:
            self._key = Vapid02.from_string(key)
        except (VapidException, ValueError, TypeError):
            raise CannotPush("It is no private key: make one with flask --app app keys push.") from None
        self._subject = subject

    @property
    def public_key(self) -> str:
        """What a browser needs to subscribe: the point of our key, in base64url."""
        point = self._key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return base64.urlsafe_b64encode(point).decode().rstrip("=")

    def carry(self, letter: Outgoing) -> None:
        """Tell one phone that there is something to read. Raises `NotSent`."""
        try:
            phone = read_phone(letter.to)
        except NoPushService as error:
            raise NotSent(Trouble.REFUSED, str(error)) from None
        keys = {"endpoint": phone.endpoint, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}}
        headers: dict[str, str | int | float] = {"Topic": letter.id[:32], "Urgency": "normal"}
        try:
            webpush(
                keys, WORDS, vapid_private_key=self._key, vapid_claims={"sub": self._subject},
                ttl=KEPT, timeout=PATIENCE, headers=headers,
            )  # fmt: skip
        except WebPushException as error:
            raise _answered(error.response.status_code if error.response is not None else 0) from None
        except requests.RequestException as error:
            raise NotSent(Trouble.UNREACHABLE, type(error).__name__) from None
        except ValueError as error:
            raise NotSent(Trouble.REFUSED, f"the phone's keys cannot be used ({type(error).__name__})") from None


def new_key() -> str:
    """A new private key for push messages, in base64url."""
    made = Vapid02()
    made.generate_keys()
    number = made.private_key.private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


def _answered(status: int) -> NotSent:
    if status in GONE:
        return NotSent(Trouble.GONE, f"the push service answered {status}")
    return NotSent(Trouble.LATER if status in NOT_NOW else Trouble.REFUSED, f"the push service answered {status}")
