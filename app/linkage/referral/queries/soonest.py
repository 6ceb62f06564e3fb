"""What is on soonest near a place, to choose from with somebody who is there; and the next dates of one meeting."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.queries.pages import WHOLE
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import place as place_of
from app.directory.rules.finding import Window, Wish
from app.directory.rules.found import Found
from app.directory.rules.schedule import Kind
from app.directory.rules.timetable import next_on
from app.directory.rules.words import when_sentence
from app.directory.search.asking import near
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.speech import _
from app.linkage.referral.queries.asking import Meeting
from app.places.rules.values import Place

AHEAD = timedelta(days=7)
MILES = (5, 15)
"""How far is looked: close by, and further only where that gives nothing."""

MOST, OFTEN, DATES = 8, 2, 4
"""So many dates to choose from, of one meeting so often; and so many dates of the one that is chosen."""

TO_GO_TO = frozenset(each.value for each in Kind if each is not Kind.VOLUNTEERING)

Option = tuple[str, str]


def soonest(session: Session, at: Place, now: datetime) -> list[Option]:
    """What one can go to near a place in the coming week, soonest first: a meeting and its date in one word, and both
    as people say them."""
    moment = int(now.timestamp())
    window = Window(moment, int((now + AHEAD).timestamp()), moment + 1)
    rows: list[Found] = []
    for miles in MILES:
        wish = Wish(miles=miles, online="no", kinds=TO_GO_TO)
        rows = rows or near(session.connection(), (at.lat, at.lon), wish, window, count=MOST * 3)[0]
    whole = select(Listing).where(Listing.id.in_({each.listing_id for each in rows})).options(*WHOLE)
    listings = {each.id: each for each in session.scalars(whole).unique()}
    return [_option(listings[row.listing_id], row, now) for row in _not_too_often(rows) if row.listing_id in listings]


def dates(session: Session, chosen: Meeting, now: datetime) -> list[Option]:
    """The date that was chosen, and the next ones of the same meeting."""
    zone = chosen.listing.venue.zone if chosen.listing.venue else LONDON
    today = local_day(now, zone)
    ((_listing, table),) = timetables(session, [chosen.listing], today, today + timedelta(days=60))
    found = {chosen.on: chosen.when}
    for each in next_on(table, now, DATES, 60):
        found.setdefault(each.starts.date(), when_sentence(each.starts, each.ends, today, each.all_day))
    return [(day.isoformat(), said) for day, said in sorted(found.items())]


def _not_too_often(rows: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for row in rows:
        if sum(each.listing_id == row.listing_id for each in kept) < OFTEN and len(kept) < MOST:
            kept.append(row)
    return kept


def _option(listing: Listing, row: Found, now: datetime) -> Option:
    zone = zone_of(row.zone)
    starts, ends = (datetime.fromtimestamp(moment, zone) for moment in (row.starts_at, row.ends_at))
    when = when_sentence(starts, ends, local_day(now, row.zone), row.all_day)
    said = _("{when}: {name}, {place}", when=when, name=listing.name, place=place_of(listing))
    if row.is_open is False:
        said = _("{said} (that day not for visitors)", said=said)
    return f"{listing.id} {starts.date().isoformat()}", said
