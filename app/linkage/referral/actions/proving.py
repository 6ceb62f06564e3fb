"""Opening somebody's own page: what a code that came back proves, and what waited for it.

A request of somebody without an account belongs to a person made for it, whom nobody finds by their contact. When the
code comes back, the contact is theirs: either nobody had it, and they are found by it from now on; or it belongs to
somebody who has been here before, and what was said with the request becomes theirs.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, delete, select, update
from sqlalchemy.orm import Session

from app.concerns.actions.apart import carry_over
from app.kernel.access import Relation, Warrant
from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.kernel.speech import _
from app.linkage.referral.actions.asking import hold
from app.linkage.referral.actions.contacts import settle
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.queries.contacts import waiting
from app.model import Model
from app.notices.models import SafeContact
from app.people.actions.entry import contact_of, may_enter
from app.people.actions.invitations import set_contact
from app.people.models import EntryCode, Holding, Person, SignedIn
from app.people.queries.people import actor, by_contact, by_id

ACT = "page.open"
THEIR_OWN = ("holding", "entry_code", "signed_in", "safe_contact")
"""Tables whose rows about somebody made for a request go with them."""


class CannotJoin(Refused):
    """These two are not made one by themselves; the sentence says what to do."""


def whose(session: Session, linkage: Linkage | None) -> Person | None:
    """Whom the code of a page lets in: whoever has the contact that was given, else whoever the request made. None
    where there is no such page, and for an account that wants a second factor."""
    if linkage is None:
        return None
    person = by_id(session, linkage.person_id)
    if person and linkage.proved_at is None and (contact := contact_of(person)) and not waiting(session, person.id):
        owner = by_contact(session, contact)
        person = by_id(session, owner.id) if owner else person
    return person if person and may_enter(person) else None


def opens_by_word(session: Session, person: Person | None) -> bool:
    """Does the sign-in word open somebody's page by itself? Only where no code can reach them: it was printed for
    them. For all others it stands beside the code, also while a new contact of theirs waits for its code."""
    if person is None or not person.word_hash or person.email or person.phone:
        return False
    found = waiting(session, person.id)
    return found is None or found.is_first


def prove(session: Session, linkage: Linkage, person: Person, now: datetime, *, by_code: bool = True) -> None:
    """They showed that the page is theirs. `person` is whom `whose` named; the caller holds the linkage's row. A code
    shows that a contact which waited for it is theirs, words on paper do not."""
    if by_code and settle(session, person):
        linkage.proved_at = linkage.proved_at or now
        return _proved(session, linkage, person, now)
    if linkage.proved_at is not None:
        return None
    made = linkage.person
    linkage.proved_at = now
    if made.id != person.id:
        _call_as_said(linkage, made, person)
        _become(session, made, person, linkage.organisation_id, now)
        session.refresh(linkage, ["person_id", "person"])
    elif (contact := contact_of(made)) is not None:
        set_contact(made, contact)
    return _proved(session, linkage, person, now)


def join(session: Session, linkage: Linkage, known: Person, now: datetime) -> None:
    """They asked before under another contact, and showed with a code that it is theirs: the two are one from now on,
    with the name and the contact that they gave last. The caller holds the linkage's row. Raises `CannotJoin` for
    somebody who is more here than a newcomer."""
    made, is_proved = linkage.person, linkage.proved_at is not None
    theirs = made.live_holdings
    if any(held.role is not Role.NEWCOMER for held in theirs):
        raise CannotJoin(_("You help here too, so a person has to look at it. Please ring the organisation."))
    for place in {held.organisation_id for held in theirs} - {None}:
        hold(session, known, str(place), now)
    contact = contact_of(made) if is_proved else None
    known.name = made.name
    _become(session, made, known, linkage.organisation_id, now)
    session.refresh(linkage, ["person_id", "person"])
    if contact:
        set_contact(known, contact)
    linkage.proved_at = linkage.proved_at or now
    _proved(session, linkage, known, now)


def _proved(session: Session, linkage: Linkage, person: Person, now: datetime) -> None:
    acting = actor(person)
    seat = next((seat for seat in acting.seats if seat.role is Role.NEWCOMER), acting.seats[0])
    note(session, linkage, "proved", Warrant(acting, seat, Relation.OWN, ACT), now)


def _call_as_said(linkage: Linkage, made: Person, known: Person) -> None:
    """Two may share a telephone, and neither is called by the other's name: the account keeps its name, and this
    request what was said with it."""
    if not known.name:
        known.name = made.name
    elif made.name.casefold() != known.name.casefold():
        linkage.called = made.name


def _become(session: Session, made: Person, known: Person, organisation_id: str, now: datetime) -> None:
    """What the person made for a request has becomes that of somebody who was here before, and the former goes."""
    hold(session, known, organisation_id, now)
    _reach_as_said(session, made, known)
    carry_over(session, made.id, known.id)
    for column in _columns_of_people():
        table = column.table
        if table.name in THEIR_OWN:
            continue
        taken = select(column).where(column == known.id) if column.unique or column.primary_key else None
        if taken is not None and session.execute(taken).first():
            session.execute(delete(table).where(column == made.id))
        else:
            session.execute(update(table).where(column == made.id).values({column: known.id}))
    session.execute(update(Happening).where(Happening.for_id == made.id).values(for_id=known.id))
    session.execute(update(Happening).where(Happening.actor_id == made.id).values(actor_id=known.id))
    for model in (EntryCode, SignedIn, SafeContact, Holding):
        session.execute(delete(model).where(model.person_id == made.id))
    session.flush()
    session.expunge(made)
    session.execute(delete(Person).where(Person.id == made.id))


def _reach_as_said(session: Session, made: Person, known: Person) -> None:
    """The newest word on how to reach somebody counts."""
    said = session.scalars(select(SafeContact).where(SafeContact.person_id == made.id)).first()
    kept = session.scalars(select(SafeContact).where(SafeContact.person_id == known.id)).first()
    if said is None:
        return
    if kept is None:
        kept = SafeContact(person_id=known.id, channel=said.channel, settled_at=said.settled_at)
        session.add(kept)
    kept.channel, kept.hours, kept.leave_message = said.channel, said.hours, said.leave_message
    kept.watched, kept.settled_at, kept.asked_at = said.watched, said.settled_at, None
    session.flush()


def _columns_of_people() -> list[Column[Any]]:
    """Every column that points at a person."""
    return [
        column
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table is Person.__table__ for key in column.foreign_keys)
    ]
