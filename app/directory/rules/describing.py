"""A listing described in the few words of a card; nothing here depends on the day or on who looks."""

import hashlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from app.directory.rules.shown import CardFacts, Tag
from app.directory.rules.timetable import Kind, Timetable
from app.directory.rules.vocabulary import attribute, routes
from app.directory.rules.words import KIND_ADDRESSES, KINDS

if TYPE_CHECKING:
    from app.directory.models import Listing
    from app.places.models import Venue

ROUTE, MARK, LANGUAGE = "route", "mark", "language"
"""The sorts of trait."""

WELCOMES = {
    "beginners": "Newcomers welcome",
    "women": "Women only",
    "men": "Men only",
    "lgbtq": "LGBTQ+",
    "young": "Young people",
    "family": "Family and friends",
    "medication": "Medication welcome",
    "bsl": "British Sign Language",
}
PRACTICAL = {"children": "Children welcome", "step_free": "Step-free", "outdoors": "Outdoors"}
MOST_TAGS = 4


def address_of(listing: "Listing") -> str:
    """The path of a listing's own page."""
    return f"/{KIND_ADDRESSES[listing.kind]}/{listing.slug}"


def kicker(listing: "Listing") -> str:
    """What it is, in full: its routes' names, or its kind."""
    known = routes()
    names = [known[code].name for code in listing.codes(ROUTE) if code in known]
    if listing.kind is Kind.MEETING:
        return " · ".join(names) or "Meeting"
    return " · ".join([KINDS[listing.kind], *names])


def place(listing: "Listing") -> str:
    """Where, in one line, showing no more than the area when the address is withheld."""
    if listing.venue is None or not listing.in_person:
        return "Online" if listing.online else ""
    where = venue_line(listing.venue)
    return f"{where}, or online" if listing.online else where


def venue_line(venue: "Venue") -> str:
    """A venue in one line: "Packhorse Yard Centre, Halifax", or only the area when the address is withheld."""
    if venue.address_withheld:
        area = venue.area.name if venue.area else ""
        return f"{area} (ask for the address)" if area else "Ask for the address"
    return ", ".join(part for part in (venue.name, venue.town) if part)


def card(listing: "Listing") -> CardFacts:
    """The unchanging part of a listing's card."""
    return CardFacts(
        url=address_of(listing),
        name=listing.name,
        kind=listing.kind,
        kicker=kicker(listing),
        place=place(listing),
        tags=tags(listing)[:MOST_TAGS],
        is_withheld=listing.in_person and listing.venue is not None and listing.venue.address_withheld,
    )


def tags(listing: "Listing") -> tuple[Tag, ...]:
    """Who is specially welcome, then what is practical to know."""
    marks = listing.codes(MARK)
    spoken = [code for code in listing.codes(LANGUAGE) if code != "en"]
    return (
        *(Tag(words) for code, words in WELCOMES.items() if code in marks),
        *(Tag(language_name(code)) for code in spoken),
        *(Tag(words, "plain") for code, words in PRACTICAL.items() if code in marks),
    )


def told_as(listing: "Listing", table: Timetable) -> str:
    """A short code for all that a calendar tells of a listing, bank holidays of the coming years apart."""
    venue = listing.venue
    is_shown = venue is None or not venue.address_withheld
    where: tuple[object, ...] = ()
    if venue and is_shown:
        where = (venue.name, venue.address, venue.town, venue.postcode, venue.latitude, venue.longitude)
        where = (*where, venue.directions)
    told = (replace(table, holidays=frozenset()), card(listing), where, is_shown, listing.room, listing.note)
    return hashlib.blake2b(repr(told).encode(), digest_size=12).hexdigest()


def formats(listing: "Listing") -> list[tuple[str, str]]:
    """What kind of meeting it is: label and explanation of each attribute that is not already a welcome."""
    found = [attribute(code) for code in listing.codes(MARK) if code not in WELCOMES and code not in PRACTICAL]
    return [(known.label, known.explanation) for known in found if known]


@cache
def language_name(code: str) -> str:
    """The English name of a BCP 47 language; the code itself when it is not known."""
    try:
        return Locale.parse(code, sep="-").get_display_name("en_GB") or code
    except (UnknownLocaleError, ValueError):
        return code
