"""A listing told to somebody who has never been: where, how to get in, who may come, what it costs, how sure we are."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from app.directory.rules.describing import LANGUAGE, ROUTE, formats, language_name
from app.directory.rules.reporting import BEFORE_A_SHUT_DOOR, REASONS
from app.directory.rules.shown import Fact, WayThere
from app.directory.rules.status import Status
from app.directory.rules.timetable import Audience, Kind
from app.directory.rules.what_happens import what_happens
from app.directory.rules.words import ago, confirmed_state, day_name, trust
from app.kernel.recurrence import parse
from app.kernel.speech import _, marked
from app.kernel.words import in_words, ordinal, weekday

if TYPE_CHECKING:
    from app.directory.models import Listing, Report
    from app.places.models import Venue

AUDIENCES = {
    Audience.OPEN: marked("Open: anyone may come, family and workers too."),
    Audience.CLOSED: marked("Closed: only for people who want help for themselves."),
    Audience.ON_REQUEST: marked("Open on request: ask the group first if you come with someone or for someone."),
    Audience.CLIENTS: marked("Only for people who already use the service."),
    Audience.UNKNOWN: marked(
        "We have not been told who may come. Ask the group, or come and say it is your first time."
    ),
}
ANSWERS = {
    "yes": marked("Yes"),
    "partly": marked("Partly"),
    "no": marked("No"),
    "unknown": marked("We have not been told"),
}
PARKING = {
    "free": marked("Free parking."),
    "pay": marked("Pay parking."),
    "street": marked("Parking on the street."),
    "none": marked("No parking."),
}
DETAILS = {
    "requirements": marked("What you need"),
    "dbs_check": marked("Background check (DBS)"),
    "training": marked("Training"),
    "expenses": marked("Expenses"),
    "level": marked("Level"),
    "places": marked("Places"),
    "offers": marked("What is there"),
}


def facts(listing: "Listing") -> tuple[Fact, ...]:
    """Where, who, what kind, cost and the rest, each with its name; what nobody has told us is left out or said so."""
    venue = listing.venue if listing.in_person else None
    told = (
        *(venue_facts(venue, listing.room) if venue else ()),
        *((Fact(_("Online"), (_("You can join from where you are."),)),) if listing.online else ()),
        Fact(_("Who may come"), (_audience(listing),)),
        Fact(_("What kind"), tuple(label for label, explanation in formats(listing)), _explained(listing)),
        Fact(_("Language"), _languages(listing)),
        Fact(_("Cost"), (listing.cost or _usual_cost(listing),)),
        Fact(_("Children"), (listing.children,)),
        Fact(_("Pets"), (listing.pets,)),
        *_details(listing.facts),
        Fact(_("Run by"), (listing.organisation.name,) if listing.organisation else ()),
        Fact(_("Good to know"), (listing.summary, listing.note)),
    )
    kept = (Fact(fact.name, tuple(word for word in fact.words if word), fact.hint) for fact in told)
    return tuple(fact for fact in kept if fact.words)


def venue_facts(venue: "Venue", room: str = "") -> tuple[Fact, ...]:
    """Where it is and how to get in; only the area when the address is withheld."""
    if venue.address_withheld:
        area = venue.area.name if venue.area else ""
        return (Fact(_("Where"), (area, _("The address is not shown. Ask the group for it."))),)
    address = ", ".join(part for part in (venue.address, venue.town, venue.postcode) if part)
    pin = _("The pin shows only roughly where it is.") if venue.approximate and venue.is_placed else ""
    sign = _("On the door: {words}", words=venue.door_sign) if venue.door_sign else ""
    return (
        Fact(_("Where"), (venue.name, address), pin),
        Fact(_("Way in"), (venue.directions, sign, room)),
        Fact(_("Getting there"), (venue.transport, _parking(venue.parking))),
        Fact(_("Step-free"), (_(ANSWERS[venue.step_free]),)),
        Fact(_("Accessible toilet"), (_(ANSWERS[venue.accessible_toilet]),)),
        Fact(_("Hearing loop"), (_(ANSWERS[venue.hearing_loop]),)),
    )


def directions(venue: "Venue") -> tuple[WayThere, ...]:
    """Ways to open a map at the pin, each for another device; none without a pin or when the address is withheld.

    The first two open the person's own map program without asking anybody on the web.
    """
    if venue.address_withheld or venue.latitude is None or venue.longitude is None:
        return ()
    north, east = venue.latitude, venue.longitude
    point = f"{north},{east}"
    web = f"https://www.openstreetmap.org/directions?to={quote(point)}#map=16/{north}/{east}"
    return (
        WayThere(_("Directions on an Android phone"), f"geo:{point}?q={point}({quote(venue.name)})", "Android"),
        WayThere(_("Directions on an iPhone or iPad"), f"maps://?daddr={point}", "Mac"),
        WayThere(_("Directions on openstreetmap.org"), web),
    )


def alerts(listing: "Listing", today: date) -> tuple[str, ...]:
    """What to read first: not running, gone from its own list, not checked for long."""
    said = []
    if listing.status == Status.ENDED:
        said.append(_("This has ended. The page stays so that old links answer."))
    if listing.status == Status.PAUSED:
        until = listing.paused_until
        said.append(_("Not running until {day}.", day=day_name(until, today)) if until else _("Not running for now."))
    if listing.status_note:
        said.append(listing.status_note)
    if listing.missing_since and listing.status == Status.ACTIVE:
        since = day_name(listing.missing_since, today)
        said.append(_("Its own list has not named it since {day}: ask first.", day=since))
    if _is_doubtful(listing, today):
        said.append(f"{trust(listing.confirmed_on, today)}.")
    return tuple(said)


def doubts(waiting: "Iterable[Report]", today: date) -> tuple[str, ...]:
    """The newest report of a shut door that nobody has settled, in our own words: nobody is sent there in good faith
    while we know of it, and one visitor's word takes nothing away."""
    grave = [each for each in waiting if each.what in BEFORE_A_SHUT_DOOR]
    if not grave:
        return ()
    newest = max(grave, key=lambda each: each.made_on)
    told = {"ago": ago((today - newest.made_on).days), "what": _(REASONS[newest.what])}
    return (_("A visitor told us {ago}: “{what}.” It is not checked yet: ring or ask first if you can.", **told),)


