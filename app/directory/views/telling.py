"""One listing's page composed from the listing, its timetable and the reviewed table of what happens."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

from app import db
from app.directory.models import Listing
from app.directory.queries import results
from app.directory.queries.care import waiting_on
from app.directory.queries.timetables import timetables
from app.directory.rules import telling
from app.directory.rules.describing import PRACTICAL, ROUTE, address_of, kicker, tags, venue_line
from app.directory.rules.habits import habits
from app.directory.rules.shown import DateLine, Fact, ListingPage, Tag
from app.directory.rules.status import Status
from app.directory.rules.timetable import Audience, Change, Kind, Occurrence, State, Timetable, next_on, occurrences
from app.directory.rules.what_happens import what_happens
from app.directory.rules.words import day_name, hours, noted, trust, when_sentence
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.speech import _
from app.kernel.words import sentence
from app.places.models import Venue
from app.web.request import now, public_address

DAYS_SHOWN, DATES_SHOWN, LATER_SHOWN = 36, 6, 4
MOST_OFF = 2
JOIN_AHEAD = timedelta(hours=2)


def listing_page(listing: Listing, *, with_joining: bool = False) -> ListingPage:
    """All that the page of one listing shows; how to join online only when it was asked for."""
    moment = now()
    zone = listing.venue.zone if listing.venue and listing.in_person else LONDON
    today = local_day(moment, zone)
    session = db.session()
    ((_listing, table),) = timetables(session, [listing], today - timedelta(days=1), today + timedelta(days=400))
    coming = [told_in(zone, part) for part in _coming(table, moment, today)]
    places = results.venues(session, [part.venue_id for part in coming if part.venue_id])
    told = what_happens(listing.codes(ROUTE), listing.kind, is_online_only=not listing.in_person and listing.online)
    runs = listing.status == Status.ACTIVE or any(part.state is State.ON for part in coming)
    first = next((part for part in coming if part.state is State.ON), None)
    page = ListingPage(
        id=listing.id,
        kind=listing.kind,
        name=listing.name,
        kicker=kicker(listing),
        usual=habits(table.series, zone),
        next_words=_next_words(listing, first, moment, today),
        next_note=_notes(first, listing, places) if first else "",
        tags=_tags(listing, first, today),
        alerts=(*_alerts(listing, today, runs=runs), *_called_off(coming, listing, places, today)),
        facts=telling.facts(listing),
        dates=tuple(_line(part, listing, places, today) for part in coming),
        what_happens=told.steps,
        may_listen=told.may_listen,
        medication=_medication(listing, told.medication),
        reviewed_by=told.reviewed_by,
        reviewed_on=told.reviewed_on,
        how_to_join=telling.how_to_join(listing) if runs else (),
        short_url=public_address(f"/l/{listing.id}"),
        contacts=telling.contacts(listing),
        confirmed="" if listing.status == Status.ENDED else trust(listing.confirmed_on, today, listing.confirmed_by),
    )
    if with_joining:
        page = replace(page, joining=_joining(listing))
    if runs:
        page = _with_acts(page, listing, first, places, moment)
    return _placed(page, listing.venue) if listing.venue and listing.in_person else page


def _alerts(listing: Listing, today: date, *, runs: bool) -> tuple[str, ...]:
    """What to read first, and what visitors told of it that nobody has settled."""
    waiting = waiting_on(db.session(), listing.id) if runs else ()
    return (*telling.alerts(listing, today), *telling.doubts(waiting, today))


def _with_acts(
    page: ListingPage, listing: Listing, first: Occurrence | None, places: dict[str, Venue], moment: datetime
) -> ListingPage:
    """The page of a listing that runs, with what to do about its next date: join it, keep it, go there."""
    goal = _goal(first, listing, places)
    can_join = listing.online and bool(listing.join_url or listing.join_phone or listing.join_note)
    is_near = first is not None and first.online and first.starts.astimezone(UTC) <= moment + JOIN_AHEAD
    return replace(
        page,
        can_join_online=can_join and not page.joining,
        is_time_to_join=can_join and not page.joining and is_near,
        ask_url=f"/ask?listing={listing.id}&on={first.starts.date()}" if first else "",
        calendar_url=f"{address_of(listing)}.ics" if first else "",
        directions=telling.directions(goal) if goal else (),
    )


def _goal(first: Occurrence | None, listing: Listing, places: dict[str, Venue]) -> Venue | None:
    """Where to go next time: the venue of the next date, which is not always the usual one; None when it is online."""
    if first is None:
        return listing.venue if listing.in_person else None
    return places.get(first.venue_id or "") if first.in_person else None


def _placed(page: ListingPage, venue: Venue) -> ListingPage:
    """The page with links to the area, and to the venue where its address may be shown."""
    if venue.area:
        page = replace(page, area_url=f"/areas/{venue.area.slug}", area_name=venue.area.name)
    if venue.address_withheld:
        return page
    return replace(page, venue_url=f"/venues/{venue.slug}", venue_name=venue.name)


def _tags(listing: Listing, first: Occurrence | None, today: date) -> tuple[Tag, ...]:
    """What is true of the next date: elsewhere or online, the usual venue's steps say nothing."""
    told = tags(listing)
    if first and (first.venue_id != listing.venue_id or not first.in_person):
        told = tuple(tag for tag in told if tag.words != _(PRACTICAL["step_free"]))
    is_told = listing.confirmed_on is not None and listing.status != Status.ENDED
    checked = (Tag(trust(listing.confirmed_on, today), "plain"),) if is_told else ()
    return (*told, *checked)


