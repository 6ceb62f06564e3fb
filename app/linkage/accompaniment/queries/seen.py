"""What one of the two sees of their walk."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import Pair, happened, last
from app.linkage.accompaniment.queries.planning import nearby
from app.linkage.accompaniment.rules.planning import MAY_PLAN
from app.linkage.accompaniment.rules.showing import Card, card
from app.linkage.accompaniment.rules.words import BEFORE, ON_THE_WAY, SAYINGS, Outcome, Saying
from app.linkage.referral.rules.states import State

MOST_SAYINGS = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """The plan that stands; the latest one; what is near where that was called off; sentences, as (is mine, words),
    latest first, and those that may be said now; what the reader said of how it went."""

    plan: Card | None
    latest: Plan | None
    near: tuple[tuple[Listing, str], ...]
    sayings: tuple[tuple[bool, str], ...]
    offered: tuple[tuple[str, str], ...]
    says: Outcome | None
    may_plan: bool
    may_say_how: bool


def seen(session: Session, pair: Pair, person_id: str, now: datetime) -> Seen:
    """By the newcomer or by the champion."""
    is_newcomer = pair.is_newcomer(person_id)
    latest = pair.plan or last(session, pair.linkage.id)
    shown = card(pair.plan, now, is_newcomer=is_newcomer) if pair.plan else None
    is_today = shown is not None and shown.is_agreed and shown.is_today
    said = happened(session, pair.walk, ("said",))[:MOST_SAYINGS]
    says = None if latest is None else latest.newcomer_says if is_newcomer else latest.champion_says
    went = latest is not None and (latest.outcome is not None or pair.linkage.state is State.GOING)
    return Seen(
        plan=shown,
        latest=latest,
        near=nearby(session, latest.listing, now) if latest and latest.ending == Outcome.SHUT else (),
        sayings=tuple((each.actor_id == person_id, SAYINGS[Saying(each.reason)]) for each in said),
        offered=tuple((each.value, SAYINGS[each]) for each in (ON_THE_WAY if is_today else BEFORE)),
        says=says,
        may_plan=pair.linkage.state in MAY_PLAN,
        may_say_how=went and latest is not None and now >= latest.meet_at,
    )
