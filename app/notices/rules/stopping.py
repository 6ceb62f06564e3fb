"""The link by which somebody stops messages without signing in.

A token is 24 characters of base 32: the first 40 bits of the person's random id, by which they are found, and 80 bits
of a keyed mark over person and kind, without which it is nobody's.
"""

import base64
import re
import secrets
from collections.abc import Iterable

from app.post.rules.wording import KINDS

SORT = "stop link"
TOKEN = re.compile(r"[a-z2-7]{24}")
PERSON_BYTES, MARK_BYTES = 5, 10


def marked_text(person_id: str, kind: str) -> str:
    """What the mark is made over."""
    return f"{person_id}:{kind}"


def token(person_id: str, mark: str) -> str:
    """The token of a person and the mark (in hexadecimal) of one kind."""
    raw = bytes.fromhex(person_id)[:PERSON_BYTES] + bytes.fromhex(mark)[:MARK_BYTES]
    return base64.b32encode(raw).decode().lower()


def start_of_person(given: str) -> str:
    """How the id of whoever a token is for begins; "" for what is no token."""
    if not TOKEN.fullmatch(given):
        return ""
    return base64.b32decode(given.upper())[:PERSON_BYTES].hex()


def kind_of(given: str, candidates: Iterable[tuple[str, str, str]]) -> tuple[str, str] | None:
    """The person and the kind whose token was given. Candidates are (person, kind, mark); every one is compared, in
    the same time."""
    found = None
    for person_id, kind, mark in candidates:
        if secrets.compare_digest(token(person_id, mark), given):
            found = (person_id, kind)
    return found


def kinds() -> list[str]:
    """Every kind that a link may stop."""
    return sorted(KINDS)
