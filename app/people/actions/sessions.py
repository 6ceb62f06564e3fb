"""Signing a person in, knowing them again, and signing them out, everywhere at once if need be."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from app.kernel.access import Visit
from app.people.models import Holding, Person, SignedIn
from app.people.models.entry import Level
from app.people.queries.people import actor
from app.people.rules.sessions import OWN_PHONE, SEEN_EVERY, is_over, limits

TOKEN_BYTES = 32


def begin(
    session: Session, person: Person, present: datetime, *, label: str, level: Level = Level.FULL,
    own_phone: bool = False, proved_at: datetime | None = None,
) -> tuple[SignedIn, str]:  # fmt: skip
    """Sign somebody in; the row, and the token for the cookie, which is kept nowhere else. `proved_at` where they last
    showed earlier that it is them."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    roles = actor(person).roles
    made = SignedIn(
        token_hash=hashed(token),
        person_id=person.id,
        level=level,
        own_phone=own_phone,
        label=label,
        made_at=present,
        seen_at=present,
        proved_at=proved_at or present,
        ends_at=present + limits(roles, own_phone=own_phone).absolute,
    )
    person.last_in_on = present.date()
    session.add(made)
    session.flush()
    return made, token


def recognise(session: Session, token: str, present: datetime) -> Visit | None:
    """Whose cookie this is, if the session lives and the person may still come in. Suspended, ended and expired ones
    are refused from the very next request."""
    found = session.scalars(
        select(SignedIn)
        .where(SignedIn.token_hash == hashed(token), SignedIn.ended_at.is_(None))
        .options(joinedload(SignedIn.person).selectinload(Person.holdings).selectinload(Holding.appointments))
    ).first()
    if found is None or not found.person.live_holdings:
        return None
    who = actor(found.person)
    if is_over(found.seen_at, found.ends_at, present, limits(who.roles, own_phone=found.own_phone).idle):
        return None
    return Visit(found.id, who, found.proved_at, found.level is Level.ENROLLING)


def is_stale(session: Session, visit: Visit, present: datetime) -> bool:
    """Is it time to note that the person was here?"""
    seen = session.scalars(select(SignedIn.seen_at).where(SignedIn.id == visit.session_id)).one()
    return present - seen >= SEEN_EVERY


def touch(session: Session, visit: Visit, present: datetime) -> None:
    """Note that the person was here."""
    session.execute(update(SignedIn).where(SignedIn.id == visit.session_id).values(seen_at=present))


def proved(session: Session, visit: Visit, present: datetime, level: Level | None = None) -> str:
    """The person showed once more that it is them: the session goes on under a new token, which is returned."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = session.get_one(SignedIn, visit.session_id)
    row.token_hash, row.proved_at, row.seen_at = hashed(token), present, present
    row.level = level or row.level
    session.flush()
    return token


def left(session: Session, visit: Visit, present: datetime) -> timedelta | None:
    """How much longer the browser is to carry the cookie; None where it forgets it when it is closed."""
    row = session.get_one(SignedIn, visit.session_id)
    is_long = row.own_phone and limits(visit.actor.roles, own_phone=True) is OWN_PHONE
    return row.ends_at - present if is_long else None


def end(session: Session, person_id: str, session_id: str, present: datetime) -> bool:
    """End one session of a person's own. False if it is not theirs or has ended."""
    ended = session.scalars(
        update(SignedIn)
        .where(SignedIn.id == session_id, SignedIn.person_id == person_id, SignedIn.ended_at.is_(None))
        .values(ended_at=present)
        .returning(SignedIn.id)
    )
    return bool(ended.all())


def end_all(session: Session, person_id: str, present: datetime, keep: str = "") -> int:
    """End every session of a person, but for one that they keep; how many."""
    ended = session.scalars(
        update(SignedIn)
        .where(SignedIn.person_id == person_id, SignedIn.id != keep, SignedIn.ended_at.is_(None))
        .values(ended_at=present)
        .returning(SignedIn.id)
    )
    return len(ended.all())


def hashed(token: str) -> str:
    """What is kept of a token of 256 random bits; such a one needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
