"""Results near a place as pages: the place typed, the list, the paper list, and every choice."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.queries import results
from app.directory.rules import choosing
from app.directory.rules.shown import Chip, WhichPlace
from app.directory.rules.vocabulary import routes
from app.directory.views import composing, paper
from app.directory.views.asking import ask, wish
from app.directory.views.beside import ways_on
from app.kernel.postcode import find_in, is_full, sector_of
from app.kernel.words import printable
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Ambiguous, Found, NotFound
from app.web.access import does
from app.web.frames import framed

bp = Blueprint("results", __name__)

LONGEST_TYPED = 80


@bp.post("/find")
@does("directory.search")
def find() -> ResponseReturnValue:
    """Turn what was typed into an address; of a full postcode only the sector is kept."""
    typed = printable(request.form.get("place", "")).strip()[:LONGEST_TYPED]
    answer = gazetteer().find(typed)
    if isinstance(answer, Found):
        return redirect(f"/near/{answer.place.slug}", 303)
    return _which(typed, answer)


@bp.get("/near/<place>")
@does("directory.search")
def near(place: str) -> ResponseReturnValue:
    """What is on near a place."""
    if is_full(place):
        return _to_sector(place, "")
    answer = gazetteer().find(place)
    if not isinstance(answer, Found):
        return _which(place, answer)
    asked = ask(answer)
    if "print" in request.args:
        return render_template("directory/print.html", page=paper.pocket(asked, request.args["print"]))
    page = composing.results_page(asked)
    return framed("directory/results.html", page=page, **ways_on(page.calendar_url, page.title))


@bp.get("/near/<place>/choices")
@does("directory.search")
def choices(place: str) -> ResponseReturnValue:
    """Every way to narrow the list."""
    if is_full(place):
        return _to_sector(place, "/choices")
    answer = gazetteer().find(place)
    if not isinstance(answer, Found):
        return _which(place, answer)
    wanted, _ = wish()
    groups = choosing.groups(wanted, routes(), results.languages(db.session()))
    return render_template("directory/choices.html", action=f"/near/{answer.place.slug}", groups=groups)


def _to_sector(postcode: str, page: str) -> ResponseReturnValue:
    query = request.query_string.decode(errors="replace")
    return redirect(f"/near/{sector_of(postcode)}{page}" + (f"?{query}" if query else ""), 303)


def _which(typed: str, answer: Ambiguous | NotFound) -> ResponseReturnValue:
    """Several places of that name to choose from, or guesses at what was meant. A postcode is not shown whole."""
    is_known = isinstance(answer, Ambiguous)
    places = answer.choices if isinstance(answer, Ambiguous) else answer.suggestions
    shown = sector_of(find_in(typed)) or printable(typed)
    page = WhichPlace(shown, tuple(Chip(place.label, f"/near/{place.slug}") for place in places), is_known)
    return render_template("directory/which_place.html", page=page), 200 if is_known else 404
