"""Alarms of concerns, planned every few minutes besides being planned at once; and what hangs on the duty of lead."""

from datetime import datetime

from flask import has_app_context
from sqlalchemy.orm import Session

from app.concerns.actions import leading
from app.concerns.actions.alarming import alarm
from app.kernel.access import Warrant
from app.kernel.roles import Appointment
from app.notices.jobs import site_address
from app.people.models import Holding
from app.web.request import now as peoples_time
from app.web.request import settings


def alarms(session: Session, now: datetime) -> int:
    """The planner: tell leads, and whoever comes after them, of what nobody has taken up."""
    return alarm(session, site_address(settings()), now)


def duty_changed(
    session: Session, by: Warrant, holding: Holding, duty: Appointment, present: datetime, *, is_given: bool
) -> None:
    """Somebody was given a duty, or it was taken from them. Messages are of people's time."""
    leading.changed(session, by, holding, duty, _moment(present), is_given=is_given, site=_site())


def stopped(session: Session, holding: Holding, present: datetime) -> None:
    """Somebody's role was suspended or has ended."""
    leading.hand_back(session, holding, _moment(present), site=_site())


def _moment(present: datetime) -> datetime:
    """People's time; the running clock's where there is no site whose clock could be held."""
    return peoples_time() if has_app_context() else present


def _site() -> str:
    return site_address(settings()) if has_app_context() else ""
