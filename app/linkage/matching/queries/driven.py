"""Requests for which the site looks for somebody by itself, and the rounds that they have had."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.linkage.matching.models import Offer, Round, RoundKind, Walk
from app.linkage.matching.queries.offers import rounds
from app.linkage.matching.rules import windows
from app.linkage.matching.rules.releasing import DRIVEN, RELEASABLE
from app.linkage.matching.rules.shortlist import LONGEST
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.rules.house import Asking, House
from app.linkage.referral.rules.states import State
from app.people.models import Organisation

AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Progress:
    """How a request goes by itself, for staff. `may_go`: they may let it; `goes`: it does, by the newcomer's choice
    where `chooses`; so many asked of so many at most, and when it goes on at the latest."""

    may_go: bool
    goes: bool
    chooses: bool
    asked: int
    most: int
    next_at: datetime | None


def to_step(session: Session, now: datetime) -> list[str]:
    """The ids of requests for which somebody is to be looked for at this moment, in the order in which they are held:
    nobody is asked, no answer can be taken back any more, and who waits has not been looked at for an hour, or not
    since something happened."""
    asking = exists().where(Round.linkage_id == Linkage.id, Round.closed_at.is_(None))
    rests = exists().where(Timer.linkage_id == Linkage.id, Timer.kind == "next", Timer.done_at.is_(None))
    mine = select(Linkage).where(Linkage.released_at.is_not(None), Linkage.state.in_(sorted(DRIVEN)), ~asking, ~rests)
    found = session.scalars(mine.order_by(Linkage.id)).all()
    latest = _latest(session, {each.organisation_id for each in found})
    return [each.id for each in found if _is_due(each, latest.get(each.organisation_id), now)]


def arrived(session: Session) -> list[str]:
    """The ids of new requests of organisations that let them go on by themselves, if nothing stands against it."""
    chosen = session.execute(select(Organisation.id, Organisation.constants).order_by(Organisation.id))
    ours = [one for one, constants in chosen if goes_unseen(House.of(constants))]
    new = select(Linkage.id).where(Linkage.state == State.RECEIVED, Linkage.organisation_id.in_(ours))
    return list(session.scalars(new.order_by(Linkage.id))) if ours else []


def goes_unseen(house: House) -> bool:
    """Did an organisation choose that requests go on before a person has looked?"""
    return house.asking is not Asking.COORDINATOR and not house.sees_first


def history(session: Session, linkage: Linkage) -> list[windows.Round]:
    """The rounds of the search that is going on, first to last."""
    since = linkage.released_at
    found = [each for each in reversed(rounds(session, linkage.id)) if since is not None and each.opened_at >= since]
    return [
        windows.Round(
            tuple(offer.champion_id for offer in each.offers), each.opened_at, each.closes_at, each.closed_at,
            each.kind is RoundKind.BROADCAST,
        )
        for each in found
    ]  # fmt: skip


def progress(session: Session, linkage: Linkage) -> Progress:
    """How it goes by itself, or could."""
    asking = House.of(linkage.organisation.constants).asking
    goes = linkage.released_at is not None and linkage.state in DRIVEN
    past = history(session, linkage) if goes else []
    return Progress(
        may_go=not goes and asking is not Asking.COORDINATOR and linkage.state in RELEASABLE,
        goes=goes,
        chooses=linkage.chooses if goes else asking is Asking.NEWCOMER,
        asked=sum(len(each.champions) for each in past),
        most=LONGEST,
        next_at=next((each.closes_at for each in past if each.ended_at is None), None),
    )


def _latest(session: Session, organisations: Collection[str]) -> dict[str, datetime]:
    """When somebody of an organisation last answered, or became free."""
    found: dict[str, datetime] = {}
    for moment, linkage_id in ((Offer.answered_at, Offer.linkage_id), (Walk.ended_at, Walk.linkage_id)):
        newest = select(Linkage.organisation_id, func.max(moment, type_=moment.type))
        newest = newest.join(Linkage, Linkage.id == linkage_id).where(Linkage.organisation_id.in_(organisations))
        for one, at in session.execute(newest.group_by(Linkage.organisation_id)):
            if at is not None:
                found[one] = max(at, found.get(one, at))
    return found


def _is_due(linkage: Linkage, event: datetime | None, now: datetime) -> bool:
    """After a round somebody is asked at once. Who waits, or chooses, or named a date that is far off, is looked for
    once an hour, and when something happened."""
    if linkage.state is State.OFFERING and not linkage.chooses:
        return True
    searched = linkage.searched_at
    return searched is None or searched + AGAIN <= now or (event is not None and event > searched)
