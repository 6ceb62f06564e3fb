"""Lists that are not around a point: online, one kind in the home area, a venue, an area."""

from datetime import date

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app import db
from app.directory import search
from app.directory.models import Listing
from app.directory.queries import pages
from app.directory.rules import choosing, finding, telling
from app.directory.rules.describing import venue_line
from app.directory.rules.finding import PAGE_SIZE, Wish
from app.directory.rules.shown import Chip, PlacePage, ResultsPage
from app.directory.rules.timetable import Kind
from app.directory.rules.words import day_name
from app.directory.views import cards, upcoming
from app.directory.views.asking import ask_online, seen_from, wish
from app.directory.views.beside import ways_on
from app.directory.views.guests import guests
from app.directory.views.listings import ANY_KIND, KINDS
from app.kernel.days import LONDON
from app.kernel.speech import _, marked
from app.places import queries as places
from app.places.models import Venue, VenueClosure
from app.web.access import does
from app.web.request import settings

bp = Blueprint("kinds", __name__)

TITLES = {
    Kind.MEETING: marked("Meetings"),
    Kind.CAFE: marked("Recovery cafés and drop-ins"),
    Kind.EVENT: marked("Events"),
    Kind.VOLUNTEERING: marked("Volunteering"),
    Kind.COURSE: marked("Courses"),
}
NOTHING_YET = marked("Nothing is listed in {area} yet. Look near another place, or online.")
MOST_AT_A_VENUE = 100


@bp.get("/online")
@does("directory.search")
def online() -> ResponseReturnValue:
    """What can be joined from anywhere, now and next."""
    asked = ask_online()
    skip = (asked.wish.page - 1) * PAGE_SIZE
    rows = search.online(db.session().connection(), asked.wish, asked.window, count=PAGE_SIZE + 1, skip=skip)
    page = ResultsPage(
        title=_("Online, now and next"),
        lead=_("Join from where you are. You do not have to speak or be seen."),
        place_label="",
        chips=choosing.online_chips("/online", asked.wish),
        groups=cards.by_day(rows[:PAGE_SIZE], asked.seen),
        sentences=(*asked.sentences, *(() if rows else (_("Nothing online matches in that time."),))),
        calendar_url=f"/online.ics{asked.wish.query(when='')}",
        poster_url="/online/poster",
        more_url=_more("/online", asked.wish, has_more=len(rows) > PAGE_SIZE),
        back_url=_back("/online", asked.wish),
    )
    return render_template("directory/online.html", page=page, **ways_on(page.calendar_url, page.title))


@bp.get(f"/{ANY_KIND}")
@does("directory.read")
def kind(kinds: str) -> ResponseReturnValue:
    """Everything of one kind in the installation's area, soonest first."""
    wanted, ignored = wish()
    seen, home = seen_from(LONDON), settings().area
    area = places.area_by_name(db.session(), home)
    skip = (wanted.page - 1) * PAGE_SIZE
    found = pages.running(
        db.session(), area.id if area else "", Kind(KINDS[kinds]), count=PAGE_SIZE + 1, skip=skip, now=seen.now
    )
    title = _(TITLES[Kind(KINDS[kinds])])
    page = ResultsPage(
        title=_("{kinds} in {area}", kinds=title, area=home),
        lead=_("Soonest first.") if found else _(NOTHING_YET, area=home),
        place_label=home,
        chips=tuple(Chip(name, f"/{path}", path == kinds) for path, name in _kind_names()),
        groups=upcoming.by_next_day(found[:PAGE_SIZE], seen),
        sentences=tuple(ignored),
        calendar_url=f"/{kinds}.ics",
        more_url=_more(f"/{kinds}", wanted, has_more=len(found) > PAGE_SIZE),
        back_url=_back(f"/{kinds}", wanted),
    )
    return render_template("directory/kind.html", page=page, **ways_on(page.calendar_url, page.title))


@bp.get("/venues/<slug>")
@does("directory.read")
def venue(slug: str) -> ResponseReturnValue:
    """A venue and everything held there. A venue whose address is withheld has no page."""
    found = places.venue_by_slug(db.session(), slug)
    if found is None or found.address_withheld:
        abort(404)
    seen = seen_from(found.zone)
    page = PlacePage(
        name=found.name,
        lead=venue_line(found),
        groups=upcoming.by_next_day(pages.at_venue(db.session(), found.id), seen),
        facts=telling.venue_facts(found),
        alerts=tuple(_closed(shut, seen.today) for shut in found.closures if shut.last >= seen.today),
        links=(Chip(_("All in {area}", area=found.area.name), f"/areas/{found.area.slug}"),) if found.area else (),
        directions=telling.directions(found),
        guests=guests(found, seen),
        calendar_url=f"/venues/{found.slug}.ics",
        poster_url=f"/venues/{found.slug}/poster",
    )
    return render_template("directory/venue.html", page=page, **ways_on(page.calendar_url, page.name))


@bp.get("/areas/<slug>")
@does("directory.read")
def area(slug: str) -> ResponseReturnValue:
    """An area and everything held in it."""
    found = places.area_by_slug(db.session(), slug) or abort(404)
    seen = seen_from(LONDON)
    listings = pages.running(db.session(), found.id, None, count=MOST_AT_A_VENUE, skip=0, now=seen.now)
    page = PlacePage(
        name=found.name,
        lead=_("Meetings, cafés and things to do in {area}.", area=found.name),
        groups=upcoming.by_next_day(listings, seen),
        links=tuple(Chip(shown.name, f"/venues/{shown.slug}") for shown in _shown(listings)),
        calendar_url=f"/areas/{found.slug}.ics",
        weekly_url=f"/digest/{found.slug}",
        poster_url=f"/areas/{found.slug}/poster",
    )
    return render_template("directory/area.html", page=page, **ways_on(page.calendar_url, page.name))


def _more(path: str, wanted: Wish, *, has_more: bool) -> str:
    return path + wanted.query(page=wanted.page + 1) if has_more and wanted.page < finding.LAST_PAGE else ""


def _back(path: str, wanted: Wish) -> str:
    return path + wanted.query(page=wanted.page - 1) if wanted.page > 1 else ""


def _closed(shut: VenueClosure, today: date) -> str:
    first, last = day_name(shut.first, today), day_name(shut.last, today)
    closed = _("Closed from {first} to {last}.", first=first, last=last)
    return f"{closed} {shut.reason}".strip()


def _kind_names() -> list[tuple[str, str]]:
    return [(path, _(TITLES[Kind(kind)])) for path, kind in KINDS.items()]


def _shown(listings: list[Listing]) -> list[Venue]:
    """The venues of these listings that have a page, by name."""
    found = {one.venue.id: one.venue for one in listings if one.venue and not one.venue.address_withheld}
    return sorted(found.values(), key=lambda venue: venue.name)
