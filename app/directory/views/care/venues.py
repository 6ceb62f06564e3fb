"""A venue in somebody's care: how to get in, what is held there, and what was changed."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.actions import care as acts
from app.directory.actions.revising import undo as undo_act
from app.directory.actions.snapshots import of_venue
from app.directory.forms.words import DoorForm
from app.directory.models import Revision
from app.directory.queries import care
from app.directory.rules.describing import venue_line
from app.directory.rules.editing.changes import CLOSURE, CannotUndo
from app.directory.rules.telling import venue_facts
from app.directory.rules.words import dated
from app.directory.views.care.history import history
from app.directory.views.care.opening import anything_in_care, venue_in_care
from app.directory.views.care.page import entries
from app.directory.views.care.saving import Editor, done, home, last_seen, opened, saved
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.places.models import Venue
from app.web.access import does, may, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("care_venues", __name__)


@bp.get("/care/venues")
@does("venue.close")
def venues() -> ResponseReturnValue:
    """The venues of the visitor's areas, by name."""
    by = warrant(anything_in_care)
    found = care.venues_in_care(db.session(), by.actor)
    lines = [(f"/care/venues/{each.id}", each.name, each.town) for each in found]
    return render_template("directory/care/venues.html", lines=lines)


@bp.get("/care/venues/<venue_id>")
@does("venue.edit")
def venue(venue_id: str) -> ResponseReturnValue:
    """One venue: its door, its closures, what is held there, what was changed."""
    found, _by = venue_in_care(venue_id)
    relations = care.venue_relations(db.session(), found.id)
    return render_template(
        "directory/care/venue.html",
        thing=found,
        home=home(found),
        seen=last_seen(found),
        where=venue_line(found),
        facts=() if found.address_withheld else venue_facts(found),
        listings=entries(care.listings_at(db.session(), found.id)),
        closures=_closures(found),
        may_close=may(relations, "venue.close") is not None,
        history=history(found),
    )


@bp.get("/care/venues/<venue_id>/door")
@does("venue.edit")
def door(venue_id: str) -> ResponseReturnValue:
    """The form for how to get in."""
    found, _by = venue_in_care(venue_id)
    return opened(_door_editor(found, _door(found)))


@bp.post("/care/venues/<venue_id>/door")
@does("venue.edit")
@commits
def save_door(venue_id: str) -> ResponseReturnValue:
    """Correct how to get in."""
    found, by = venue_in_care(venue_id, to_change=True)
    form = DoorForm(request.form)
    return saved(
        _door_editor(found, form),
        lambda: acts.change_door(db.session(), by, found, form.fields(), now(), why=form.why.data or ""),
    )


@bp.post("/care/venues/<venue_id>/undo/<revision_id>")
@does("venue.edit")
@commits
def undo(venue_id: str, revision_id: str) -> ResponseReturnValue:
    """Undo one act; of a closure only for those who may close."""
    found, by = venue_in_care(venue_id, to_change=True)
    act = db.session().get(Revision, revision_id)
    if act is None or act.venue_id != found.id:
        abort(404)
    if any(name.startswith(CLOSURE) for name in act.after):
        by = warrant(care.venue_relations(db.session(), found.id), "venue.close")
    try:
        return done(found, undo_act(db.session(), by, found, act, now()))
    except CannotUndo as refused:
        return render_template("directory/care/cannot_undo.html", refusal=str(refused), back_url=home(found)), 409


def _door(found: Venue) -> DoorForm:
    """The form as it opens."""
    form = DoorForm(data=of_venue(found))
    form.offer(found.parking)
    return form


def _door_editor(found: Venue, form: DoorForm) -> Editor:
    form.offer(found.parking)
    more = {"listings": entries(care.listings_at(db.session(), found.id))}
    return Editor(found, form, "door", more, fresh=_door(found), waits=False)


def _closures(found: Venue) -> list[tuple[str, str]]:
    """The closures that are not over: where each is taken back, and its words."""
    today = local_day(now(), LONDON)
    return [
        (
            f"{home(found)}/closures/{each.id}/open",
            f"{_('Closed from {first} to {last}.', first=dated(each.first), last=dated(each.last))} {each.reason}",
        )
        for each in found.closures
        if each.last >= today
    ]
