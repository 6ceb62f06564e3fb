"""Calendars to keep or to subscribe to: one listing, any results, a venue, an area, online."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from app import db
from app.calendars.build import Look, build_calendar
from app.calendars.queries import entries, words
from app.calendars.rules.discreet import DISCREET_NAME, DISCREET_TITLE, discreet
from app.calendars.rules.entry import Entry
from app.directory.models import Listing
from app.directory.queries import matching, pages, results
from app.directory.rules.describing import address_of
from app.directory.rules.finding import Wish, read_wish
from app.directory.rules.timetable import Kind
from app.directory.rules.vocabulary import routes
from app.directory.rules.words import KIND_ADDRESSES
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.places import queries as places
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Found
from app.web.access import does
from app.web.request import now, public_address

bp = Blueprint("calendars", __name__)

KINDS = {address: kind for kind, address in KIND_ADDRESSES.items()}
KEPT = "public, max-age=900"


@bp.get(f"/<any({','.join(KINDS)}):kinds>/<slug>.ics")
@does("calendar.read")
def listing(kinds: str, slug: str) -> ResponseReturnValue:
    """One listing's calendar."""
    found = pages.by_slug(db.session(), Kind(KINDS[kinds]), slug) or abort(404)
    return _calendar(found.name, [found])


@bp.get("/near/<place>.ics")
@does("calendar.read")
def near(place: str) -> ResponseReturnValue:
    """Every listing near a place that matches the filters, whole series each; "when" and "page" are ignored."""
    answer = gazetteer().find(place)
    if not isinstance(answer, Found):
        abort(404)
    wanted = _wish()
    listings = matching.near(db.session(), (answer.place.lat, answer.place.lon), wanted)
    return _calendar(
        _("Near {place}", place=answer.place.name), listings, f"/near/{answer.place.slug}.ics{wanted.query()}"
    )


@bp.get("/online.ics")
@does("calendar.read")
def online() -> ResponseReturnValue:
    """Everything that can be joined from anywhere."""
    wanted = _wish()
    return _calendar(_("Online"), matching.online(db.session(), wanted), f"/online.ics{wanted.query()}")


@bp.get("/venues/<slug>.ics")
@does("calendar.read")
def venue(slug: str) -> ResponseReturnValue:
    """Everything held at a venue, and the dates moved there; none for a venue whose address is withheld."""
    found = places.venue_by_slug(db.session(), slug)
    if found is None or found.address_withheld:
        abort(404)
    visiting = pages.moved_to(db.session(), found.id)
    moved = entries(db.session(), visiting, _addresses(visiting), only_at=found)
    return _calendar(found.name, pages.at_venue(db.session(), found.id), moved=moved)


@bp.get("/areas/<slug>.ics")
@does("calendar.read")
def area(slug: str) -> ResponseReturnValue:
    """Everything held in an area."""
    found = places.area_by_slug(db.session(), slug) or abort(404)
    return _calendar(found.name, matching.in_area(db.session(), found.id))


def _calendar(name: str, listings: Sequence[Listing], path: str = "", moved: Sequence[Entry] = ()) -> Response:
    """The listings as a calendar, and entries besides; with `?discreet=1` nothing in it tells what they are. `path` is
    its own address where that is not the one asked for, which may hold more than should be kept."""
    is_discreet = request.args.get("discreet") == "1"
    told = [*entries(db.session(), listings, _addresses(listings)), *moved]
    if is_discreet:
        told = [discreet(entry, _(DISCREET_TITLE)) for entry in told]
    body = build_calendar(
        _(DISCREET_NAME) if is_discreet else name,
        told,
        today=local_day(now(), LONDON),
        words=words(),
        look=Look() if is_discreet else Look(source=public_address(path or request.path)),
        changed_at=max((entry.changed_at for entry in told), default=None),
    )
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="dates.ics"'
    response.headers["Cache-Control"] = KEPT
    if told:
        response.last_modified = max(entry.changed_at for entry in told)
    return response


def _addresses(listings: Sequence[Listing]) -> dict[str, str]:
    """Each listing's page, by its id."""
    return {one.id: public_address(address_of(one)) for one in listings}


def _wish() -> Wish:
    """The filters of this request; unknown ones are passed over, as a calendar has nowhere to say so."""
    said = {name: ",".join(request.args.getlist(name)) for name in request.args}
    spoken = frozenset(results.languages(db.session())) if "language" in said else frozenset()
    return replace(read_wish(said, frozenset(routes()), spoken | {"1"})[0], when="", page=1)
