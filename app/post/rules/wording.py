"""The words of each kind of message, discreet by default: whoever sees them over a shoulder learns nothing.

Words stand in `templates/messages/`: `<kind>.txt` for e-mail, whose first line is the subject, and `<kind>.text.txt`
for a text message. They are put together when the message leaves, so that no database holds them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "templates" / "messages"

SENDER = "Messages"
"""Who an e-mail comes from, in words: a locked screen shows it."""

KINDS: dict[str, frozenset[str]] = {
    "sign_in_code": frozenset({"code", "link", "minutes"}),
    "sign_in_new": frozenset({"link"}),
    "invitation": frozenset({"link", "days"}),
    "no_account": frozenset(),
    "contact_changed": frozenset({"link"}),
    "break_glass": frozenset({"link"}),
    "still_there": frozenset({"link", "days"}),
}
"""Every kind of message, and the values that its words need."""


def as_mail(kind: str, values: Mapping[str, str | int]) -> tuple[str, str]:
    """Subject and body of an e-mail. Raises KeyError for a missing value."""
    subject, _, body = _words(f"{kind}.txt").partition("\n")
    return subject.format(**values), body.strip().format(**values) + "\n"


def as_text(kind: str, values: Mapping[str, str | int]) -> str:
    """The words of a text message. Raises KeyError for a missing value."""
    return _words(f"{kind}.text.txt").strip().format(**values)


@cache
def _words(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
