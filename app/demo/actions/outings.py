"""Somebody of the example world is on the way to a meeting, or there, whenever the world is loaded."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.queries.pages import WHOLE
from app.directory.rules.timetable import Kind, Occurrence
from app.kernel.access import Relation, Warrant
from app.linkage.accompaniment.actions import going
from app.linkage.accompaniment.queries.dates import coming
from app.linkage.accompaniment.queries.pairs import of_linkage, standing
from app.linkage.accompaniment.rules.planning import SET_OUT, choices, meets_at
from app.linkage.referral.models import Linkage
from app.people.models import Person
from app.people.queries.people import actor

EARLY, HOMEWARD = timedelta(minutes=5), timedelta(minutes=20)
"""So long before the time to meet both are there; so long after the end the champion is home."""


def under_way(session: Session, linkage: Linkage, at: datetime, now: datetime) -> Listing | None:
    """The example meeting with the latest date for which people have set out by now. It is theirs from here on."""
    mine = select(Listing).where(Listing.is_example, Listing.in_person, Listing.kind == Kind.MEETING)
    listings = session.scalars(mine.options(*WHOLE).order_by(Listing.id)).unique().all()
    dates = coming(session, listings, at)
    begun = [
        (one.starts, each) for each in listings if (one := latest(choices(dates[each.id], None, at), now)) is not None
    ]
    if not begun:
        return None
    found = max(begun, key=lambda pair: (pair[0], pair[1].id))[1]
    linkage.listing_id = found.id
    return found


def latest(dates: Sequence[Occurrence], now: datetime) -> Occurrence | None:
    """The last of some dates for which people have set out by now."""
    begun = [each for each in dates if meets_at(each) - SET_OUT <= now]
    return max(begun, key=lambda each: each.starts, default=None)


def set_out(session: Session, linkage: Linkage, now: datetime) -> None:
    """They go, are there, and the champion says when they are home, as far as that is over by now."""
    plan = standing(session, linkage.id)
    pair = of_linkage(session, linkage.id)
    if plan is None or pair is None:
        return
    going.set_out(session, plan, None, plan.meet_at - SET_OUT)
    if plan.meet_at - EARLY <= now:
        for each in (pair.champion, pair.newcomer):
            going.here(session, pair, _by(each), plan.meet_at - EARLY)
    if plan.ends_at + HOMEWARD <= now:
        going.home(session, pair, _by(pair.champion), plan.ends_at + HOMEWARD)


def _by(person: Person) -> Warrant:
    found = actor(person)
    return Warrant(found, found.seats[0], Relation.OWN, "walk.keep")
