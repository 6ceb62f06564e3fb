"""Codes from an app (RFC 6238): beginning, confirming and spending them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.people.models import Person


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a page shows to set up an app; `picture` may stand in a template as it is. `token` goes into a hidden field."""

    secret: str
    uri: str
    picture: object
    token: str


def begin_totp(person: Person, issuer: str, present: datetime) -> Enrolment:
    """A new secret to put into an app; nothing is kept until a first code confirms it."""
    raise NotImplementedError


def finish_totp(session: Session, person: Person, token: str, code: str, present: datetime) -> None:
    """Keep the secret of an enrolment, as its first code is right. Raises `NotRight`."""
    raise NotImplementedError


def spend_totp(session: Session, person: Person, code: str, present: datetime) -> bool:
    """Is this a code of the person's app that was not used before? It is used now."""
    raise NotImplementedError
