"""Inviting somebody to a role, and taking up an invitation."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.kernel.speech import _
from app.kernel.tokens import ALPHABET
from app.people.actions.sessions import end_all
from app.people.models import Holding, Invitation, Person, Representative
from app.people.queries.people import by_contact
from app.people.rules.contact import Contact
from app.people.rules.entry import INVITATION_LASTS
from app.people.rules.roles import may_invite_to
from app.post.actions import put
from app.post.rules import Message
from app.seal import new_id, ring

TOKEN_LETTERS = 16
"""80 random bits in base 32: short enough to be typed from paper."""
SORT = "invitation"
FORM_SORT = "invitation form"

Address = Callable[[str], str]

ON_TAKEN_UP: list[Callable[[Session, Holding, Invitation, datetime], None]] = []
"""What happens besides, in the same transaction, when an invitation was taken up. Filled by the factory."""


class CannotInvite(Refused):
    """This invitation may not be made, or does not hold; the text says why and what to do."""


class AlreadyHere(CannotInvite):
    """The e-mail address belongs to an account: its owner signs in first."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation, and the token that is its link and its printed code; kept nowhere else."""

    invitation: Invitation
    token: str


def invite(
    session: Session, by: Warrant, role: Role, organisation_id: str, present: datetime, *,
    name: str = "", email: Contact | None = None, listing_id: str | None = None, once: str = "", address: Address,
) -> Invited:  # fmt: skip
    """Invite somebody to a role in an organisation; sent by e-mail where an address is given. The same form sent again
    (`once` is the random name that it was opened with) makes no second one: the first comes back, with its token.
    Raises `CannotInvite`."""
    if role not in may_invite_to(by.seat):
        raise CannotInvite(_("You cannot invite to this role."))
    if role is Role.GROUP_REPRESENTATIVE and not listing_id:
        raise CannotInvite(_("Choose the group that they look after."))
    group = listing_id if role is Role.GROUP_REPRESENTATIVE else None
    to = email.text if email else ""
    token = _token_of(by.actor.person_id, role, organisation_id, group or "", name, to, once) if once else _new_token()
    try:
        with session.begin_nested():
            made = make(session, role, organisation_id, present, made_by=by.actor.person_id, name=name, email=email,
                        listing_id=group, token=token)  # fmt: skip
    except IntegrityError:
        return _made_before(session, token, present)
    if email:
        values = {"link": address(f"/join/{made.token}"), "days": str(INVITATION_LASTS.days)}
        key = f"invitation:{made.invitation.id}"
        put(session, Message(key, "invitation", "email", email.text, values, present + INVITATION_LASTS), present)
    record(session, Entry.of(by, "invitation", made.invitation.id, reason=role.value))
    return made


def make(
    session: Session, role: Role, organisation_id: str | None, present: datetime, *,
    made_by: str | None = None, name: str = "", email: Contact | None = None, listing_id: str | None = None,
    replaces_id: str | None = None, token: str = "",
) -> Invited:  # fmt: skip
    """An invitation by the site itself, or the first part of one by a person."""
    token = token or _new_token()
    invitation = Invitation(
        id=new_id(),
        token_hash=ring().index(token, SORT),
        role=role,
        organisation_id=organisation_id,
        listing_id=listing_id,
        replaces_id=replaces_id,
        made_by=made_by,
        made_at=present,
        ends_at=present + INVITATION_LASTS,
    )
    invitation.email, invitation.name = (email.text if email else ""), name
    session.add(invitation)
    session.flush()
    return Invited(invitation, token)


def find(session: Session, token: str, present: datetime) -> Invitation | None:
    """The invitation of a token that can still be taken up."""
    hashes = ring().indexes(token[:100], SORT)
    return session.scalars(
        select(Invitation).where(
            Invitation.token_hash.in_(hashes),
            Invitation.spent_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.ends_at > present,
        )
    ).first()


def is_proof(invitation: Invitation, contact: Contact) -> bool:
    """Does holding the invitation already show that a contact is theirs? It came by e-mail to that very address; or the
    site itself made it, for whoever runs the server, where perhaps no message can be sent yet."""
    is_by_site = invitation.made_by is None and invitation.organisation_id is None
    return is_by_site or contact == Contact("email", invitation.email)


