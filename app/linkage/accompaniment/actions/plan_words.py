"""Words of a plan that were reported: taken down they stand nowhere any more, and let stay they come back."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.accompaniment.actions.plans import count_change
from app.linkage.accompaniment.models import Line
from app.linkage.accompaniment.queries.plan_words import instead_of
from app.linkage.accompaniment.rules.parts import CHANGED


def settle(session: Session, line: Line, now: datetime) -> None:
    """Make the plan, and what is suggested instead of it, agree with what was decided about this copy of words, unless
    somebody changed them since."""
    plan, part = line.plan, CHANGED.get(line.part, line.part)
    if plan is None:
        return
    for about in (plan, plan.change if part in CHANGED.values() else None):
        if about is None:
            continue
        said, instead = line.words.strip(), instead_of(about, part)
        before, after = (said, instead) if line.down_at else (instead, said)
        if getattr(about, part).strip() != before.strip():
            continue
        setattr(about, part, after)
        if about is plan and plan.sequence:
            count_change(session, plan, now)
