"""Words of a plan that were reported: taken down they stand nowhere any more, and let stay they come back."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.accompaniment.actions.plans import count_change
from app.linkage.accompaniment.models import Line
from app.linkage.accompaniment.queries.plan_words import instead_of
from app.linkage.accompaniment.rules.parts import words_of


def settle(session: Session, line: Line, now: datetime) -> None:
    """Make the plan agree with what was decided about this copy of its words, unless somebody changed them since."""
    plan = line.plan
    if plan is None:
        return
    said, instead = line.words.strip(), instead_of(plan, line.part)
    before, after = (said, instead) if line.down_at else (instead, said)
    if words_of(plan, line.part) == before.strip():
        setattr(plan, line.part, after)
        if plan.sequence:
            count_change(session, plan, now)
