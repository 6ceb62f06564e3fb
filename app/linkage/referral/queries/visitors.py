"""Dates on which anybody may come, for whoever does not belong to a meeting or is not sure: its own, else those of
others like it close by."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.queries.pages import by_id
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import ROUTE
from app.directory.rules.finding import Window, Wish
from app.directory.rules.timetable import next_on
from app.directory.rules.words import when_sentence
from app.directory.search.asking import near
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.linkage.referral.queries.soonest import TO_GO_TO, Option
from app.places.queries import public_point

AHEAD, SOON = timedelta(days=60), timedelta(days=14)
MILES, MANY, MOST, OTHERS = 15, 60, 6, 4


def open_dates(session: Session, listing: Listing, now: datetime) -> list[Option]:
    """The next dates of a listing of which we know that anybody may come: its id and the day in one word, and when."""
    zone = listing.venue.zone if listing.venue else LONDON
    today = local_day(now, zone)
    ((_listing, table),) = timetables(session, [listing], today, today + AHEAD)
    found = [each for each in next_on(table, now, MANY, AHEAD.days) if each.is_open]
    return [
        (f"{listing.id} {each.starts.date().isoformat()}", when_sentence(each.starts, each.ends, today, each.all_day))
        for each in found[:MOST]
    ]


def open_near(session: Session, listing: Listing, now: datetime) -> list[Option]:
    """Of other listings by the same route close by: the next such date of each."""
    point = public_point(listing.venue) if listing.venue else None
    if point is None:
        return []
    moment = int(now.timestamp())
    wish = Wish(miles=MILES, online="no", kinds=TO_GO_TO, routes=frozenset(listing.codes(ROUTE)))
    window = Window(moment, int((now + SOON).timestamp()), moment + 1)
    rows, _off = near(session.connection(), point, wish, window, count=MANY)
    ids = dict.fromkeys(row.listing_id for row in rows if row.is_open and row.is_on and row.listing_id != listing.id)
    others = [each for each in (by_id(session, one) for one in list(ids)[:OTHERS]) if each]
    return [
        (key, _("{name}, {when}", name=each.name, when=when))
        for each in others
        for key, when in open_dates(session, each, now)[:1]
    ]


def no_visitors(name: str, *, has_others: bool) -> str:
    """What to say where a meeting has no such date."""
    said = _("{name} is only for people who want help for themselves, as far as we know.", name=name)
    return f"{said} {_others() if has_others else _alone()}"


def _others() -> str:
    return _("Anybody may come to these close by. Choose one, or say that it is there for you.")


def _alone() -> str:
    return _("Choose another meeting, or leave it open and we look for one with you.")
