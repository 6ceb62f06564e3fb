"""What a newcomer said at the meeting point: that they see nobody, or that they see them after all."""

from sqlalchemy.orm import Session

from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import happened
from app.linkage.accompaniment.rules.planning import SET_OUT
from app.linkage.accompaniment.rules.telling import FOUND, NOBODY
from app.linkage.referral.models import Happening


def sees_nobody(session: Session, plan: Plan) -> bool:
    """Did they say of this outing that nobody is there, and have not taken it back?"""
    said = _said(session, plan)
    return bool(said) and said[0].what == NOBODY


def sees_them(session: Session, plan: Plan) -> bool:
    """Did they take it back: the other is there?"""
    said = _said(session, plan)
    return bool(said) and said[0].what == FOUND


def times_taken_back(session: Session, plan: Plan) -> int:
    """How often they did."""
    return sum(each.what == FOUND for each in _said(session, plan))


def _said(session: Session, plan: Plan) -> list[Happening]:
    """Latest first."""
    return [each for each in happened(session, plan.walk, (NOBODY, FOUND)) if each.at >= plan.meet_at - SET_OUT]
