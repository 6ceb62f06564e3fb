"""One listing: its page, its short link, how to join it online, and reporting a problem."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.actions.reports import report
from app.directory.models import Listing
from app.directory.queries import pages
from app.directory.rules.describing import address_of
from app.directory.rules.reporting import LONGEST, REASONS, CannotReport
from app.directory.rules.shown import Choice
from app.directory.rules.timetable import Kind
from app.directory.rules.words import KIND_ADDRESSES
from app.directory.views.telling import listing_page
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.kernel.words import printable
from app.web.access import does
from app.web.commits import commits
from app.web.limits import limit
from app.web.request import now

bp = Blueprint("listings", __name__)

KINDS = {address: kind for kind, address in KIND_ADDRESSES.items()}
ANY_KIND = f"<any({','.join(KINDS)}):kinds>"

JOINS_AN_HOUR = 30
REPORTS_AN_HOUR = 10


@bp.get(f"/{ANY_KIND}/<slug>")
@does("directory.read")
def listing(kinds: str, slug: str) -> ResponseReturnValue:
    """The page of one listing."""
    return _page(_load(kinds, slug))


@bp.post(f"/{ANY_KIND}/<slug>/join")
@does("listing.join")
@commits
def join(kinds: str, slug: str) -> ResponseReturnValue:
    """The page with what the group published on joining online."""
    found = _load(kinds, slug)
    limit(db.session(), "join", JOINS_AN_HOUR)
    return _page(found, with_joining=True)


@bp.post(f"/{ANY_KIND}/<slug>/report")
@does("report.make")
@commits
def make_report(kinds: str, slug: str) -> ResponseReturnValue:
    """Keep what a visitor says is wrong. A filled-in honeypot is thanked and thrown away."""
    found = _load(kinds, slug)
    limit(db.session(), "report", REPORTS_AN_HOUR)
    what, words = request.form.get("what", ""), printable(request.form.get("words", ""))
    try:
        if not request.form.get("website"):
            report(db.session(), found, what, words[: LONGEST * 10], local_day(now(), LONDON))
    except CannotReport as refused:
        return _report_again(found, what, words, str(refused)), 400
    return render_template("directory/report_done.html", name=found.name, back_url=address_of(found))


@bp.get("/l/<listing_id>")
@does("directory.read")
def short(listing_id: str) -> ResponseReturnValue:
    """The short permanent link of a listing."""
    found = pages.by_id(db.session(), listing_id.lower())
    return redirect(address_of(found), 302) if found else abort(404)


def _load(kinds: str, slug: str) -> Listing:
    return pages.by_slug(db.session(), Kind(KINDS[kinds]), slug) or abort(404)


def _page(found: Listing, *, with_joining: bool = False) -> str:
    path = address_of(found)
    return render_template(
        "directory/listing.html",
        page=listing_page(found, with_joining=with_joining),
        join_url=f"{path}/join#joining",
        report_url=f"{path}/report",
        reasons=_reasons(""),
    )


def _report_again(found: Listing, what: str, words: str, error: str) -> str:
    path = address_of(found)
    return render_template(
        "directory/report.html",
        name=found.name,
        back_url=path,
        report_url=f"{path}/report",
        reasons=_reasons(what),
        words=words,
        error=error,
    )


def _reasons(chosen: str) -> list[Choice]:
    return [Choice("what", code, _(words), is_chosen=code == chosen) for code, words in REASONS.items()]
