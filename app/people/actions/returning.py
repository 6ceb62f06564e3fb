"""Letting somebody back in who has lost every way: a coordinator checks that it is them, and for roles that want two
factors a second person agrees. Nobody ever sets or learns somebody else's password."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.roles import TWO_FACTORS
from app.kernel.speech import _
from app.kernel.tokens import ALPHABET
from app.people.actions.factors import clear
from app.people.actions.invitations import TOKEN_LETTERS, set_contact
from app.people.actions.sessions import end_all
from app.people.models import Holding, Person, WayBack
from app.people.queries.people import actor, by_contact
from app.people.queries.returning import SORT
from app.people.rules.contact import Contact
from app.seal import ring

LASTS = timedelta(days=2)


class CannotReturn(Refused):
    """Somebody cannot be let back in like that; the sentence says why."""


def ask(session: Session, by: Warrant, holding: Holding, present: datetime) -> tuple[WayBack, str]:
    """Ask that somebody be let back in, having checked that it is them. The token to hand over; "" where a second
    person has to agree first. Raises `CannotReturn`."""
    if holding.person_id == by.actor.person_id:
        raise CannotReturn(_("Somebody else has to let you back in."))
    if not holding.is_live or holding.organisation_id is None:
        raise CannotReturn(_("This role is not held at present."))
    made = WayBack(
        person_id=holding.person_id,
        organisation_id=holding.organisation_id,
        asked_by=by.actor.person_id,
        asked_at=present,
        ends_at=present + LASTS,
    )
    session.add(made)
    token = "" if TWO_FACTORS & actor(holding.person).roles else _open(made)
    session.flush()
    record(session, Entry.of(by, "way_back", made.id, holding.person_id, outcome="asked"))
    return made, token


def agree(session: Session, by: Warrant, way: WayBack, present: datetime) -> str:
    """A second person agrees; the token to hand over. Raises `CannotReturn`."""
    if by.actor.person_id in (way.asked_by, way.person_id):
        raise CannotReturn(_("Somebody else has to agree to this."))
    if way.agreed_by or way.token_hash or way.ends_at <= present:
        raise CannotReturn(_("This cannot be agreed to any more."))
    way.agreed_by, way.agreed_at, way.ends_at = by.actor.person_id, present, present + LASTS
    token = _open(way)
    session.flush()
    record(session, Entry.of(by, "way_back", way.id, way.person_id, outcome="agreed"))
    return token


def come_back(session: Session, way: WayBack, contact: Contact | None, present: datetime) -> Person:
    """Spend the token: every earlier way in is gone, every session ends. Somebody without a second factor gives a new
    address or number. Roles elsewhere that want two factors wait until somebody there lets them be held again: those
    who checked cannot speak for another organisation. Raises `CannotReturn`."""
    person = session.get_one(Person, way.person_id)
    wants_two = bool(TWO_FACTORS & actor(person).roles)
    if not wants_two and contact is None:
        raise CannotReturn(_("Tell us how to reach you."))
    if contact is not None and (owner := by_contact(session, contact)) and owner.id != person.id:
        raise CannotReturn(_("That address cannot be used here. Give another one."))
    spent = session.scalars(
        update(WayBack)
        .where(WayBack.id == way.id, WayBack.spent_at.is_(None))
        .values(spent_at=present)
        .returning(WayBack.id)
    ).first()
    if not spent or not person.live_holdings:
        raise CannotReturn(_("This code has been used. Ask for a new one."))
    clear(session, person)
    end_all(session, person.id, present)
    if contact is not None:
        set_contact(person, contact)
    session.flush()
    said = Entry(person.id, "", "own", "account.own", "person", person.id, person.id, outcome="came_back")
    record(session, said)
    for holding in person.live_holdings:
        if holding.role in TWO_FACTORS and holding.organisation_id != way.organisation_id:
            holding.suspended_at = present
            record(session, replace(said, object_type="holding", object_id=holding.id, outcome="suspended"))
    return person


def _open(way: WayBack) -> str:
    token = "".join(secrets.choice(ALPHABET) for _letter in range(TOKEN_LETTERS))
    way.token_hash = ring().index(token, SORT)
    return token
