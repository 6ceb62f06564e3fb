"""Posters with a code to scan: it leads to the public page, where the calendar can be kept; and the ways to keep it."""

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from app import db
from app.directory.queries import pages
from app.directory.queries.timetables import as_series
from app.directory.rules.describing import address_of, kicker, place, venue_line
from app.directory.rules.habits import habits
from app.directory.rules.timetable import Kind
from app.directory.rules.words import KIND_ADDRESSES
from app.kernel.days import LONDON
from app.kernel.postcode import is_full, sector_of
from app.kernel.speech import _
from app.kernel.subscribing import Ways, ways
from app.people.rules.totp import picture
from app.places import queries as places
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Found
from app.web.access import does
from app.web.request import public_address

bp = Blueprint("posters", __name__)

OF_KIND = {address: Kind(kind) for kind, address in KIND_ADDRESSES.items()}


@bp.get(f"/<any({','.join(OF_KIND)}):kinds>/<slug>/poster")
@does("directory.read")
def listing(kinds: str, slug: str) -> ResponseReturnValue:
    """For the door of one listing."""
    found = pages.by_slug(db.session(), OF_KIND[kinds], slug) or abort(404)
    zone = found.venue.zone if found.venue and found.in_person else LONDON
    usual = habits([as_series(each) for each in found.series], zone)
    lines = (kicker(found), usual, place(found))
    return _poster(found.name, lines, address_of(found), f"/l/{found.id}")


@bp.get("/venues/<slug>/poster")
@does("directory.read")
def venue(slug: str) -> ResponseReturnValue:
    """For the notice board of a venue; none for one whose address is withheld."""
    found = places.venue_by_slug(db.session(), slug)
    if found is None or found.address_withheld:
        abort(404)
    return _poster(found.name, (venue_line(found),), f"/venues/{found.slug}")


@bp.get("/areas/<slug>/poster")
@does("directory.read")
def area(slug: str) -> ResponseReturnValue:
    """For a library or a surgery: everything in an area."""
    found = places.area_by_slug(db.session(), slug) or abort(404)
    told = _("Meetings, cafés and things to do in {area}.", area=found.name)
    return _poster(found.name, (told,), f"/areas/{found.slug}")


@bp.get("/near/<place>/poster")
@does("directory.read")
def near(place: str) -> ResponseReturnValue:
    """What is on near a place. Of a full postcode only the sector is told."""
    if is_full(place):
        return redirect(f"/near/{sector_of(place)}/poster", 303)
    found = gazetteer().find(place)
    if not isinstance(found, Found):
        abort(404)
    told = _("Meetings, cafés and things to do near {place}.", place=found.place.name)
    return _poster(_("Near {place}", place=found.place.name), (told,), f"/near/{found.place.slug}")


@bp.get("/online/poster")
@does("directory.read")
def online() -> ResponseReturnValue:
    """What can be joined from anywhere."""
    told = _("Join from where you are. You do not have to speak or be seen.")
    return _poster(_("Online meetings"), (told,), "/online")


@bp.app_template_global()
def calendar_ways(path: str, name: str) -> Ways:
    """How programs take in the calendar at a path of ours."""
    return ways(public_address(path), name)


def _poster(name: str, lines: tuple[str, ...], path: str, short: str = "") -> str:
    """`short` is a shorter way to the page at `path`, if there is one."""
    address = public_address(short or path)
    return render_template(
        "calendars/poster.html",
        name=name,
        lines=[line for line in lines if line],
        address=address,
        picture=picture(address),
        back=path,
    )
