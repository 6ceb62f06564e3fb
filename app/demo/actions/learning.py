"""Somebody of the example world is learning, and may come along to an outing: the newcomer is asked."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.sources.drafts import records
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.learning.actions.asking import ASKED, YES, begin_timer
from app.linkage.learning.models import Learner
from app.linkage.learning.rules.steps import is_settled
from app.linkage.matching.models import Walk
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.people.models import Person

AGO, SINCE = timedelta(days=35), timedelta(hours=3)
"""Since when the champion has gone with somebody before; and since when the newcomer is asked."""


def load_learning(session: Session, now: datetime) -> None:
    """Wherever a request says who comes along; made anew with it."""
    people = {each.name: each for each in session.scalars(select(Person).where(Person.is_example)).unique()}
    for record in records("requests"):
        if "learner" in record and record["name"] in people:
            _come_along(session, people[record["name"]].id, people[record["learner"]].id, now)
    session.flush()


def _come_along(session: Session, newcomer_id: str, learner_id: str, now: datetime) -> None:
    mine = select(Plan).join(Linkage, Linkage.id == Plan.linkage_id).where(Linkage.person_id == newcomer_id)
    plan = session.scalars(mine.where(Plan.ended_at.is_(None), Linkage.state == State.PLANNED)).first()
    known = select(Learner.id).join(Plan, Plan.id == Learner.plan_id).join(Linkage, Linkage.id == Plan.linkage_id)
    if plan is None or is_settled(plan.meet_at, now):
        return
    if session.scalars(known.where(Linkage.person_id == newcomer_id).limit(1)).first():
        return
    _went_before(session, plan)
    at = now - SINCE
    session.add(
        Learner(
            plan_id=plan.id, person_id=learner_id, made_at=at, asked_at=at, sequence=0, learner_agreed_at=at,
            champion_agreed_at=at,
        )
    )  # fmt: skip
    session.flush()
    for what in (ASKED, YES, YES):
        note(session, plan.linkage, what, None, at)
    begin_timer(session, plan, at)


def _went_before(session: Session, plan: Plan) -> None:
    """The two went together once already: so the champion may take somebody along."""
    then = plan.made_at - AGO
    walk = session.get_one(Walk, plan.walk_id)
    moments = dict.fromkeys(("starts_at", "meet_at", "ends_at", "made_at", "ended_at"), then)
    agreed = {"newcomer_agreed_at": then, "champion_agreed_at": then}
    session.add(Plan(
        linkage_id=plan.linkage_id, walk_id=walk.id, number=0, listing_id=plan.listing_id, made_by=walk.champion_id,
        ending=Outcome.ATTENDED.value, outcome=Outcome.ATTENDED, **moments, **agreed,
    ))  # fmt: skip
