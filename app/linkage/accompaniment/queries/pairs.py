"""The two who go together: finding their walk, the plan that stands, and what they said to each other."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.directory.models import Listing
from app.kernel.access import Relation, Relations, Seat
from app.linkage.accompaniment.models import Attempt, Plan
from app.linkage.accompaniment.rules.telling import NUMBER, ONCE_IN, REMINDED
from app.linkage.accompaniment.rules.words import Result
from app.linkage.matching.models import Walk
from app.linkage.matching.queries.offers import is_theirs
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.rules.states import WITH_A_CHAMPION, State
from app.people.models import Person

THROUGH_THE_SITE = ("said", "plan_proposed", "plan_changed")


@dataclass(frozen=True, slots=True)
class Pair:
    """A request, the walk that goes on, and the plan that stands, or None."""

    linkage: Linkage
    walk: Walk
    plan: Plan | None

    @property
    def newcomer(self) -> Person:
        """Who asked for company."""
        return self.linkage.person

    @property
    def champion(self) -> Person:
        """Who goes with them."""
        return self.walk.champion

    def is_newcomer(self, person_id: str) -> bool:
        """Is this the newcomer of the two?"""
        return person_id == self.linkage.person_id


def of_walk(session: Session, walk_id: str) -> Pair | None:
    """The pair of a walk that goes on; None from the moment when it is over."""
    walk = session.scalars(_walks().where(Walk.id == walk_id)).first()
    return _pair(session, walk)


def over_or_not(session: Session, walk_id: str) -> Pair | None:
    """The pair of a walk, also of one that is over: for what is still to be settled of it."""
    walk = session.scalars(_every().where(Walk.id == walk_id)).first()
    return Pair(walk.linkage, walk, None) if walk else None


def was_theirs(session: Session, walk_id: str, person_id: str) -> bool:
    """Did this person walk there? So they read that it is over; anybody else finds nothing."""
    return session.scalars(select(Walk.id).where(Walk.id == walk_id, Walk.champion_id == person_id)).first() is not None


def of_linkage(session: Session, linkage_id: str) -> Pair | None:
    """The pair of a request with which somebody walks."""
    walk = session.scalars(_walks().where(Walk.linkage_id == linkage_id)).first()
    return _pair(session, walk)


def settled(session: Session, linkage_id: str) -> Pair | None:
    """The same, as the newcomer may know of it: nobody before the yes can be taken back no more."""
    pair = of_linkage(session, linkage_id)
    return None if pair is None or pair.linkage.is_settling else pair


def of_champion(session: Session, person_id: str) -> list[Pair]:
    """Everybody with whom a champion walks, the next plan first."""
    walks = session.scalars(_walks().where(Walk.champion_id == person_id).order_by(Walk.since, Walk.id))
    found = [pair for pair in (_pair(session, walk) for walk in walks) if pair]
    return sorted(found, key=lambda pair: (pair.plan is None, pair.plan.meet_at.timestamp() if pair.plan else 0))


def standing(session: Session, linkage_id: str) -> Plan | None:
    """The plan that stands, agreed or not yet."""
    return session.scalars(_plans().where(Plan.linkage_id == linkage_id, Plan.ended_at.is_(None))).first()


def unsettled(session: Session, linkage: Linkage) -> Plan | None:
    """The plan of an outing whose time came, and of which it is not settled what happened."""
    plan = last(session, linkage.id)
    return plan if plan and plan.outcome is None and linkage.state is State.GOING else None


def last(session: Session, linkage_id: str) -> Plan | None:
    """The latest plan, standing or ended."""
    return session.scalars(_plans().where(Plan.linkage_id == linkage_id).order_by(Plan.number.desc())).first()


def all_standing(session: Session) -> list[Plan]:
    """Every plan that stands."""
    return list(session.scalars(_plans().where(Plan.ended_at.is_(None)).order_by(Plan.linkage_id)).unique())


def last_looks(session: Session, pair: Pair, person_id: str) -> str:
    """By what somebody said last time that they can be known."""
    mine = _plans().order_by(Plan.made_at.desc())
    if pair.is_newcomer(person_id):
        plans = session.scalars(mine.where(Plan.linkage_id == pair.linkage.id))
        return next((plan.newcomer_looks for plan in plans if plan.newcomer_looks), "")
    plans = session.scalars(mine.where(Walk.champion_id == person_id).join(Walk, Walk.id == Plan.walk_id).limit(9))
    return next((plan.looks for plan in plans if plan.looks), "")


def attempts(session: Session, walk: Walk) -> list[Attempt]:
    """The champion's own tries since a walk began, in order."""
    mine = select(Attempt).where(Attempt.linkage_id == walk.linkage_id, Attempt.at >= walk.since)
    mine = mine.where(Attempt.by_id == walk.champion_id)
    return list(session.scalars(mine.order_by(Attempt.at, Attempt.id)))


def tries_of(session: Session, walk: Walk) -> list[tuple[Result, datetime]]:
    """What came of each of them, and when."""
    return [(each.result, each.at) for each in attempts(session, walk)]


def has_written(session: Session, pair: Pair) -> bool:
    """Has the champion used the road through the site since the walk began: a word, or a suggestion?"""
    by_champion = (each.actor_id == pair.walk.champion_id for each in happened(session, pair.walk, THROUGH_THE_SITE))
    return any(by_champion)


def happened(session: Session, walk: Walk, what: Collection[str]) -> list[Happening]:
    """What of these happened since a walk began, latest first."""
    mine = select(Happening).where(
        Happening.linkage_id == walk.linkage_id, Happening.at >= walk.since, Happening.what.in_(what)
    )
    return list(session.scalars(mine.order_by(Happening.number.desc())))


def was_reminded(session: Session, linkage: Linkage, now: datetime) -> bool:
    """Was one of the two reminded lately?"""
    return _lately(session, linkage, REMINDED, now)


def was_asked(session: Session, linkage: Linkage, now: datetime) -> bool:
    """Was the champion asked for a number lately?"""
    return _lately(session, linkage, (NUMBER,), now)


def _lately(session: Session, linkage: Linkage, what: tuple[str, ...], now: datetime) -> bool:
    mine = (Happening.linkage_id == linkage.id, Happening.what.in_(what), Happening.at > now - ONCE_IN)
    return session.scalars(select(Happening.id).where(*mine).limit(1)).first() is not None


def relations_to(pair: Pair | None, person_id: str) -> Relations:
    """How a seat of a person stands to a walk: of whoever goes with the newcomer it is their own."""

    def relations(seat: Seat) -> set[Relation]:
        return {Relation.OWN} if pair is not None and is_theirs(pair.walk, person_id, seat) else set()

    return relations


def _pair(session: Session, walk: Walk | None) -> Pair | None:
    if walk is None or walk.linkage.state not in WITH_A_CHAMPION:
        return None
    return Pair(walk.linkage, walk, standing(session, walk.linkage_id))


def _walks() -> Select[Walk]:
    return _every().where(Walk.ended_at.is_(None))


def _every() -> Select[Walk]:
    person, organisation = joinedload(Linkage.person), joinedload(Linkage.organisation)
    whole = joinedload(Walk.linkage).options(person, organisation)
    return select(Walk).options(whole, joinedload(Walk.champion))


def _plans() -> Select[Plan]:
    place, change = joinedload(Plan.listing).joinedload(Listing.venue), joinedload(Plan.change)
    return select(Plan).options(place, joinedload(Plan.walk), change)
