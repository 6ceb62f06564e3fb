"""Passwords and sign-in words: kept as Argon2id, compared at the same cost whether or not there is somebody."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from app.kernel.errors import Refused
from app.people.models import Person


class TooBusy(Refused):
    """Too many passwords are being looked at; nothing was tried."""


def set_password(session: Session, person: Person, typed: str, context: Collection[str]) -> None:
    """Give somebody a password. Raises `WeakPassword` (rules) or `TooBusy`. `context`: site name, organisations…"""
    raise NotImplementedError


def set_word(session: Session, person: Person, typed: str, context: Collection[str]) -> None:
    """Give somebody a sign-in word; "" takes it away. Raises `WeakPassword` or `TooBusy`."""
    raise NotImplementedError


def is_password(person: Person | None, typed: str) -> bool:
    """Is this the person's password? Costs one hash whoever it is. Needs no session: commit before. `TooBusy`."""
    raise NotImplementedError


def is_word(person: Person | None, typed: str) -> bool:
    """Is this the person's sign-in word? As `is_password`."""
    raise NotImplementedError


def renew_hash(session: Session, person: Person, typed: str) -> None:
    """After a right password: hash it anew where it was kept with other parameters."""
    raise NotImplementedError
