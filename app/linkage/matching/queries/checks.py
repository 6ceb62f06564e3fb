"""May this champion be asked about this request, or say yes to it, at this moment?"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.queries.candidates import facts
from app.champions.rules.readiness import WORDS
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.matching.queries.offers import Load, asked_before, load
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.reachable import is_left
from app.linkage.referral.rules.reachable import RESTS
from app.people.models import Person


class CannotAsk(Refused):
    """This champion cannot be asked about this request now; the sentence says why."""


class NoRoom(Refused):
    """This champion walks with as many people as they may."""


def check_may_ask(session: Session, linkage: Linkage, champion_id: str, now: datetime) -> None:
    """Raise `CannotAsk` or `NoRoom`."""
    if champion_id == linkage.person_id:
        raise CannotAsk(_("Somebody cannot go with themselves."))
    if champion_id in asked_before(session, linkage.id):
        raise CannotAsk(_("This champion was asked already."))
    carried = load(session, champion_id, now)
    if carried.open_offers:
        raise CannotAsk(_("This champion is being asked about somebody else at this moment."))
    check_room(session, linkage, champion_id, carried, now)


def check_room(session: Session, linkage: Linkage, champion_id: str, carried: Load, now: datetime) -> None:
    """Raise `CannotAsk` where they are not ready by now, `NoRoom` where one more would be too many."""
    found = facts(session, champion_id, linkage.organisation_id, now)
    if found is None:
        raise CannotAsk(_("This person is no champion of the organisation at present."))
    if found.reasons:
        raise CannotAsk(" ".join(_(WORDS[reason]) for reason in found.reasons))
    if carried.active >= found.cap:
        raise NoRoom(_("They walk with as many people as they may."))
    if carried.new >= found.cap_week:
        raise NoRoom(_("They began to walk with somebody this week."))


def check_not_left(session: Session, linkage: Linkage) -> None:
    """Raise `CannotAsk` while they asked to be left alone, or said that they do not want it any more."""
    if is_left(session, linkage):
        raise CannotAsk(_(RESTS))


def hold_champion(session: Session, champion_id: str) -> None:
    """Nobody else counts what this champion carries until this transaction ends."""
    session.execute(select(Person.id).where(Person.id == champion_id).with_for_update())
