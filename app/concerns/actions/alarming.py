"""Telling leads, and whoever comes after them, of concerns that nobody has taken up."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.concerns.queries.concerns import circle, untaken
from app.concerns.queries.ringing import in_a_line, to_ring, waiting
from app.concerns.rules.clocks import KINDS, Links, alarms
from app.notices.actions.planning import reconcile
from app.notices.rules.planning import Wanted


def alarm(session: Session, site: str, now: datetime) -> int:
    """Make the planned alarms those that the present state wants; how many changed. `site` is our own address. It is
    done by the planner, and at once by whatever changes a concern."""
    session.flush()
    wanted = list[Wanted]()
    for concern in untaken(session):
        here = f"{site}/organisations/{concern.organisation.slug}"
        told = circle(session, concern, now)
        links = Links(f"{here}/concerns", f"{site}/today", in_a_line(to_ring(session, concern, told, now)))
        wanted += alarms(waiting(concern), told, links)
    return reconcile(session, KINDS, wanted, now).changes
