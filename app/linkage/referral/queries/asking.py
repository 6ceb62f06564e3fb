"""What somebody who asks for company has to be told: the meeting in words, and who looks after requests there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.queries import pages
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import ROUTE, address_of
from app.directory.rules.describing import place as place_of
from app.directory.rules.status import Status
from app.directory.rules.timetable import Occurrence, State, next_on, occurrences
from app.directory.rules.vocabulary import routes
from app.directory.rules.words import clock, day_name, when_sentence
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.roles import Role
from app.kernel.speech import _
from app.linkage.referral.models import Linkage, Timer
from app.people.models import Holding, Organisation, OrganisationArea, Person
from app.places.models import Area, Venue
from app.places.queries import area_by_name
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Found, Place


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that somebody named, on its next fitting date. `is_open`: may anybody come that day, None where nobody
    has told us. `notice` says what is otherwise than they thought."""

    listing: Listing
    on: date
    when: str
    notice: str = ""
    is_open: bool | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.listing.name

    @property
    def where(self) -> str:
        """Where it is held, in a few words."""
        return place_of(self.listing)

    @property
    def url(self) -> str:
        """Its page."""
        return address_of(self.listing)

    @property
    def route(self) -> str:
        """The route that it belongs to, as people call it; "" where it belongs to none, or to several."""
        codes = self.listing.codes(ROUTE)
        known = routes()
        return _(known[codes[0]].short) if len(codes) == 1 and codes[0] in known else ""


def meeting(session: Session, listing_id: str, on: date | None, now: datetime) -> tuple[Meeting | None, str]:
    """The meeting of that id on that day, or on its next date where it is not on then; and a sentence where it is
    otherwise than asked. None for one that is not there, has ended or has no date."""
    listing = pages.by_id(session, listing_id) if listing_id else None
    if listing is None:
        return None, ""
    if listing.status is Status.ENDED:
        return None, _("{name} has ended. Tell us a place, and we look for another one with you.", name=listing.name)
    zone = listing.venue.zone if listing.venue else LONDON
    today = local_day(now, zone)
    ((_listing, table),) = timetables(session, [listing], today - timedelta(days=1), today + timedelta(days=400))
    found = _on(occurrences(table, on, on), now) if on else None
    is_asked = found is not None
    found = found or next(iter(next_on(table, now, 1)), None)
    if found is None:
        said = _(
            "{name} has no date for now. Tell us a place, and we look for another one with you.", name=listing.name
        )
        return None, said
    starts, ends = found.starts.astimezone(zone_of(zone)), found.ends.astimezone(zone_of(zone))
    when = when_sentence(starts, ends, today, found.all_day)
    notice = ""
    if on and not is_asked:
        said = when_sentence(starts, ends, today, found.all_day, is_inside=True)
        notice = _("It is not on on {day}. The next time is {when}.", day=day_name(on, today), when=said)
    return Meeting(listing, found.starts.date(), when, notice, found.is_open), notice


def place(typed: str) -> Place | None:
    """The one place that is meant; None where there is none, or several."""
    answer = gazetteer().find(typed)
    return answer.place if isinstance(answer, Found) else None


def area_of(session: Session, found: Meeting | None, near: Place | None) -> Area | None:
    """In which area somebody would be looked after: that of the meeting's venue, else that of the place."""
    if found and found.listing.venue and found.listing.venue.area:
        return found.listing.venue.area
    return area_by_name(session, near.authority.name) if near and near.authority else None


def buildings(session: Session, area_id: str) -> list[tuple[str, str]]:
    """The buildings of an area in which something is listed, by name; not those whose address is kept back."""
    used = exists().where(Listing.venue_id == Venue.id, Listing.status != Status.ENDED)
    ours = select(Venue).where(Venue.area_id == area_id, ~Venue.address_withheld, used)
    found = session.scalars(ours.order_by(Venue.name, Venue.town, Venue.id))
    return [(each.id, f"{each.name}, {each.town}" if each.town else each.name) for each in found]


def who_helps(session: Session, area: Area | None, but: Collection[str] = ()) -> list[Organisation]:
    """The organisations that look after requests in an area: they serve it, and have a coordinator. Those in `but` are
    left out."""
    if area is None:
        return []
    coordinated = select(Holding.organisation_id).where(*_coordinates()).join(Person, Person.id == Holding.person_id)
    serving = (
        select(Organisation)
        .join(OrganisationArea, OrganisationArea.organisation_id == Organisation.id)
        .where(OrganisationArea.area_id == area.id, Organisation.id.in_(coordinated), Organisation.id.not_in(but))
    )
    return list(session.scalars(serving.order_by(Organisation.name, Organisation.id)))


def coordinators(session: Session, organisation_id: str) -> list[str]:
    """The ids of those who coordinate in an organisation at present."""
    mine = select(Person.id).join(Holding, Holding.person_id == Person.id).where(*_coordinates())
    return list(session.scalars(mine.where(Holding.organisation_id == organisation_id).distinct().order_by(Person.id)))


def look_due(session: Session, linkage: Linkage) -> datetime | None:
    """The moment by which somebody looks at a request, as it was promised when it came."""
    first = select(Timer.due_at).where(Timer.linkage_id == linkage.id, Timer.kind == "look").order_by(Timer.cycle)
    return session.scalars(first.limit(1)).first()


def looked_at_by(session: Session, linkage: Linkage, now: datetime) -> str:
    """By when somebody looks at a request, as it was promised when it came: "3pm on Monday 23 November"."""
    due_at = look_due(session, linkage)
    if due_at is None:
        return ""
    wall = due_at.astimezone(zone_of(LONDON))
    return _("{time} on {day}", day=day_name(wall.date(), local_day(now, LONDON)), time=clock(wall))


def _on(dates: list[Occurrence], now: datetime) -> Occurrence | None:
    return next((each for each in dates if each.state is State.ON and each.ends > now), None)


def _coordinates() -> tuple[ColumnElement[bool], ...]:
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    return (Holding.role == Role.COORDINATOR, *live)
