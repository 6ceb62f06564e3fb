"""What is done every few minutes for those who go together."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.actions.homeward import look_out
from app.linkage.accompaniment.actions.lines import let_age
from app.linkage.accompaniment.actions.returning import bring_back
from app.linkage.accompaniment.actions.telling import tell
from app.notices.jobs import site_address
from app.web.request import settings


def walks(session: Session, now: datetime) -> int:
    """The planner: reminders of plans, news of what happened, and questions afterwards."""
    return tell(session, site_address(settings()), now)


def follow_meetings(session: Session, now: datetime) -> int:
    """The job, every minute: plans follow their meetings, and come back with them; who is not home is looked out for,
    and whoever it concerns is told without waiting."""
    changed = follow(session, now) + bring_back(session, now) + let_age(session) + look_out(session, now)
    return changed + walks(session, now)
