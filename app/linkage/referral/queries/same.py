"""Open requests with the same number or address: it may be one person, asked for twice. Numbers that nobody has shown
to be theirs have no index, so those of one organisation that are open are opened and compared."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import LIVE
from app.people.models import Person
from app.people.rules.contact import Contact
from app.seal import CannotOpen

LATELY = timedelta(hours=1)
"""Who sends the same number twice in this time is asked whether it is the same person."""


def same_contact(session: Session, linkage: Linkage) -> list[Linkage]:
    """Other open requests of its organisation by the same person, or with the same number or address, newest first."""
    mine = _contacts(linkage.person)
    others = _open(linkage.organisation_id).where(Linkage.id != linkage.id)
    return [
        each for each in session.scalars(others) if each.person_id == linkage.person_id or mine & _contacts(each.person)
    ]


def asked_lately(session: Session, referrer_id: str, contact: Contact, now: datetime) -> Linkage | None:
    """The open request with this contact that somebody sent a while ago."""
    mine = select(Linkage).where(Linkage.referrer_id == referrer_id, Linkage.asked_at > now - LATELY)
    found = session.scalars(_newest(mine.where(Linkage.state.in_(sorted(LIVE)))))
    return next((each for each in found if contact.text in _contacts(each.person)), None)


def _open(organisation_id: str) -> Select[Linkage]:
    return _newest(select(Linkage).where(Linkage.organisation_id == organisation_id, Linkage.state.in_(sorted(LIVE))))


def _newest(those: Select[Linkage]) -> Select[Linkage]:
    return those.options(joinedload(Linkage.person)).order_by(Linkage.asked_at.desc(), Linkage.id)


def _contacts(person: Person) -> set[str]:
    """What codes could go to; nothing while a key is not at hand."""
    try:
        return {person.phone, person.email} - {""}
    except CannotOpen:
        return set()
