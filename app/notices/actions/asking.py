"""Asking once, gently, whether what somebody said of how to reach them is still right."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.notices.actions.planning import reconcile
from app.notices.queries.reach import asked, unasked
from app.notices.rules.planning import Span, by_both_roads

KIND = "reach_check"
WORTH_ASKING = timedelta(days=14)


def ask_again(session: Session, link: str, now: datetime) -> int:
    """Ask everybody whose word is 90 days old and whom we have not asked; how many messages changed."""
    for said in unasked(session, now):
        said.asked_at = now
    session.flush()
    wanted = []
    for said in asked(session):
        if said.asked_at:
            about = f"{said.id}:{said.settled_at.date()}"
            span = Span(said.asked_at, said.asked_at + WORTH_ASKING)
            wanted += by_both_roads(KIND, about, said.person_id, span, {"link": link})
    return reconcile(session, [KIND], wanted, now).changes
