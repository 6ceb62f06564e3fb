"""Alarms of concerns, planned every few minutes besides being planned at once."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.concerns.actions.alarming import alarm
from app.notices.jobs import site_address
from app.web.request import settings


def alarms(session: Session, now: datetime) -> int:
    """The planner: tell leads, and whoever comes after them, of what nobody has taken up."""
    return alarm(session, site_address(settings()), now)
