"""Letting somebody back in: one person checks that it is them, another agrees where two factors are at stake."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app import db
from app.desk.views.organisations import held_here, load, waiting_to_return
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.people.actions import returning as acts
from app.people.models import Organisation
from app.people.rules.entry import spaced
from app.people.views.doors import address
from app.web.access import does
from app.web.commits import commits

bp = Blueprint("letting_back", __name__)


@bp.post("/organisations/<slug>/people/<holding_id>/return")
@does("people.return")
@commits
def ask(slug: str, holding_id: str) -> ResponseReturnValue:
    """Ask that somebody be let back in."""
    found, by = load(slug)
    try:
        _way, token = acts.ask(db.session(), by, held_here(found, by, holding_id), running())
    except Refused as refused:
        return _handed(found, "", str(refused)), 409
    return _handed(found, token)


@bp.post("/organisations/<slug>/returns/<way_id>/agree")
@does("people.return")
@commits
def agree(slug: str, way_id: str) -> ResponseReturnValue:
    """Agree, as the second person."""
    found, by = load(slug)
    way = next((each for each in waiting_to_return(found, by) if each.id == way_id), None) or abort(404)
    try:
        token = acts.agree(db.session(), by, way, running())
    except Refused as refused:
        return _handed(found, "", str(refused)), 409
    return _handed(found, token)


def _handed(found: Organisation, token: str, trouble: str = "") -> str:
    link = address(f"/return/{token}") if token else ""
    return render_template("desk/handed.html", organisation=found, code=spaced(token), link=link, trouble=trouble)