def _called_off(coming: list[Occurrence], listing: Listing, places: dict[str, Venue], today: date) -> list[str]:
    """A sentence for each date that is cancelled before the next one that takes place."""
    off = takewhile(lambda part: part.state is State.CANCELLED, coming)
    said = []
    for line in [_line(part, listing, places, today) for part in off][:MOST_OFF]:
        what = _("Not on {when}.", when=line.words)
        said.append(f"{what} {sentence(line.note)}".strip())
    return said


def _coming(table: Timetable, moment: datetime, today: date) -> list[Occurrence]:
    """The dates of the coming weeks, cancelled ones among them; later ones when those weeks hold none."""
    if table.paused_until == date.max:
        return []
    soon = [
        part
        for part in occurrences(table, today - timedelta(days=1), today + timedelta(days=DAYS_SHOWN))
        if part.ends > moment
    ]
    if any(part.state is State.ON for part in soon):
        return soon[:DATES_SHOWN]
    return [*soon[:2], *next_on(table, moment, LATER_SHOWN)]


def told_in(zone: str, part: Occurrence) -> Occurrence:
    """The occurrence by the clocks of the place where it is read."""
    if part.all_day:
        return part
    return replace(part, starts=part.starts.astimezone(zone_of(zone)), ends=part.ends.astimezone(zone_of(zone)))


def _next_words(listing: Listing, first: Occurrence | None, moment: datetime, today: date) -> str:
    if first and first.starts <= moment:
        return _("On now, {hours}", hours=hours(first.starts, first.ends, first.all_day))
    if first:
        return when_sentence(first.starts, first.ends, today, first.all_day)
    if listing.status == Status.ENDED:
        return _("This has ended.")
    if listing.status == Status.PAUSED:
        return _("Not running for now.")
    if listing.kind == Kind.VOLUNTEERING and not listing.series:
        return _("At times that you agree.")
    return _("No date is planned.")


def _line(part: Occurrence, listing: Listing, places: dict[str, Venue], today: date) -> DateLine:
    held = hours(part.starts, part.ends, part.all_day)
    words = _("{day}, {hours}", day=day_name(part.starts.date(), today), hours=held)
    return DateLine(words, _notes(part, listing, places), part.state is State.CANCELLED)


def _notes(part: Occurrence, listing: Listing, places: dict[str, Venue]) -> str:
    """What is different on one date, and its reason."""
    notes = []
    if part.venue_id and part.venue_id != listing.venue_id and part.venue_id in places:
        notes.append(_("At {place} this time.", place=venue_line(places[part.venue_id])))
    if part.change is Change.TIME:
        notes.append(_("At another time than usual."))
    if part.online and not part.in_person and listing.in_person:
        notes.append(_("Online only."))
    if part.ask_first and part.state is State.ON:
        notes.append(_("Bank holiday: ask first."))
    if listing.audience == Audience.OPEN_WEEKS and part.is_open:
        notes.append(_("Anyone may come."))
    return " ".join([*notes, noted(part.note)]).strip()


def _medication(listing: Listing, usual: str) -> str:
    if "medication" in listing.codes("mark"):
        return _("Yes. This group says that people on prescribed medication are welcome.")
    return usual


def _joining(listing: Listing) -> tuple[Fact, ...]:
    """What the group published on joining."""
    found = ((_("Link"), listing.join_url), (_("Telephone"), listing.join_phone), (_("Note"), listing.join_note))
    return tuple(Fact(name, (value,)) for name, value in found if value)
