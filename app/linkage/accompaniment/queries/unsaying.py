"""A newcomer said that nobody was there to meet them: until when that can be taken back, and who says sorry by when."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import Pair, happened, last
from app.linkage.accompaniment.queries.watch import cover_at
from app.linkage.accompaniment.rules.cover import Sorry, rung_by, while_sorry
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.models import Task
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.tasks import TAKE_BACK
from app.places.models import Nation
from app.places.queries import bank_holidays

APOLOGY = "apology"


def said_at(session: Session, plan: Plan) -> datetime | None:
    """When the newcomer last said how it went."""
    mine = happened(session, plan.walk, ("said_how",))
    return next((each.at for each in mine if each.actor_id == plan.linkage.person_id), None)


def may_unsay(session: Session, pair: Pair, now: datetime) -> bool:
    """For five minutes, while nothing else became of it."""
    plan = last(session, pair.linkage.id)
    if plan is None or plan.newcomer_says is not Outcome.CHAMPION_ABSENT or plan.walk_id != pair.walk.id:
        return False
    pressed = said_at(session, plan)
    if pressed is None or now >= pressed + TAKE_BACK or pair.linkage.since > pressed:
        return False
    if pair.linkage.state is State.REPLANNING and pair.linkage.since == pressed:
        return plan.champion_says is None and pair.plan is None
    return True


def sorry(session: Session, pair: Pair, now: datetime) -> list[str]:
    """What stands on their page; nothing where they did not say so of the latest outing."""
    plan = last(session, pair.linkage.id)
    if plan is None or plan.newcomer_says is not Outcome.CHAMPION_ABSENT or plan.walk_id != pair.walk.id:
        return []
    mine = (Task.linkage_id == pair.linkage.id, Task.kind == APOLOGY, Task.done_at.is_(None))
    task = session.scalars(select(Task).where(*mine)).first()
    name, person = pair.linkage.organisation.name, pair.newcomer
    if task is None:
        return while_sorry(Sorry(name), now)
    cover = cover_at(session, pair.linkage.organisation_id, task.made_at, pair.champion.id)
    by = max(task.due_at, rung_by(cover, task.made_at, bank_holidays(Nation.ENGLAND_AND_WALES)))
    return while_sorry(Sorry(name, by, is_rung=bool(person.phone)), now)
