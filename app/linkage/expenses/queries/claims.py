"""Outings that can be claimed for, and claims: of a champion, and of an organisation."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.kernel.access import Relation, Relations, Seat
from app.linkage.accompaniment.models import Plan
from app.linkage.expenses.models import Claim
from app.linkage.expenses.rules.claims import CLAIMED_WITHIN, Outing, Step, can_be_claimed
from app.linkage.matching.models import Walk
from app.linkage.matching.queries.offers import is_theirs

LISTED = (Step.APPROVED, Step.PAID)


def outing(session: Session, plan_id: str) -> Plan | None:
    """An outing, with its walk and request."""
    return session.scalars(_outings().where(Plan.id == plan_id)).first()


def is_claimable(plan: Plan, now: datetime) -> bool:
    """Can its champion claim for it?"""
    return plan.is_agreed and can_be_claimed(Outing(plan.meet_at, plan.outcome, plan.ended_at), now)


def to_claim(session: Session, person_id: str, now: datetime) -> list[Plan]:
    """What somebody can claim for and has not yet, latest first."""
    claimed = select(Claim.plan_id).where(Claim.person_id == person_id, Claim.plan_id.is_not(None))
    theirs = _outings().where(
        Walk.champion_id == person_id, Plan.meet_at > now - CLAIMED_WITHIN, Plan.id.not_in(claimed)
    )
    return [each for each in session.scalars(theirs.order_by(Plan.meet_at.desc())) if is_claimable(each, now)]


def of_plan(session: Session, plan_id: str, *, is_held: bool = False) -> Claim | None:
    """The claim for an outing, held until this transaction ends where it is to be changed."""
    mine = select(Claim).where(Claim.plan_id == plan_id)
    mine = mine.with_for_update(of=Claim) if is_held else mine
    return session.scalars(mine.execution_options(populate_existing=True)).first()


def of_person(session: Session, person_id: str) -> list[Claim]:
    """Somebody's own, latest first."""
    mine = _claims().where(Claim.person_id == person_id)
    return list(session.scalars(mine.order_by(Claim.day.desc(), Claim.made_at.desc())))


def of_organisation(session: Session, organisation_id: str, steps: Sequence[Step]) -> list[Claim]:
    """Those of an organisation that stand there, oldest first."""
    here = _claims().where(Claim.organisation_id == organisation_id, Claim.step.in_(steps))
    return list(session.scalars(here.order_by(Claim.made_at, Claim.id)))


def for_treasurer(session: Session, organisation_id: str, since: datetime) -> list[Claim]:
    """What was agreed and is to be paid, and what was paid since a moment."""
    found = of_organisation(session, organisation_id, LISTED)
    return [each for each in found if each.step is Step.APPROVED or (each.settled_at or each.made_at) >= since]


def one(session: Session, claim_id: str) -> Claim | None:
    """A claim, held until this transaction ends."""
    mine = _claims().where(Claim.id == claim_id).with_for_update(of=Claim)
    return session.scalars(mine.execution_options(populate_existing=True)).first()


def own(plan: Plan | None, person_id: str) -> Relations:
    """How a seat of a person stands to an outing: of whoever went with the newcomer it is their own."""

    def relations(seat: Seat) -> set[Relation]:
        return {Relation.OWN} if plan is not None and is_theirs(plan.walk, person_id, seat) else set()

    return relations


def seen_to_by(claim: Claim | None, person_id: str) -> Relations:
    """How a seat stands to a claim: it is made to their organisation, and by somebody else."""

    def relations(seat: Seat) -> set[Relation]:
        if claim is None or claim.person_id == person_id or seat.organisation_id != claim.organisation_id:
            return set()
        return {Relation.ORGANISATION}

    return relations


def _outings() -> Select[Plan]:
    whole = (joinedload(Plan.walk), joinedload(Plan.linkage), joinedload(Plan.listing))
    return select(Plan).join(Walk, Walk.id == Plan.walk_id).options(*whole)


def _claims() -> Select[Claim]:
    return select(Claim).options(joinedload(Claim.person), joinedload(Claim.organisation))
