"""What the site does about champions by itself: messages, and what happens with their roles."""

from datetime import datetime

from flask import has_app_context
from sqlalchemy.orm import Session

from app.champions.actions.applying import begin
from app.champions.actions.stepping import role_stopped
from app.champions.actions.telling import tell
from app.notices.jobs import site_address
from app.people.models import Holding, Invitation
from app.web.request import now as peoples_time
from app.web.request import settings


def care_of_champions(session: Session, now: datetime) -> int:
    """The planner: those who look after champions hear of checks that end, supervision that is due, and who applied."""
    return tell(session, site_address(settings()), now)


def taken_up(session: Session, holding: Holding, invitation: Invitation, present: datetime) -> None:
    """Somebody took up an invitation."""
    begin(session, holding, invitation, _moment(present))


def stopped(session: Session, holding: Holding, present: datetime) -> None:
    """Somebody's role was suspended or has ended."""
    role_stopped(session, holding, _moment(present))


def _moment(present: datetime) -> datetime:
    """People's time; the running clock's where there is no site whose clock could be held."""
    return peoples_time() if has_app_context() else present
