"""How, when and where somebody is reached, changed by themselves or as they tell staff: it counts from the next message
on."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.linkage.referral.actions import contacts
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.changing import BY_TELEPHONE, Part, check_may_change
from app.notices.actions import reach as reaching
from app.notices.queries.phones import phones_of
from app.notices.rules.reach import Reach, Wish
from app.people.models import Person
from app.people.rules.contact import Contact


def be_reached(
    session: Session, linkage: Linkage, said: Reach, by: Warrant, now: datetime, *, leave_message: bool
) -> None:  # fmt: skip
    """Keep when they may be reached and what to take care of; the road stays the one that they chose, where there is
    one. Raises `CannotChange`, and `CannotKeepHours` where no time is left."""
    check_may_change(linkage.state, Part.REACH)
    road = said.wish if said.wish and said.wish in _roads(session, linkage.person) else _usual(linkage.person)
    reaching.settle(session, by, linkage.person, replace(said, wish=road), now, leave_message=leave_message)
    _note(session, linkage, Part.REACH, by, now)


def give_contact(
    session: Session, linkage: Linkage, new: Contact, by: Warrant, now: datetime, *, present: datetime, keep: str = ""
) -> bool:  # fmt: skip
    """Another number or address: the old one stops at once. False where it is the one that we have. Raises
    `CannotChange` and `CannotGive`."""
    check_may_change(linkage.state, Part.CONTACT)
    is_other = contacts.give(session, by, linkage.person, new, present, keep=keep)
    if is_other:
        _note(session, linkage, Part.CONTACT, by, now)
    return is_other


def _note(session: Session, linkage: Linkage, part: Part, by: Warrant, now: datetime) -> None:
    reason = "" if by.actor.person_id == linkage.person_id else BY_TELEPHONE
    note(session, linkage, f"changed_{part}", by, now, reason=reason)


def _roads(session: Session, person: Person) -> set[Wish]:
    found = {Wish.INSIDE}
    found |= {Wish.TEXT} if person.phone else set()
    found |= {Wish.EMAIL} if person.email else set()
    return found | ({Wish.PUSH} if phones_of(session, person.id) else set())


def _usual(person: Person) -> Wish:
    return Wish.TEXT if person.phone else Wish.EMAIL if person.email else Wish.INSIDE
