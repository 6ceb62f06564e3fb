"""Messages for the tests of the post: valid ones, to which each test changes what it is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.post.rules import Message

PRESENT = datetime(2026, 12, 21, 18, tzinfo=UTC)
LATER = PRESENT + timedelta(minutes=10)
ADDRESS = "nia@mail.example"
NUMBER = "+447700900123"
LINK = "https://site.example/sign-in/k3w9x7q2m4n8p6r5s1t0v2w4x6y8z0a1b3c5d7e9f1g"
VALUES = {"code": "402913", "link": LINK, "minutes": 10, "days": 7}

_CODE = Message(
    key="sign_in_code:1",
    kind="sign_in_code",
    channel="email",
    to=ADDRESS,
    values={name: VALUES[name] for name in ("code", "link", "minutes")},
    ends_at=LATER,
)


def message(**changes: Any) -> Message:
    """A code by e-mail to Nia, changed by name."""
    return replace(_CODE, **changes)
