"""Codes from an app: beginning, confirming, spending and giving them up."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.kernel.errors import Refused
from app.kernel.speech import _
from app.people.models import Person
from app.people.rules.totp import Picture, address, new_secret, picture, spaced, step_shown
from app.seal import CannotOpen, ring

SETTING_UP = timedelta(minutes=15)
LONGEST_TOKEN = 400


class NotRight(Refused):
    """The code, or the page it came from, does not fit; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a page shows to set up an app. `secret` is in groups, to be typed; `picture` may stand in a template as it
    is; `token` goes into a hidden field and comes back with the first code."""

    secret: str
    uri: str
    picture: Picture
    token: str


def begin_totp(person: Person, issuer: str, name: str, present: datetime) -> Enrolment:
    """A new secret for an app. Nothing is kept until the first code shows that the app has it; an app that is in use
    stays in use until then. `issuer` and `name` are what the app's list shows: let both be neutral."""
    return _enrolment(person, new_secret(), issuer, name, present)


def resume_totp(person: Person, token: str, issuer: str, name: str, present: datetime) -> Enrolment:
    """The same secret once more, for a page that comes back with an error. Raises `NotRight` when it is too old."""
    return _enrolment(person, _secret(person, token, present), issuer, name, present)


def finish_totp(session: Session, person: Person, token: str, code: str, present: datetime) -> None:
    """Keep the secret, now that the app's code is right; that code is used. Raises `NotRight`."""
    secret = _secret(person, token, present)
    step = step_shown(secret, code, present)
    if step is None:
        raise NotRight(_("That code does not fit. Type the six digits that the app shows now, and see that your phone "
                         "sets its clock by itself."))  # fmt: skip
    person.totp, person.totp_step = secret, step
    session.flush()


def spend_totp(session: Session, person: Person | None, typed: str, present: datetime) -> bool:
    """Is this a code of the person's app, of now and not used before? If so it is used from here on; of two that come
    at once with the same code, one is right."""
    step = step_shown(person.totp, typed, present) if person and person.totp_sealed else None
    if person is None or step is None:
        return False
    claim = update(Person).where(
        Person.id == person.id, Person.totp_step < step, Person.totp_sealed == person.totp_sealed
    )
    claimed = session.scalars(
        claim.values(totp_step=step).returning(Person.id).execution_options(synchronize_session=False)
    ).all()
    session.refresh(person, ["totp_step"])
    return bool(claimed)


def _enrolment(person: Person, secret: str, issuer: str, name: str, present: datetime) -> Enrolment:
    uri = address(secret, issuer, name)
    text = f"{int(present.timestamp())} {secret}"
    token = urlsafe_b64encode(ring().seal(text, _place(person))).decode()
    return Enrolment(spaced(secret), uri, picture(uri), token)


def _secret(person: Person, token: str, present: datetime) -> str:
    try:
        begun, secret = ring().open(urlsafe_b64decode(token[:LONGEST_TOKEN].encode()), _place(person)).split(" ")
    except (CannotOpen, ValueError) as error:
        raise _begin_again() from error
    if int(begun) < (present - SETTING_UP).timestamp():
        raise _begin_again()
    return secret


def _begin_again() -> NotRight:
    return NotRight(_("This page is too old. Begin once more with a new picture."))


def _place(person: Person) -> str:
    """A sealed token opens for this person's enrolment only."""
    return f"person|totp enrolment|{person.id}"
