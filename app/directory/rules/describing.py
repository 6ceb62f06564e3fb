"""A listing described in the few words of a card; nothing here depends on the day or on who looks."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from app.directory.rules.shown import CardFacts, Tag
from app.directory.rules.timetable import Kind, Timetable
from app.directory.rules.vocabulary import attribute, routes
from app.directory.rules.words import KIND_ADDRESSES, KINDS
from app.kernel.speech import SOURCE, _, language, marked, spoken_in

if TYPE_CHECKING:
    from app.directory.models import Listing
    from app.places.models import Venue

ROUTE, MARK, LANGUAGE = "route", "mark", "language"
"""The sorts of trait."""

WELCOMES = {
    "beginners": marked("Newcomers welcome"),
    "women": marked("Women only"),
    "men": marked("Men only"),
    "lgbtq": marked("LGBTQ+"),
    "young": marked("Young people"),
    "family": marked("Family and friends"),
    "medication": marked("Medication welcome"),
    "bsl": marked("British Sign Language"),
}
PRACTICAL = {"children": marked("Children welcome"), "step_free": marked("Step-free"), "outdoors": marked("Outdoors")}
MOST_TAGS = 4


def address_of(listing: "Listing") -> str:
    """The path of a listing's own page."""
    return f"/{KIND_ADDRESSES[listing.kind]}/{listing.slug}"


def kicker(listing: "Listing") -> str:
    """What it is, in full: its routes' names, or its kind."""
    known = routes()
    names = [_(known[code].name) for code in listing.codes(ROUTE) if code in known]
    if listing.kind is Kind.MEETING:
        return " · ".join(names) or _(KINDS[listing.kind])
    return " · ".join([_(KINDS[listing.kind]), *names])


def place(listing: "Listing") -> str:
    """Where, in one line, showing no more than the area when the address is withheld."""
    if listing.venue is None or not listing.in_person:
        return _("Online") if listing.online else ""
    where = venue_line(listing.venue)
    return _("{place}, or online", place=where) if listing.online else where


def venue_line(venue: "Venue") -> str:
    """A venue in one line: "Packhorse Yard Centre, Halifax", or only the area when the address is withheld."""
    if venue.address_withheld:
        area = venue.area.name if venue.area else ""
        return _("{area} (ask for the address)", area=area) if area else _("Ask for the address")
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
        *(Tag(_(words)) for code, words in WELCOMES.items() if code in marks),
        *(Tag(language_name(code)) for code in spoken),
        *(Tag(_(words), "plain") for code, words in PRACTICAL.items() if code in marks),
    )


def told_as(listing: "Listing", table: Timetable, elsewhere: Sequence["Venue"] = ()) -> str:
    """A short code for all that a calendar tells of a listing, bank holidays of the coming years apart; the same
    whatever language is spoken. `elsewhere` are the venues to which dates are moved, in an order that stays."""
    venue = listing.venue
    is_shown = venue is None or not venue.address_withheld
    where = _whereabouts(venue) if venue else ()
    with spoken_in(None):
        shown = card(listing)
        moved = tuple((venue_line(other), *_whereabouts(other)) for other in elsewhere)
    told = (replace(table, holidays=frozenset()), shown, where, is_shown, listing.room, listing.note, *moved)
    return hashlib.blake2b(repr(told).encode(), digest_size=12).hexdigest()


def _whereabouts(venue: "Venue") -> tuple[object, ...]:
    """What calendars tell of a place; nothing of one whose address is withheld."""
    if venue.address_withheld:
        return ()
    address = (venue.name, venue.address, venue.town, venue.postcode)
    return (*address, venue.latitude, venue.longitude, venue.directions)


def formats(listing: "Listing") -> list[tuple[str, str]]:
    """What kind of meeting it is: label and explanation of each attribute that is not already a welcome."""
    found = [attribute(code) for code in listing.codes(MARK) if code not in WELCOMES and code not in PRACTICAL]
    return [(_(known.label), _(known.explanation)) for known in found if known]


def language_name(code: str) -> str:
    """The name of a BCP 47 language in the present language, or in English; the code itself when it is not known."""
    return _language_name(code, language()) or _language_name(code, SOURCE) or code


@cache
def _language_name(code: str, spoken: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(Locale.parse(spoken, sep="-")) or ""
    except (UnknownLocaleError, ValueError):
        return ""
