"""Pages that are not about one listing: home, first meeting, family, help, how the site works, files for robots."""

from dataclasses import replace
from datetime import timedelta
from math import ceil

from flask import Blueprint, Response, abort, jsonify, render_template
from flask.typing import ResponseReturnValue

from app import db
from app.directory.queries.pages import addresses, how_many
from app.directory.rules.timetable import Kind
from app.directory.rules.vocabulary import Route, routes
from app.directory.rules.what_happens import described_routes, what_happens
from app.directory.rules.words import KIND_ADDRESSES
from app.kernel.clock import running
from app.kernel.speech import _
from app.rights.rules.notice import occasions
from app.site.queries import readiness
from app.site.rules.facts import CareCard, help_facts
from app.site.rules.openapi import description
from app.web.access import does
from app.web.filters import link_to
from app.web.request import now, public_address, settings

bp = Blueprint("site", __name__)
bp.add_app_template_filter(link_to)

PAGES = ("/", "/first-meeting", "/family", "/help-now", "/about", "/privacy", "/accessibility", "/credits",
         "/what-may-be-said")  # fmt: skip
"""Our own pages, for the site map."""

MOST_IN_A_MAP = 50_000
"""Addresses that one site map may hold (sitemaps.org)."""
SECURITY_NOTE_LASTS = timedelta(days=180)
PLAIN = "text/plain"


@bp.get("/")
@does("page.read")
def home() -> ResponseReturnValue:
    """The first page: type a place."""
    return render_template("site/home.html")


@bp.get("/first-meeting")
@does("page.read")
def first_meeting() -> ResponseReturnValue:
    """What happens at a first meeting, in general and on each route."""
    names = routes()
    described = [([_(names[code].name) for code in entry.routes], entry) for entry in described_routes()]
    return render_template("site/first_meeting.html", general=what_happens([], Kind.MEETING), described=described)


@bp.get("/what-may-be-said")
@does("page.read")
def what_may_be_said() -> ResponseReturnValue:
    """The rules of the house for words between two people, how to report, and how to object."""
    return render_template("site/what_may_be_said.html")


@bp.get("/family")
@does("page.read")
def family() -> ResponseReturnValue:
    """Help for family and friends."""
    return render_template("site/family.html", facts=help_facts().said(now()), routes=_family_routes())


@bp.get("/under-18")
@does("page.read")
def under_18() -> ResponseReturnValue:
    """The right door for whoever is under 18."""
    return render_template("site/under_18.html", facts=help_facts().said(now()))


@bp.app_template_global()
def care_card(key: str) -> CareCard:
    """A safety card for the page of any feature, in the present language."""
    return help_facts().card(key).said()


@bp.get("/help-now")
@does("page.read")
def help_now() -> ResponseReturnValue:
    """Reach a human; what to do when a life is at risk."""
    return render_template("site/help_now.html", facts=help_facts().said(now()))


@bp.get("/about")
@does("page.read")
def about() -> ResponseReturnValue:
    """Who runs this, and how listings are kept true."""
    return render_template("site/about.html")


@bp.get("/privacy")
@does("page.read")
def privacy() -> ResponseReturnValue:
    """What is kept, for how long, and who sees it."""
    return render_template("site/privacy.html", occasions=occasions())


@bp.get("/accessibility")
@does("page.read")
def accessibility() -> ResponseReturnValue:
    """How the site is made for everyone, and what is still missing."""
    return render_template("site/accessibility.html")


@bp.get("/credits")
@does("page.read")
def credits_page() -> ResponseReturnValue:
    """Whose data this site stands on."""
    return render_template("site/credits.html")


@bp.get("/healthz")
@does("site.check")
def healthz() -> ResponseReturnValue:
    """Alive, without asking anything of the database."""
    return Response("ok\n", mimetype=PLAIN, headers={"Cache-Control": "no-store"})


@bp.get("/readyz")
@does("site.check")
def readyz() -> ResponseReturnValue:
    """Ready to serve: the database answers and its tables are those of this version, and what is done again and
    again is done. 503 with what is wrong if not."""
    wrong = readiness.faults(db.engine(), now(), running(), is_public=settings().is_production)
    body = "".join(f"{fault}\n" for fault in wrong) or "ready\n"
    return Response(body, 503 if wrong else 200, mimetype=PLAIN, headers={"Cache-Control": "no-store"})


@bp.get("/api/openapi.json")
@does("page.read")
def openapi() -> ResponseReturnValue:
    """Every public data address, described for programs."""
    return jsonify(description(settings().name, public_address("/").rstrip("/")))


@bp.get("/robots.txt")
@does("page.read")
def robots() -> ResponseReturnValue:
    """Searches for a place are not for robots; pages and listings are."""
    return Response(render_template("site/robots.txt", sitemap=public_address("/sitemap.xml")), mimetype=PLAIN)


@bp.get("/sitemap.xml")
@does("page.read")
def sitemap() -> ResponseReturnValue:
    """Where robots find our own pages and every listing that has not ended: in one map, or in several that it names."""
    parts = _parts()
    if parts == 1:
        return _map(1)
    maps = [public_address(f"/sitemap-{part}.xml") for part in range(1, parts + 1)]
    return Response(render_template("site/sitemaps.xml", maps=maps), mimetype="application/xml")


@bp.get("/sitemap-<int:part>.xml")
@does("page.read")
def part_of_sitemap(part: int) -> ResponseReturnValue:
    """One of several site maps, counted from 1."""
    return _map(part) if 1 <= part <= _parts() else abort(404)


@bp.get("/.well-known/security.txt")
@does("page.read")
def security() -> ResponseReturnValue:
    """How to tell us of a hole (RFC 9116). The date moves by whole days, so that the page keeps its ETag."""
    expires = (now() + SECURITY_NOTE_LASTS).date()
    page = render_template("site/security.txt", contact=public_address("/about#security"), expires=expires)
    return Response(page, mimetype=PLAIN)


def _parts() -> int:
    """How many site maps it takes."""
    return ceil((len(PAGES) + how_many(db.session())) / MOST_IN_A_MAP)


def _map(part: int) -> Response:
    """Our own pages, then the listings, as far as they belong to this part."""
    begin = (part - 1) * MOST_IN_A_MAP
    paths = list(PAGES[begin : begin + MOST_IN_A_MAP])
    found = addresses(db.session(), count=MOST_IN_A_MAP - len(paths), skip=max(0, begin - len(PAGES)))
    paths += [f"/{KIND_ADDRESSES[kind]}/{slug}" for kind, slug in found]
    page = render_template("site/sitemap.xml", addresses=[public_address(path) for path in paths])
    return Response(page, mimetype="application/xml")


def _family_routes() -> list[Route]:
    """The routes for family and friends, in the present language."""
    family = [route for route in routes().values() if route.family]
    return [replace(route, short=_(route.short), for_whom=_(route.for_whom)) for route in family]
