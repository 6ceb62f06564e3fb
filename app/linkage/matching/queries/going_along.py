"""Staff who go along themselves where no champion is free: who may, and which colleague can be asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.queries.agreements import agrees
from app.consent.rules.texts import SHARE_CHAMPION
from app.kernel.errors import Refused
from app.kernel.roles import GO_ALONG
from app.kernel.speech import _
from app.linkage.matching.models import Answer, Offer
from app.linkage.matching.queries.between import stands_between
from app.linkage.matching.queries.checks import CannotAsk, check_not_left
from app.linkage.matching.queries.offers import open_round, open_walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.covers import acting
from app.linkage.referral.rules.handling import CAN_ASK
from app.linkage.referral.rules.states import CannotMove, State
from app.people.models import Holding, Person

FROM = CAN_ASK | {State.OFFERING}
"""States in which staff may go along, while nobody goes with them and nobody is asked."""


def check_may_begin(session: Session, linkage: Linkage) -> None:
    """Raise `CannotAsk` while somebody is asked or goes with them, `CannotMove` where the request stands elsewhere."""
    if open_round(session, linkage.id):
        raise CannotAsk(_("Somebody is being asked at this moment. Wait for the answer, or take the question back."))
    if open_walk(session, linkage.id):
        raise CannotAsk(_("Somebody goes with them already. To change that, choose “Find somebody else” first."))
    if linkage.state not in FROM:
        raise CannotMove(_("That is not possible any more: something has changed meanwhile. Please look again."))
    check_not_left(session, linkage)


def check_may_go(session: Session, linkage: Linkage, person_id: str, now: datetime) -> None:
    """Raise `CannotAsk`. What stands between two people is said in one sentence for all of it, so that nobody learns
    which."""
    is_staff = any(each.id == person_id for each in staff_of(session, linkage.organisation_id))
    if not is_staff or person_id == linkage.person_id or not agrees(session, linkage.person_id, SHARE_CHAMPION):
        raise CannotAsk(_("That is not possible for this request."))
    if stands_between(session, (linkage.person_id, person_id), now):
        raise CannotAsk(_("That is not possible at present. Please let a colleague look at it."))


def may_begin(session: Session, linkage: Linkage) -> bool:
    """Is there a button for it?"""
    try:
        check_may_begin(session, linkage)
    except Refused:
        return False
    return True


def may_go(session: Session, linkage: Linkage, person_id: str, now: datetime) -> bool:
    """May this one of the staff go with the newcomer?"""
    try:
        check_may_go(session, linkage, person_id, now)
    except CannotAsk:
        return False
    return True


def colleagues(session: Session, linkage: Linkage, me: str, now: datetime) -> list[Person]:
    """Who else could be asked, by name: who is there today, is asked nothing at this moment, has not said no to it, and
    may go."""
    said_no = select(Offer.champion_id).where(
        Offer.linkage_id == linkage.id, Offer.as_staff, Offer.answer.in_((Answer.DECLINED, Answer.EXPIRED))
    )
    busy = select(Offer.champion_id).where(Offer.answered_at.is_(None))
    out = {me, *session.scalars(said_no.union(busy)), *acting(session, linkage.organisation_id, now)}
    return [
        each
        for each in staff_of(session, linkage.organisation_id)
        if each.id not in out and may_go(session, linkage, each.id, now)
    ]


def staff_of(session: Session, organisation_id: str) -> Sequence[Person]:
    """Coordinators and link workers of an organisation at present, by name."""
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    held = select(Holding.person_id).join(Person, Person.id == Holding.person_id).where(*live)
    here = held.where(Holding.organisation_id == organisation_id, Holding.role.in_(sorted(GO_ALONG)))
    return sorted(session.scalars(select(Person).where(Person.id.in_(here))), key=lambda each: (each.name, each.id))
