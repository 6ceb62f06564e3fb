"""Finding who comes along where, and how somebody's seat stands to it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.directory.models import Listing
from app.kernel.access import Relation, Relations, Seat
from app.kernel.roles import Role
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.engaged import Stretch, stretch
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.learning.models import Learner
from app.linkage.learning.rules.steps import FINAL, Ending
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage


def one(session: Session, learner_id: str) -> Learner | None:
    """One of them, with its plan, walk and request."""
    return session.scalars(_whole().where(Learner.id == learner_id)).first()


def fresh(session: Session, learner_id: str) -> Learner | None:
    """The same, read anew: after its request was held."""
    mine = _whole().where(Learner.id == learner_id).execution_options(populate_existing=True)
    return session.scalars(mine).first()


def live(session: Session, plan_id: str) -> Learner | None:
    """Who is asked to come along to a plan, or does."""
    return session.scalars(_whole().where(Learner.plan_id == plan_id, Learner.ended_at.is_(None))).first()


def of_person(session: Session, person_id: str) -> Learner | None:
    """What somebody is asked about, or comes along to."""
    return session.scalars(_whole().where(Learner.person_id == person_id, Learner.ended_at.is_(None))).first()


def latest(session: Session, person_id: str) -> Learner | None:
    """What somebody was asked about last."""
    mine = _whole().where(Learner.person_id == person_id).order_by(Learner.made_at.desc(), Learner.id)
    return session.scalars(mine.limit(1)).first()


def concerning(session: Session, people: Collection[str]) -> list[Learner]:
    """What stands and concerns any of these, as learner, champion or newcomer, in the order in which requests are to be
    held."""
    mine = _whole().join(Learner.plan).join(Plan.walk).join(Plan.linkage).where(Learner.ended_at.is_(None))
    theirs = or_(Learner.person_id.in_(people), Walk.champion_id.in_(people), Linkage.person_id.in_(people))
    return list(session.scalars(mine.where(theirs).order_by(Linkage.id)))


def unsaid(session: Session, champion_id: str, *, linkage_id: str = "") -> list[Learner]:
    """Outings of which a champion has not said how they went for whoever came along; of one request, or of all."""
    mine = _whole().join(Learner.plan).join(Plan.walk).where(Walk.champion_id == champion_id)
    mine = mine.where(Learner.ending == Ending.WALKED, Learner.said.is_(None))
    mine = mine.where(Plan.linkage_id == linkage_id) if linkage_id else mine
    return list(session.scalars(mine.order_by(Learner.ended_at.desc(), Learner.id)))


def lately(session: Session, since: datetime) -> list[Learner]:
    """All that stands, and what changed since a moment."""
    wanted = or_(Learner.ended_at.is_(None), Learner.ended_at > since, Learner.said_at > since)
    return list(session.scalars(_whole().where(wanted).order_by(Learner.id)))


def told(session: Session, person_id: str) -> list[Learner]:
    """What a learner's calendar knows of."""
    mine = _whole().where(Learner.person_id == person_id, Learner.sequence > 0)
    return list(session.scalars(mine.order_by(Learner.made_at, Learner.id)))


def is_final(session: Session, plan_id: str) -> bool:
    """Did the champion or the newcomer say that nobody comes along to this one?"""
    final = select(Learner.id).where(Learner.plan_id == plan_id, Learner.ending.in_(sorted(FINAL)))
    return session.scalars(final.limit(1)).first() is not None


def asked_before(session: Session, plan_id: str) -> frozenset[str]:
    """Who was asked about a plan, and would rather not."""
    mine = select(Learner.person_id).where(Learner.plan_id == plan_id, Learner.ending == Ending.NO)
    return frozenset(session.scalars(mine))


def outings(session: Session, champions: Collection[str]) -> dict[str, int]:
    """How many outings of each came about; who has none is missing."""
    mine = select(Walk.champion_id, func.count()).join(Plan, Plan.walk_id == Walk.id)
    mine = mine.where(Walk.champion_id.in_(champions), Plan.outcome == Outcome.ATTENDED)
    return {champion: count for champion, count in session.execute(mine.group_by(Walk.champion_id))}


def engaged(session: Session, people: Collection[str], now: datetime) -> dict[str, list[Stretch]]:
    """When each comes along somewhere, or is asked whether they would. For `matching.queries.engaged.ENGAGED`."""
    found: dict[str, list[Stretch]] = defaultdict(list)
    mine = select(Learner.person_id, Plan.meet_at, Plan.ends_at).join(Plan, Plan.id == Learner.plan_id)
    mine = mine.where(Learner.person_id.in_(people), Learner.ended_at.is_(None), Plan.ends_at > now)
    for person_id, meet_at, ends_at in session.execute(mine.order_by(Plan.meet_at)):
        found[person_id].append(stretch(meet_at, ends_at))
    return found


def of_their_own(session: Session, people: Collection[str], now: datetime) -> dict[str, list[Stretch]]:
    """When each is to be met by somebody themselves: a champion to be may still have company of their own."""
    found: dict[str, list[Stretch]] = defaultdict(list)
    mine = select(Linkage.person_id, Plan.meet_at, Plan.ends_at).join(Plan, Plan.linkage_id == Linkage.id)
    mine = mine.where(Linkage.person_id.in_(people), Plan.ended_at.is_(None), Plan.ends_at > now)
    for person_id, meet_at, ends_at in session.execute(mine.order_by(Plan.meet_at)):
        found[person_id].append(stretch(meet_at, ends_at))
    return found


def relations_to(found: Learner | None, person_id: str) -> Relations:
    """How a seat stands to it: as a champion it is the learner's own, and of whoever takes them along."""

    def relations(seat: Seat) -> set[Relation]:
        is_theirs = found is not None and (found.person_id == person_id or found.is_with(person_id))
        return {Relation.OWN} if is_theirs and seat.role is Role.CHAMPION else set()

    return relations


def _whole() -> Select[Learner]:
    plan = joinedload(Learner.plan)
    whole = (
        plan.joinedload(Plan.listing).joinedload(Listing.venue), plan.joinedload(Plan.walk).joinedload(Walk.champion),
        plan.joinedload(Plan.linkage).joinedload(Linkage.person),
        plan.joinedload(Plan.linkage).joinedload(Linkage.organisation),
        joinedload(Learner.person), joinedload(Learner.watch),
    )  # fmt: skip
    return select(Learner).options(*whole)
