"""The page of care of one listing, and its line in a list, composed as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app import db
from app.directory.actions.dates import REPLACED, coming
from app.directory.models import Listing, Report
from app.directory.queries import care
from app.directory.queries.results import venues
from app.directory.queries.timetables import as_series
from app.directory.rules import telling
from app.directory.rules.describing import address_of, kicker, place, venue_line
from app.directory.rules.editing.wording import STATUSES
from app.directory.rules.habits import habits
from app.directory.rules.reporting import BEFORE_A_SHUT_DOOR, REASONS
from app.directory.rules.schedule import Occurrence, State
from app.directory.rules.status import Status
from app.directory.rules.timetable import is_for_holiday
from app.directory.rules.words import ago, confirmed_state, day_name, hours, noted, trust
from app.directory.views.care.history import Past, history
from app.directory.views.care.saving import home, last_seen
from app.kernel.access import Relation, Seat
from app.kernel.clock import running
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.places.models import Venue
from app.web.access import may
from app.web.request import now

DAYS_AHEAD, MOST_DATES = 70, 10


@dataclass(frozen=True, slots=True)
class Line:
    """A listing in a list of care."""

    url: str
    name: str
    what: str
    trust: str
    needs_confirming: bool
    status: str


@dataclass(frozen=True, slots=True)
class DateToCome:
    """One date to come, and where it is changed; `differs` when an editor or a list has changed it.
    `may_be_held`: only the policy for bank holidays leaves it off, or uncertain."""

    words: str
    note: str
    url: str
    is_cancelled: bool
    differs: bool
    may_be_held: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A report that must be looked at before anybody says that all is right."""

    id: str
    what: str
    words: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class CarePage:
    """All that the page of care of one listing shows."""

    home: str
    seen: str
    name: str
    what: str
    public_url: str
    status: str
    usual: str
    trust: str
    alerts: tuple[str, ...]
    dates: tuple[DateToCome, ...]
    history: tuple[Past, ...]
    reports: int
    doubts: tuple[Doubt, ...]
    venue: Venue | None
    shared: int
    may_change_venue: bool
    may_close_venue: bool


def entries(found: Iterable[Listing]) -> list[Line]:
    """Listings as lines of a list."""
    today = local_day(now(), LONDON)
    return [
        Line(
            home(each),
            each.name,
            " · ".join(part for part in (kicker(each), place(each)) if part),
            trust(each.confirmed_on, today, each.confirmed_by),
            each.status is not Status.ENDED and confirmed_state(each.confirmed_on, today) != "fresh",
            "" if each.status is Status.ACTIVE else _(STATUSES[each.status]),
        )
        for each in found
    ]


def care_page(found: Listing) -> CarePage:
    """One listing in somebody's care."""
    session, today = db.session(), local_day(now(), LONDON)
    line = entries([found])[0]
    venue = found.venue if found.in_person else None
    relations = care.venue_relations(session, venue.id) if venue else _none
    waiting = care.waiting_on(session, found.id)
    return CarePage(
        home=line.url,
        seen=last_seen(found),
        name=found.name,
        what=line.what,
        public_url=f"{address_of(found)}?at={running():%H%M%S}",  # browsers keep a public page for a minute
        status=found.status.value,
        usual=habits([as_series(each) for each in found.series], venue.zone if venue else LONDON),
        trust=line.trust,
        alerts=telling.alerts(found, today),
        dates=_dates(found, today),
        history=history(found),
        reports=len(waiting),
        doubts=tuple(_doubt(each, today) for each in waiting if each.what in BEFORE_A_SHUT_DOOR),
        venue=venue,
        shared=len(care.listings_at(session, venue.id)) - 1 if venue else 0,
        may_change_venue=may(relations, "venue.edit") is not None,
        may_close_venue=may(relations, "venue.close") is not None,
    )


def date_words(part: Occurrence, today: date) -> str:
    """One date: "Monday 28 December, 7:30pm to 9pm"."""
    held = hours(part.starts, part.ends, part.all_day)
    return _("{day}, {hours}", day=day_name(part.starts.date(), today), hours=held)


def _doubt(made: Report, today: date) -> Doubt:
    when = ago((today - made.made_on).days)
    return Doubt(made.id, _(REASONS[made.what]), made.words, when, f"/care/reports/{made.id}?from=care")


def _dates(found: Listing, today: date) -> tuple[DateToCome, ...]:
    if found.status is Status.ENDED:
        return ()
    parts = coming(db.session(), found, now(), DAYS_AHEAD)[:MOST_DATES]
    places = venues(db.session(), [part.venue_id for part in parts if part.venue_id])
    return tuple(_date(part, found, places, today) for part in parts)


def _date(part: Occurrence, found: Listing, places: dict[str, Venue], today: date) -> DateToCome:
    notes = [noted(part.note)]
    if part.venue_id and part.venue_id != found.venue_id and part.venue_id in places:
        notes.insert(0, _("At {place} this time.", place=venue_line(places[part.venue_id])))
    if part.starts.date() != part.day:
        notes.insert(0, _("Usually {day}.", day=day_name(part.day, today)))
    return DateToCome(
        date_words(part, today),
        " ".join(note for note in notes if note),
        f"{home(found)}/dates/{part.series_id}/{part.day}",
        part.state is State.CANCELLED,
        any(each.day == part.day and each.series_id in (None, part.series_id) and each.change in REPLACED
            for each in found.one_offs),
        is_for_holiday(part),
    )  # fmt: skip


def _none(_seat: Seat) -> set[Relation]:
    return set()
