"""Results as a list for paper, with addresses, since paper has no links."""

from dataclasses import replace
from itertools import groupby

from app import db
from app.directory import search
from app.directory.models import Listing
from app.directory.queries import results
from app.directory.rules import presenting
from app.directory.rules.describing import kicker, tags, venue_line
from app.directory.rules.presenting import Seen
from app.directory.rules.shown import Chip, PocketDay, PocketLine, PocketPage
from app.directory.rules.words import clock, dated, in_miles, noted
from app.directory.search import Found as Row
from app.directory.views import cards, composing
from app.directory.views.asking import Asked
from app.kernel.days import zone_of
from app.kernel.speech import _
from app.places.models import Venue
from app.web.request import now, public_address

MOST_LINES = 100


def pocket(asked: Asked, size: str) -> PocketPage:
    """The list that an address asks for, as lines for paper; `size` is "large" or anything else for A4."""
    seen = replace(asked.seen, on_paper=True)
    found, off = search.near(
        db.session().connection(), asked.point, asked.wish, asked.window,
        count=MOST_LINES + 1, most_online=composing.most_online(asked.wish),
    )  # fmt: skip
    rows = found[:MOST_LINES]
    known = results.listings(db.session(), [row.listing_id for row in rows])
    places = results.venues(db.session(), [row.venue_id for row in rows if row.venue_id])
    path = f"/near/{asked.place.slug}{asked.wish.query()}"
    joint = "&" if "?" in path else "?"
    moment = now().astimezone(zone_of(asked.seen.zone))
    return PocketPage(
        title=_("Near {place}", place=_("you") if asked.place.kind == "point" else asked.place.name),
        lead=_("Within {miles} of {place}.", miles=in_miles(asked.wish.miles), place=asked.place.label),
        days=tuple(
            PocketDay(day, tuple(_line(row, known[row.listing_id], places, seen) for row in group))
            for day, group in groupby(rows, lambda row: presenting.heading(row.starts_at, seen))
        ),
        cancelled=cards.cancelled(off, seen),
        printed=_("{day}, {time}", day=dated(moment.date()), time=clock(moment)),
        address=public_address(path),
        cut=_cut(rows, seen) if len(found) > MOST_LINES else "",
        is_large=size == "large",
        sizes=(
            Chip(_("Usual print"), f"{path}{joint}print=a4", size != "large"),
            Chip(_("Large print"), f"{path}{joint}print=large", size == "large"),
        ),
        back_url=path,
    )


def _cut(rows: list[Row], seen: Seen) -> str:
    """What a full sheet leaves out."""
    last = presenting.heading(rows[-1].starts_at, seen)
    return _(
        "This is full after {number} lines, on {day}. Choose fewer miles or one day for the rest.",
        number=MOST_LINES,
        day=last,
    )


def _line(row: Row, listing: Listing, places: dict[str, Venue], seen: Seen) -> PocketLine:
    venue = places.get(row.venue_id or "") if row.in_person else None
    said = presenting.when(row, seen)
    return PocketLine(
        when=said.spoken,
        name=row.name,
        kicker=kicker(listing),
        place=_full_place(venue, listing.room) if venue else _("Online"),
        tags=tuple(tag.words for tag in (*said.tags, *tags(listing))),
        note=" ".join(part for part in (noted(row.note), _way_in(venue)) if part),
        checked=dated(listing.confirmed_on) if listing.confirmed_on else "",
        phone=listing.contact_phone if listing.contact_public else "",
    )


def _full_place(venue: Venue, room: str) -> str:
    if venue.address_withheld:
        return venue_line(venue)
    return ", ".join(part for part in (room, venue.name, venue.address, venue.town, venue.postcode) if part)


def _way_in(venue: Venue | None) -> str:
    return venue.directions if venue and not venue.address_withheld else ""
