"""What one of the two sees of their walk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.lines import lines, may_write
from app.linkage.accompaniment.queries.pairs import Pair, last
from app.linkage.accompaniment.queries.plan_words import reportable
from app.linkage.accompaniment.queries.planning import nearby
from app.linkage.accompaniment.queries.safety import is_out
from app.linkage.accompaniment.rules.lines import Shown, offered
from app.linkage.accompaniment.rules.planning import MAY_PLAN
from app.linkage.accompaniment.rules.showing import Card, card
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.rules.states import State

STILL_OUT = timedelta(hours=12)
"""So long a champion who did not say so is asked on the page whether they are home."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The plan that stands; the latest one; what is near where that was called off; what the two said to each other,
    and the sentences that may be said now; what the reader said of how it went; whether they are a
    champion who is still on their way home; which words of the plan they may report."""

    plan: Card | None
    latest: Plan | None
    near: tuple[tuple[Listing, str], ...]
    lines: tuple[Shown, ...]
    offered: tuple[tuple[str, str], ...]
    may_write: bool
    says: Outcome | None
    may_plan: bool
    may_say_how: bool
    is_out: bool
    reportable: tuple[tuple[str, str, bool], ...]


def seen(session: Session, pair: Pair, person_id: str, now: datetime) -> Seen:
    """By the newcomer or by the champion."""
    is_newcomer = pair.is_newcomer(person_id)
    latest = pair.plan or last(session, pair.linkage.id)
    shown = card(pair.plan, now, is_newcomer=is_newcomer) if pair.plan else None
    is_today = shown is not None and shown.is_agreed and shown.is_today
    says = None if latest is None else latest.newcomer_says if is_newcomer else latest.champion_says
    went = latest is not None and (latest.outcome is not None or pair.linkage.state is State.GOING)
    return Seen(
        plan=shown,
        latest=latest,
        near=nearby(session, latest.listing, now) if latest and latest.ending == Outcome.SHUT else (),
        lines=lines(session, pair, person_id, now),
        offered=offered(is_newcomer=is_newcomer, is_today=is_today),
        may_write=may_write(pair),
        says=says,
        may_plan=pair.linkage.state in MAY_PLAN,
        may_say_how=went and latest is not None and now >= latest.meet_at,
        is_out=not is_newcomer
        and latest is not None
        and latest.ended_at is not None
        and is_out(latest)
        and now < latest.ends_at + STILL_OUT,
        reportable=reportable(session, pair.plan, person_id) if pair.plan else (),
    )