def take_up(
    session: Session, invitation: Invitation, present: datetime, *, person: Person | None = None, name: str = "",
    contact: Contact | None = None,
) -> Holding:  # fmt: skip
    """Take up an invitation as somebody who is signed in, or as a new person. They are signed out everywhere, since one
    factor may be too little from here on. Raises `CannotInvite` where it was just
    taken up or withdrawn, `AlreadyHere` where the contact belongs to an account."""
    if person is None:
        if contact is None or not name.strip():
            raise CannotInvite(_("Tell us a name to use and how to reach you."))
        if by_contact(session, contact):
            raise AlreadyHere(_("You have an account already. Sign in first, then open your invitation again."))
        person = new_person(session, name.strip(), contact, present)
    spent = session.scalars(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.spent_at.is_(None), Invitation.withdrawn_at.is_(None))
        .values(spent_at=present, spent_by=person.id, email_sealed=None, name_sealed=None)
        .returning(Invitation.id)
    ).first()
    if not spent:
        raise CannotInvite(_("This invitation has been used. Ask for a new one."))
    holding = hold(session, person, invitation, present)
    end_all(session, person.id, present)
    if invitation.replaces_id:
        _hand_over(session, invitation, present)
    for each in ON_TAKEN_UP:
        each(session, holding, invitation, present)
    return holding


def withdraw(session: Session, by: Warrant, invitation: Invitation, present: datetime) -> None:
    """Take an invitation back."""
    invitation.withdrawn_at, invitation.email, invitation.name = present, "", ""
    record(session, Entry.of(by, "invitation", invitation.id, outcome="withdrawn"))


def new_person(session: Session, name: str, contact: Contact, present: datetime) -> Person:
    """Somebody new, with a name to use and one way to reach them."""
    person = Person(id=new_id(), made_at=present)
    person.name = name
    set_contact(person, contact)
    session.add(person)
    session.flush()
    return person


def set_contact(person: Person, contact: Contact) -> None:
    """Give somebody an address or a number, sealed, with its blind index."""
    index = ring().index(contact.text, contact.sort)
    if contact.sort == "email":
        person.email, person.email_index = contact.text, index
    else:
        person.phone, person.phone_index = contact.text, index


def hold(session: Session, person: Person, invitation: Invitation, present: datetime) -> Holding:
    """Give somebody the role that they are invited to; one that they hold there already is left as it is."""
    place = (invitation.role, invitation.organisation_id)
    held = next((held for held in person.live_holdings if (held.role, held.organisation_id) == place), None)
    if held is None:
        held = Holding(role=place[0], organisation_id=place[1], since=present, given_by=invitation.made_by)
        person.holdings.append(held)
        session.flush()
    if invitation.listing_id and not session.get(Representative, (held.id, invitation.listing_id)):
        session.add(Representative(holding_id=held.id, listing_id=invitation.listing_id))
    session.flush()
    return held


def hand_on(session: Session, by: Warrant, holding: Holding, present: datetime) -> list[Invited]:
    """Hand one's own role as a group's representative on: an invitation for each group. Whoever takes it up replaces
    the giver, whose role ends with the last one."""
    groups = session.scalars(select(Representative.listing_id).where(Representative.holding_id == holding.id)).all()
    if holding.role is not Role.GROUP_REPRESENTATIVE or not groups:
        raise CannotInvite(_("Only a group's representative hands the role on. In any other role you can leave."))
    made = [make(session, holding.role, holding.organisation_id, present, made_by=holding.person_id, listing_id=group,
                 replaces_id=holding.id) for group in groups]  # fmt: skip
    for each in made:
        record(session, Entry.of(by, "invitation", each.invitation.id, reason="handed_on"))
    return made


def _made_before(session: Session, token: str, present: datetime) -> Invited:
    """What the same form made when it was sent before, perhaps a moment ago by a second press of the button."""
    found = find(session, token, present)
    if found is None:
        raise CannotInvite(_("This invitation was made already, and is over. Open the form again for a new one."))
    return Invited(found, token)


def _new_token() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(TOKEN_LETTERS))


def _token_of(*said: str) -> str:
    """The token of one form with these very contents, under our key: nobody else can work it out."""
    number = int(ring().index("\n".join(said), FORM_SORT), 16)
    return "".join(ALPHABET[(number >> 5 * place) % len(ALPHABET)] for place in range(TOKEN_LETTERS))


def _hand_over(session: Session, invitation: Invitation, present: datetime) -> None:
    """The giver lets go of the group, and of the role with the last one."""
    giver = session.get(Holding, invitation.replaces_id)
    kept = session.get(Representative, (invitation.replaces_id, invitation.listing_id))
    if kept:
        session.delete(kept)
        session.flush()
    left = select(Representative).where(Representative.holding_id == invitation.replaces_id).limit(1)
    if giver and giver.ended_at is None and session.scalars(left).first() is None:
        giver.ended_at = present
