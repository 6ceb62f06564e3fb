"""A champion whose walk has ended while they were out says that they are home, or asks for help without saying so."""

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from app import db
from app.directory.rules.describing import address_of
from app.kernel.access import Warrant
from app.linkage.accompaniment.actions import homeward as actions
from app.linkage.accompaniment.models import HomeWatch
from app.linkage.accompaniment.queries import homeward as queries
from app.notices.jobs import site_address
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now, settings

bp = Blueprint("homeward", __name__)


@bp.post("/on-the-way/<watch_id>/home")
@does("walk.keep")
@commits
def home(watch_id: str) -> ResponseReturnValue:
    """They are home."""
    found, by = _theirs(watch_id)
    actions.home(db.session(), found, by, now())
    return redirect("/today", 303)


@bp.post("/on-the-way/<watch_id>/way-home")
@does("walk.keep")
@commits
def way_home(watch_id: str) -> ResponseReturnValue:
    """Shows the page of the meeting with the ways there and back; and tells whoever is on duty to ring."""
    found, by = _theirs(watch_id)
    actions.ask_quietly(db.session(), found, by, now())
    actions.tell_at_once(db.session(), found, site_address(settings()), now())
    return redirect(address_of(found.listing) if found.listing else "/", 303)


def _theirs(watch_id: str) -> tuple[HomeWatch, Warrant]:
    found = queries.watch(db.session(), watch_id)
    by = warrant(queries.relations_to(found, visit().actor.person_id))
    return found or abort(404), by
