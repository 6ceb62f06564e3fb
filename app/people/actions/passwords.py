"""Passwords and sign-in words: kept as Argon2id (RFC 9106), compared at the same cost whether or not there is somebody.

A hash takes 19 MiB and some 30 ms of a core, so few are made at once, and few wait: a server's other threads belong to
those who look for a meeting.
"""

import secrets
import threading
from base64 import b64encode
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.kernel.errors import Refused
from app.kernel.speech import _
from app.people.models import Person
from app.people.rules.passwords import MOST_TYPED, check_password, check_word, tidy, tidy_word

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
AT_ONCE = 2
WAITING = 1
LONGEST_WAIT = 0.5
"""In seconds."""


class TooBusy(Refused):
    """Too many passwords are being looked at; nothing was tried."""


class Desk:
    """Where hashes are made: so many at once in this process, so many wait so long, all others are sent away."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self._seats = threading.BoundedSemaphore(at_once)
        self._queue = threading.BoundedSemaphore(at_once + waiting)
        self._seconds = seconds

    @contextmanager
    def seat(self) -> Iterator[None]:
        """Hold a seat meanwhile. Raises `TooBusy`."""
        if not self._queue.acquire(blocking=False):
            raise _too_busy()
        try:
            if not self._seats.acquire(timeout=self._seconds):
                raise _too_busy()
            try:
                yield
            finally:
                self._seats.release()
        finally:
            self._queue.release()


DESK = Desk(AT_ONCE, WAITING, LONGEST_WAIT)


def nobodys(hasher: PasswordHasher) -> str:
    """A hash of no password, with the costs of a real one: what is compared where there is nobody."""
    salt, tag = (
        b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v=19$m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}${salt}${tag}"


NOBODYS = nobodys(HASHER)


def set_password(session: Session, person: Person, typed: str, context: Collection[str] = ()) -> None:
    """Give somebody a password. `context`: the site's name and those of their organisations; their own name and address
    are looked at besides. Raises `WeakPassword` or `TooBusy`."""
    check_password(typed, [*context, person.name, person.email])
    person.password_hash = _hashed(tidy(typed))
    session.flush()


def set_word(session: Session, person: Person, typed: str, context: Collection[str] = ()) -> None:
    """Give somebody a sign-in word, or take it away with "". Raises as `set_password`."""
    if typed:
        check_word(typed, [*context, person.name, person.email])
    person.word_hash = _hashed(tidy_word(typed)) if typed else ""
    session.flush()


def is_password(person: Person | None, typed: str) -> bool:
    """Is this the person's password? Costs one hash whoever it is, and needs no session: commit before, so that nobody
    waits for the database meanwhile. Raises `TooBusy`."""
    return _is_right(person.password_hash if person else "", tidy(typed))


def is_word(person: Person | None, typed: str) -> bool:
    """Is this the person's sign-in word? As `is_password`."""
    return _is_right(person.word_hash if person else "", tidy_word(typed))


def renew_hash(session: Session, person: Person, typed: str) -> None:
    """After the right password: hash it anew if it was kept at other costs than today's. A password that was changed
    meanwhile stays. Raises `TooBusy`."""
    kept = person.password_hash
    if not HASHER.check_needs_rehash(kept):
        return
    mine = update(Person).where(Person.id == person.id, Person.password_hash == kept)
    session.execute(mine.values(password_hash=_hashed(tidy(typed))).execution_options(synchronize_session=False))
    session.refresh(person, ["password_hash"])


def _hashed(text: str) -> str:
    with DESK.seat():
        return HASHER.hash(_octets(text))


def _is_right(kept: str, text: str) -> bool:
    with DESK.seat():
        try:
            is_same = HASHER.verify(kept or NOBODYS, _octets(text))
        except (VerificationError, InvalidHashError):
            return False
    return is_same and len(text) <= MOST_TYPED


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _too_busy() -> TooBusy:
    return TooBusy(_("Many people are signing in just now. Try again in a moment."))
