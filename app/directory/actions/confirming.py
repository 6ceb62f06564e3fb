"""Asking groups' representatives whether their listings are still right."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.queries.confirming import looked_after
from app.directory.rules.confirming import asks
from app.kernel.days import LONDON, local_day
from app.notices.actions.planning import reconcile
from app.notices.rules.planning import Span, by_both_roads

KIND = "confirm_due"


def ask_to_confirm(session: Session, site: str, now: datetime) -> int:
    """Plan what is due by now, and take back what is not; how many messages changed. `site` is our own address."""
    wanted = []
    for each in looked_after(session):
        values = {"link": f"{site}/care/{each.listing_id}", "name": each.name}
        for ask in asks(each.confirmed_on, local_day(each.since, LONDON), now):
            about, span = f"{each.listing_id}:{ask.cycle}", Span(ask.due_at, ask.ends_at)
            wanted += by_both_roads(KIND, about, each.person_id, span, values)
    return reconcile(session, [KIND], wanted, now).changes
