"""Somebody who goes with a champion wishes for something else: a plan that does not stand is let go, and both hear."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.linkage.accompaniment.actions.plans import finish
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.queries.refitting import still_stands
from app.linkage.accompaniment.rules.refitting import TOLD, Otherwise
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.rules.states import State

UNWISHED = "plan_unwished"
REASON = "wishes_changed"


def refit(session: Session, pair: Pair, otherwise: Otherwise, by: Warrant, now: datetime) -> None:
    """Let a plan go that does not stand any more; both hear of it. Else a champion hears what they plan by. The caller
    holds the request."""
    linkage, plan = pair.linkage, pair.plan
    if plan is None or still_stands(session, plan, linkage, otherwise):
        if otherwise.part in TOLD:
            note(session, linkage, "wishes_news", by, now)
        return
    note(session, linkage, UNWISHED, by, now)
    if linkage.state is State.PLANNED:
        move(session, linkage, State.REPLANNING, by, now, reason=REASON)
    else:
        finish(session, plan, REASON, now)
