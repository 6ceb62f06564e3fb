"""“I’d like to help”: somebody without an account writes to an organisation; its coordinators talk with them and invite
them; and whoever takes up an invitation to be a champion has a profile from then on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.champions.models import Application, Champion
from app.champions.queries.champions import application_of
from app.champions.rules.words import Kind
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.kernel.speech import _
from app.people.actions import invitations
from app.people.models import Holding, Invitation
from app.people.rules.contact import Contact
from app.seal import new_id, ring

MOST_OPEN = 200
"""So many may wait in one organisation at a time: more is nobody's wish to help."""


class CannotApply(Refused):
    """It cannot be sent now; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote who would like to help."""

    name: str
    email: Contact
    kinds: tuple[Kind, ...]
    words: str = ""


def apply(session: Session, organisation_id: str, said: Said, now: datetime) -> Application:
    """Keep it for the organisation. Sent again from the same address, the later words stand in place of the earlier
    ones; whether that was so is told to nobody. Nothing is sent to the address. Raises `CannotApply`."""
    found = application_of(session, organisation_id, said.email)
    if found is None:
        _check_room(session, organisation_id)
        index = ring().index(said.email.text, "contact")
        found = Application(id=new_id(), organisation_id=organisation_id, contact_index=index, made_at=now)
        found.contact = said.email.text
        session.add(found)
    found.name, found.words, found.kinds = said.name, said.words, sorted(said.kinds)
    session.flush()
    return found


def note_conversation(session: Session, by: Warrant, application: Application, on: date, now: datetime) -> None:
    """Somebody talked with them."""
    if on > local_day(now, LONDON):
        raise CannotApply(_("Choose a day that is not in the future."))
    application.conversation_on, application.conversation_by = on, by.actor.person_id
    _record(session, by, application, "talked")


def invite(
    session: Session, by: Warrant, application: Application, address: invitations.Address, present: datetime
) -> None:
    """Send them an invitation: following it shows that the address is theirs. Once; an earlier one that is over may be
    followed by another."""
    last = session.get(Invitation, application.invitation_id) if application.invitation_id else None
    if last and last.spent_at is None and last.withdrawn_at is None and last.ends_at > present:
        return
    made = invitations.invite(
        session, by, Role.CHAMPION, application.organisation_id, present, name=application.name,
        email=Contact("email", application.contact), address=address,
    )  # fmt: skip
    application.invitation_id = made.invitation.id
    _record(session, by, application, "invited")


def close(session: Session, by: Warrant, application: Application, present: datetime) -> None:
    """It comes to nothing: an invitation that waits is taken back, and what they wrote goes."""
    waiting = session.get(Invitation, application.invitation_id) if application.invitation_id else None
    if waiting and waiting.spent_at is None:
        invitations.withdraw(session, by, waiting, present)
    _record(session, by, application, "closed")
    session.delete(application)
    session.flush()


def begin(session: Session, holding: Holding, invitation: Invitation, now: datetime) -> None:
    """An invitation was taken up: a champion gets a profile, with what they had said before, which then goes.
    It has the id of what they wrote, so that links to that lead to the champion."""
    if holding.role is not Role.CHAMPION:
        return
    asked = session.scalars(select(Application).where(Application.invitation_id == invitation.id)).first()
    known = session.scalars(select(Champion.id).where(Champion.holding_id == holding.id)).first()
    if known is None:
        made = Champion(id=asked.id if asked else new_id(), holding_id=holding.id, made_at=now)
        made.kinds = list(asked.kinds) if asked and asked.kinds else [Kind.COMMUNITY.value]
        if asked:
            made.conversation_on, made.conversation_by = asked.conversation_on, asked.conversation_by
        session.add(made)
    if asked:
        session.delete(asked)
    session.flush()


def forget(session: Session, applications: Collection[Application]) -> None:
    """Take them out, with somebody's account."""
    for each in applications:
        session.delete(each)
    session.flush()


def _check_room(session: Session, organisation_id: str) -> None:
    waiting = select(Application.id).where(Application.organisation_id == organisation_id).limit(MOST_OPEN)
    if len(session.scalars(waiting).all()) >= MOST_OPEN:
        raise CannotApply(_("We cannot take this just now. Please ring or write to the organisation."))


def _record(session: Session, by: Warrant, application: Application, outcome: str) -> None:
    record(session, Entry.of(by, "champion_application", application.id, outcome=outcome))
    session.flush()
