"""The newcomer's own page about going to another organisation."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from app import db
from app.linkage.handover.views import asking
from app.linkage.handover.views.asking import Asker
from app.linkage.referral.queries import linkages
from app.web.access import does, visit, warrant
from app.web.commits import commits

bp = Blueprint("elsewhere", __name__)


@bp.get("/mine/<page>/elsewhere")
@does("linkage.own")
def see(page: str) -> ResponseReturnValue:
    """Who could look after them instead, or how far it is."""
    return asking.page(_mine(page))


@bp.post("/mine/<page>/elsewhere")
@does("linkage.own")
@commits
def ask(page: str) -> ResponseReturnValue:
    """Ask the one that they chose."""
    return asking.ask(lambda: _mine(page, is_held=True))


@bp.post("/mine/<page>/elsewhere/back")
@does("linkage.own")
@commits
def take_back(page: str) -> ResponseReturnValue:
    """They stay."""
    return asking.take_back(lambda: _mine(page, is_held=True))


def _mine(page: str, *, is_held: bool = False) -> Asker:
    found = linkages.by_page(db.session(), page)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = linkages.held(db.session(), found.id) if found and is_held else found
    here = f"/mine/{page}"
    return Asker(linkage or abort(404), by, f"{here}/elsewhere", f"{here}/now", is_staff=False)
