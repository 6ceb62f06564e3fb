"""Calendars to keep or to subscribe to: one listing, any results, a kind, a venue, an area, an organisation, online."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from app import db
from app.calendars.build import Look, build_calendar
from app.calendars.queries.edition import issue
from app.calendars.queries.entries import entries, words
from app.calendars.rules.discreet import DISCREET_NAME, DISCREET_TITLE, discreet
from app.calendars.rules.entry import Entry
from app.calendars.views.answering import answer
from app.calendars.views.unchanged import may_be_kept
from app.directory.models import Listing
from app.directory.queries import matching, pages, results
from app.directory.rules.describing import address_of
from app.directory.rules.finding import Wish, read_wish
from app.directory.rules.timetable import Kind
from app.directory.rules.vocabulary import routes
from app.directory.rules.words import KIND_ADDRESSES, KINDS
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.places import queries as places
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Found
from app.web.access import does
from app.web.request import now, public_address, settings

bp = Blueprint("calendars", __name__)

OF_KIND = {address: Kind(kind) for kind, address in KIND_ADDRESSES.items()}
ANY_KIND = f"<any({','.join(OF_KIND)}):kinds>"
Load = Callable[[], Sequence[Listing]]


@bp.get(f"/{ANY_KIND}/<slug>.ics")
@does("calendar.read")
def listing(kinds: str, slug: str) -> ResponseReturnValue:
    """One listing's calendar."""
    name = pages.name_of(db.reading(), OF_KIND[kinds], slug) or abort(404)
    return _calendar(name, lambda: [pages.by_slug(db.session(), OF_KIND[kinds], slug) or abort(404)])


@bp.get(f"/{ANY_KIND}.ics")
@does("calendar.read")
def kind(kinds: str) -> ResponseReturnValue:
    """Everything of one kind in the home area, and what belongs to no place; filters narrow it."""
    home = places.area_by_name(db.session(), settings().area)
    wanted = replace(_wish(), kinds=frozenset({OF_KIND[kinds]}))
    name = _("{kinds} in {area}", kinds=_(KINDS[OF_KIND[kinds]]), area=settings().area)
    path = f"/{kinds}.ics{replace(wanted, kinds=frozenset()).query()}"
    return _calendar(name, lambda: matching.of_kind(db.session(), home.id if home else "", wanted), path)


@bp.get("/near/<place>.ics")
@does("calendar.read")
def near(place: str) -> ResponseReturnValue:
    """Every listing near a place that matches the filters, whole series each; "when" and "page" are ignored."""
    found = gazetteer().find(place)
    if not isinstance(found, Found):
        abort(404)
    there, wanted = found.place, _wish()
    path = f"/near/{there.slug}.ics{wanted.query()}"
    name = _("Near {place}", place=there.name)
    return _calendar(name, lambda: matching.near(db.session(), (there.lat, there.lon), wanted), path)


@bp.get("/online.ics")
@does("calendar.read")
def online() -> ResponseReturnValue:
    """Everything that can be joined from anywhere."""
    wanted = _wish()
    return _calendar(_("Online"), lambda: matching.online(db.session(), wanted), f"/online.ics{wanted.query()}")


@bp.get("/venues/<slug>.ics")
@does("calendar.read")
def venue(slug: str) -> ResponseReturnValue:
    """Everything held at a venue, and the dates moved there; none for a venue whose address is withheld."""
    found = places.venue_by_slug(db.session(), slug)
    if found is None or found.address_withheld:
        abort(404)
    here = found

    def moved() -> list[Entry]:
        visiting = pages.moved_to(db.session(), here.id)
        return entries(db.session(), visiting, addresses(visiting), only_at=here)

    return _calendar(here.name, lambda: pages.at_venue(db.session(), here.id), moved=moved)


@bp.get("/areas/<slug>.ics")
@does("calendar.read")
def area(slug: str) -> ResponseReturnValue:
    """Everything held in an area."""
    found = places.area_by_slug(db.session(), slug) or abort(404)
    return _calendar(found.name, lambda: matching.in_area(db.session(), found.id))


@bp.get("/organisations/<slug>.ics")
@does("calendar.read")
def organisation(slug: str) -> ResponseReturnValue:
    """Everything that an organisation runs; none of one that runs nothing, so that this tells no more than pages do."""
    its_id, name = matching.organisation_that_runs(db.reading(), slug) or abort(404)
    return _calendar(name, lambda: matching.of_organisation(db.session(), its_id), is_lasting=False)


def addresses(listings: Sequence[Listing]) -> dict[str, str]:
    """Each listing's page, by its id."""
    return {one.id: public_address(address_of(one)) for one in listings}


def _calendar(
    name: str, load: Load, path: str = "", moved: Callable[[], list[Entry]] = list, *, is_lasting: bool = True
) -> Response:
    """The listings as a calendar, and entries besides; with `?discreet=1` nothing in it tells what they are. `path` is
    its own address where that is not the one asked for, which may hold more than should be kept; `is_lasting`: its name
    changes with the listings only."""
    present = issue(db.reading(), local_day(now(), LONDON))
    if is_lasting:
        may_be_kept(request.environ, present)

    def build() -> bytes:
        listings = load()
        told = [*entries(db.session(), listings, addresses(listings)), *moved()]
        return _built(name, told, path)

    return answer((present, name), present.since, build, is_public=True)


def _built(name: str, told: list[Entry], path: str) -> bytes:
    is_discreet = request.args.get("discreet") == "1"
    if is_discreet:
        told = [discreet(entry, _(DISCREET_TITLE)) for entry in told]
    return build_calendar(
        _(DISCREET_NAME) if is_discreet else name,
        told,
        today=local_day(now(), LONDON),
        words=words(),
        look=Look() if is_discreet else Look(source=public_address(path or request.path)),
        changed_at=max((entry.changed_at for entry in told), default=None),
    )


def _wish() -> Wish:
    """The filters of this request; unknown ones are passed over, as a calendar has nowhere to say so."""
    said = {name: ",".join(request.args.getlist(name)) for name in request.args}
    spoken = frozenset(results.languages(db.session())) if "language" in said else frozenset()
    return replace(read_wish(said, frozenset(routes()), spoken | {"1"})[0], when="", page=1)