def how_to_join(listing: "Listing") -> tuple[str, ...]:
    """What to do to take part."""
    if listing.booking:
        return (listing.booking,)
    if listing.online and not listing.in_person:
        return (_("Ask for the link under “Show how to join”. You do not have to speak or be seen."),)
    if listing.kind == Kind.VOLUNTEERING:
        return (_("Get in touch, and say which role. No experience is needed unless it says so."),)
    if listing.audience in (Audience.CLIENTS, Audience.ON_REQUEST):
        return (_("Ask first."),)
    return (_("Just turn up. You do not have to book or sign in."),)


def contacts(listing: "Listing") -> tuple[Fact, ...]:
    """How to reach the group, only where it is marked public."""
    found = []
    if listing.contact_public:
        found = [(_("Telephone"), listing.contact_phone), (_("E-mail"), listing.contact_email)]
    return tuple(Fact(name, (value,)) for name, value in (*found, (_("Website"), listing.website)) if value)


def _usual_cost(listing: "Listing") -> str:
    is_online_only = listing.online and not listing.in_person
    return what_happens(listing.codes(ROUTE), listing.kind, is_online_only=is_online_only).cost


def _audience(listing: "Listing") -> str:
    if listing.audience != Audience.OPEN_WEEKS:
        return _(AUDIENCES[listing.audience])
    weekdays = sorted({pair for series in listing.series for pair in _weekdays(series.rule)})
    weeks = in_words([ordinal(week) for week in sorted(listing.open_weeks, key=lambda week: (week < 0, week))])
    if len(weekdays) == 1:
        anyone = _("Anyone may come on the {weeks} {weekday} of the month.", weeks=weeks, weekday=weekday(weekdays[0]))
    else:
        anyone = _("Anyone may come on the {weeks} one of the month.", weeks=weeks)
    others = _("Other weeks: only people who want help for themselves.")
    return f"{anyone} {others}"


def _parking(code: str) -> str:
    return _(PARKING[code]) if code in PARKING else code


def _weekdays(rule: str) -> list[int]:
    return [pair.weekday for pair in parse(rule).by_day] if rule else []


def _explained(listing: "Listing") -> str:
    return " ".join(explanation for label, explanation in formats(listing) if explanation)


def _languages(listing: "Listing") -> tuple[str, ...]:
    spoken = listing.codes(LANGUAGE)
    return (in_words([language_name(code) for code in spoken]),) if spoken and spoken != ["en"] else ()


def _details(known: dict[str, Any]) -> tuple[Fact, ...]:
    found = []
    for code, name in DETAILS.items():
        value = known.get(code)
        if value and value != "none":
            found.append(Fact(_(name), tuple(value) if isinstance(value, list) else (str(value),)))
    return tuple(found)


def _is_doubtful(listing: "Listing", today: date) -> bool:
    is_checked_kind = listing.kind in (Kind.MEETING, Kind.CAFE) and listing.status == Status.ACTIVE
    return is_checked_kind and confirmed_state(listing.confirmed_on, today) == "stale"
