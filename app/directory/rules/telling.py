"""A listing told to somebody who has never been: where, how to get in, who may come, what it costs, how sure we are."""

from datetime import date
from typing import TYPE_CHECKING, Any

from app.directory.rules.describing import LANGUAGE, ROUTE, formats, language_name
from app.directory.rules.shown import Fact
from app.directory.rules.status import Status
from app.directory.rules.timetable import Audience, Kind
from app.directory.rules.what_happens import what_happens
from app.directory.rules.words import confirmed_state, day_name, trust
from app.kernel.recurrence import parse
from app.kernel.words import WEEKDAYS, in_words, ordinal

if TYPE_CHECKING:
    from app.directory.models import Listing
    from app.places.models import Venue

AUDIENCES = {
    Audience.OPEN: "Open: anyone may come, family and workers too.",
    Audience.CLOSED: "Closed: for people who want to stop or change their own use.",
    Audience.ON_REQUEST: "Open on request: ask the group first if you come with someone or for someone.",
    Audience.CLIENTS: "Only for people who already use the service.",
    Audience.UNKNOWN: "We have not been told who may come. Ask the group, or come and say it is your first time.",
}
ANSWERS = {"yes": "Yes", "partly": "Partly", "no": "No", "unknown": "We have not been told"}
PARKING = {"free": "Free parking.", "pay": "Pay parking.", "street": "Parking on the street.", "none": "No parking."}
DETAILS = {
    "requirements": "What you need",
    "dbs_check": "Background check (DBS)",
    "training": "Training",
    "expenses": "Expenses",
    "level": "Level",
    "places": "Places",
    "offers": "What is there",
}


def facts(listing: "Listing") -> tuple[Fact, ...]:
    """Where, who, what kind, cost and the rest, each with its name; what nobody has told us is left out or said so."""
    venue = listing.venue if listing.in_person else None
    told = (
        *(venue_facts(venue, listing.room) if venue else ()),
        *((Fact("Online", ("You can join from where you are.",)),) if listing.online else ()),
        Fact("Who may come", (_audience(listing),)),
        Fact("What kind", tuple(label for label, _ in formats(listing)), _explained(listing)),
        Fact("Language", _languages(listing)),
        Fact("Cost", (listing.cost or what_happens(listing.codes(ROUTE), listing.kind).cost,)),
        Fact("Children", (listing.children,)),
        Fact("Pets", (listing.pets,)),
        *_details(listing.facts),
        Fact("Run by", (listing.organisation.name,) if listing.organisation else ()),
        Fact("Good to know", (listing.summary, listing.note)),
    )
    kept = (Fact(fact.name, tuple(word for word in fact.words if word), fact.hint) for fact in told)
    return tuple(fact for fact in kept if fact.words)


def venue_facts(venue: "Venue", room: str = "") -> tuple[Fact, ...]:
    """Where it is and how to get in; only the area when the address is withheld."""
    if venue.address_withheld:
        area = venue.area.name if venue.area else ""
        return (Fact("Where", (area, "The address is not shown. Ask the group for it.")),)
    address = ", ".join(part for part in (venue.address, venue.town, venue.postcode) if part)
    pin = "The pin shows only roughly where it is." if venue.approximate and venue.is_placed else ""
    return (
        Fact("Where", (venue.name, address), pin),
        Fact("Way in", (venue.directions, venue.door_sign and f"On the door: {venue.door_sign}", room)),
        Fact("Getting there", (venue.transport, PARKING.get(venue.parking, venue.parking))),
        Fact("Step-free", (ANSWERS[venue.step_free],)),
        Fact("Accessible toilet", (ANSWERS[venue.accessible_toilet],)),
        Fact("Hearing loop", (ANSWERS[venue.hearing_loop],)),
    )


def alerts(listing: "Listing", today: date) -> tuple[str, ...]:
    """What to read first: not running, gone from its own list, not checked for long."""
    said = []
    if listing.status == Status.ENDED:
        said.append("This has ended. The page stays so that old links answer.")
    if listing.status == Status.PAUSED:
        until = f" until {day_name(listing.paused_until, today)}" if listing.paused_until else " for now"
        said.append(f"Not running{until}.")
    if listing.status_note:
        said.append(listing.status_note)
    if listing.missing_since and listing.status == Status.ACTIVE:
        said.append(f"Its own list has not named it since {day_name(listing.missing_since, today)}: ask first.")
    if _is_doubtful(listing, today):
        said.append(f"{trust(listing.confirmed_on, today)}.")
    return tuple(said)


def how_to_join(listing: "Listing") -> tuple[str, ...]:
    """What to do to take part."""
    if listing.booking:
        return (listing.booking,)
    if listing.kind == Kind.VOLUNTEERING:
        return ("Get in touch, and say which role. No experience is needed unless it says so.",)
    if listing.audience in (Audience.CLIENTS, Audience.ON_REQUEST):
        return ("Ask first.",)
    return ("Just turn up. You do not have to book or sign in.",)


def contacts(listing: "Listing") -> tuple[Fact, ...]:
    """How to reach the group, only where it is marked public."""
    found = []
    if listing.contact_public:
        found = [("Telephone", listing.contact_phone), ("E-mail", listing.contact_email)]
    return tuple(Fact(name, (value,)) for name, value in (*found, ("Website", listing.website)) if value)


def _audience(listing: "Listing") -> str:
    if listing.audience != Audience.OPEN_WEEKS:
        return AUDIENCES[listing.audience]
    weekdays = sorted({pair for series in listing.series for pair in _weekdays(series.rule)})
    day = WEEKDAYS[weekdays[0]] if len(weekdays) == 1 else "one"
    weeks = in_words([ordinal(week) for week in sorted(listing.open_weeks, key=lambda week: (week < 0, week))])
    others = "Other weeks: people who want to stop or change their use."
    return f"Anyone may come on the {weeks} {day} of the month. {others}"


def _weekdays(rule: str) -> list[int]:
    return [pair.weekday for pair in parse(rule).by_day] if rule else []


def _explained(listing: "Listing") -> str:
    return " ".join(explanation for _, explanation in formats(listing) if explanation)


def _languages(listing: "Listing") -> tuple[str, ...]:
    spoken = listing.codes(LANGUAGE)
    return (in_words([language_name(code) for code in spoken]),) if spoken and spoken != ["en"] else ()


def _details(known: dict[str, Any]) -> tuple[Fact, ...]:
    found = []
    for code, name in DETAILS.items():
        value = known.get(code)
        if value and value != "none":
            found.append(Fact(name, tuple(value) if isinstance(value, list) else (str(value),)))
    return tuple(found)


def _is_doubtful(listing: "Listing", today: date) -> bool:
    is_checked_kind = listing.kind in (Kind.MEETING, Kind.CAFE) and listing.status == Status.ACTIVE
    return is_checked_kind and confirmed_state(listing.confirmed_on, today) == "stale"
