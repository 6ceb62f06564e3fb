"""Making the box agree with who wishes to be reminded of what, and with when and where that is."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.queries.results import venues
from app.directory.rules.describing import place, venue_line
from app.directory.rules.timetable import Occurrence
from app.directory.rules.words import clock, day_name
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.speech import _
from app.kernel.words import printable
from app.notices.actions.planning import reconcile
from app.notices.rules.planning import Wanted, by_both_roads
from app.places.models import Venue
from app.post.rules import Channel
from app.saved.queries.digest import ASK_FIRST
from app.saved.queries.reminders import dates, log, wishes
from app.saved.rules.reminders import CHANGED, KIND, Tell, tells


def remind(session: Session, link: str, now: datetime) -> int:
    """Plan what people are to be told, and take back what is so no more; how many messages changed. `link` is where
    they see what they saved."""
    near, said = dates(session, now), log(session, now)
    places = venues(session, {one.venue_id for _listing, found in near.values() for one in found if one.venue_id})
    wanted: list[Wanted] = []
    for wish in wishes(session):
        listing, found = near[wish.listing_id]
        earlier = said.get((wish.listing_id, wish.person_id), [])
        for tell in tells(found, earlier, wish.minutes, wish.hours):
            about = f"{listing.id}:{tell.cycle}"
            values = {"link": link, "name": _line(listing.name), **_values(tell, listing, places, now)}
            both = by_both_roads(tell.kind, about, wish.person_id, tell.span, values)
            wanted += [each for each in both if each.channel == Channel.INBOX or not wish.stopped]
    return reconcile(session, [KIND, CHANGED], wanted, now).changes


def _values(tell: Tell, listing: Listing, places: Mapping[str, Venue], now: datetime) -> dict[str, str]:
    """The plain words; only those who chose them get them."""
    one = tell.date
    if one is None:
        zone = zone_of(listing.series[0].zone if listing.series else LONDON)
        return {"said": _("Not on: {dates}", dates=_when(tell.was.astimezone(zone), now) if tell.was else "")}
    when = _("{day}, {hours}", day=_day(one.starts, now), hours=_("all day")) if one.all_day else _when(one.starts, now)
    where = _line(_where(one, listing, places))
    if tell.kind == CHANGED:
        return {"said": _("It is on: {when}. {where}", when=when, where=where).strip()}
    return {"when": when, "where": f"{where}. {_(ASK_FIRST)}".lstrip(". ") if one.ask_first else where}


def _when(starts: datetime, now: datetime) -> str:
    """The day and the time; read on another day too, so neither today nor tomorrow."""
    return _("{day}, {hours}", day=_day(starts, now), hours=clock(starts))


def _day(starts: datetime, now: datetime) -> str:
    return day_name(starts.date(), local_day(now, LONDON))


def _where(one: Occurrence, listing: Listing, places: Mapping[str, Venue]) -> str:
    if not one.in_person:
        return _("Online")
    elsewhere = places.get(one.venue_id or "") if one.venue_id != listing.venue_id else None
    return venue_line(elsewhere) if elsewhere else place(listing)


def _line(text: str) -> str:
    """On one line, without what no page shows."""
    return " ".join(printable(text).split())
