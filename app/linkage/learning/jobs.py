"""What is said to those who come along, and to whoever takes them."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.learning.actions.telling import tell
from app.notices.jobs import site_address
from app.web.request import settings


def learning(session: Session, now: datetime) -> int:
    """The planner: questions, everybody's yes, reminders, and what comes of it."""
    return tell(session, site_address(settings()), now)
