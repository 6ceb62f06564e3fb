"""Passkeys (WebAuthn Level 3): enrolling one, signing in with one, naming and removing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.people.models import Passkey, Person

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """This site as a browser knows it: the host ("localhost"), the origin ("http://localhost:8000"), a neutral name."""

    rp_id: str
    origin: str
    name: str


def begin_enrolling(session: Session, person: Person, site: Site, present: datetime) -> Json:
    """{"ceremony": id, "publicKey": options} for `navigator.credentials.create`."""
    raise NotImplementedError


def finish_enrolling(
    session: Session, person: Person, site: Site, answer: Mapping[str, Any], label: str, present: datetime
) -> Passkey:
    """Keep a passkey. `answer` is {"ceremony": id, "credential": …}. Raises `NotRight`."""
    raise NotImplementedError


def begin_signing_in(session: Session, site: Site, present: datetime, person: Person | None = None) -> Json:
    """{"ceremony": id, "publicKey": options} for `navigator.credentials.get`; with `person`, to prove it is them."""
    raise NotImplementedError


def finish_signing_in(
    session: Session, site: Site, answer: Mapping[str, Any], present: datetime, person: Person | None = None
) -> Passkey | None:
    """The passkey that signed, or None. Commit either way: the challenge is spent. `.person_id` says who."""
    raise NotImplementedError


def rename(session: Session, person: Person, passkey_id: str, label: str) -> None:
    """Call a passkey something else. Raises LookupError if it is not theirs."""
    raise NotImplementedError


def remove(session: Session, person: Person, passkey_id: str) -> None:
    """Take a passkey away. Raises LookupError, or `TooWeak` if the person's roles need it."""
    raise NotImplementedError
