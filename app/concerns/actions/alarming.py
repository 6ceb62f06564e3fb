"""Telling leads, and whoever comes after them, of concerns that nobody has taken up."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.concerns.queries.concerns import circle, untaken
from app.concerns.rules.clocks import KINDS, Links, Waiting, alarms
from app.notices.actions.planning import reconcile
from app.notices.rules.planning import Wanted


def alarm(session: Session, site: str, now: datetime) -> int:
    """Make the planned alarms those that the present state wants; how many changed. `site` is our own address. It is
    done by the planner, and at once by whatever changes a concern."""
    session.flush()
    wanted = list[Wanted]()
    for concern in untaken(session):
        here = f"{site}/organisations/{concern.organisation.slug}"
        links = Links(f"{here}/concerns", here, f"{site}/today")
        waiting = Waiting(concern.id, concern.waits_since, concern.is_immediate, len(concern.additions))
        wanted += alarms(waiting, circle(session, concern, now), links)
    return reconcile(session, KINDS, wanted, now).changes
