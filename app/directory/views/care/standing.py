"""Whether a listing runs: paused, ended, brought back."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.actions import care as acts
from app.directory.forms.basis import SeenForm
from app.directory.forms.standing import EndForm, PauseForm
from app.directory.models import Listing
from app.directory.views.care.opening import listing_in_care
from app.directory.views.care.saving import Editor, opened, pressed, saved
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("care_standing", __name__)


@bp.get("/care/<listing_id>/pause")
@does("listing.status")
def pause(listing_id: str) -> ResponseReturnValue:
    """The form that pauses a listing."""
    found, _by = listing_in_care(listing_id)
    return opened(Editor(found, _pause(found), "pause"))


@bp.post("/care/<listing_id>/pause")
@does("listing.status")
@commits
def save_pause(listing_id: str) -> ResponseReturnValue:
    """Pause a listing."""
    found, by = listing_in_care(listing_id, to_change=True)
    form = PauseForm(request.form)
    said = {"note": form.note.data or "", "why": form.why.data or ""}
    return saved(
        Editor(found, form, "pause", fresh=_pause(found)),
        lambda: acts.pause(db.session(), by, found, form.until.data, now(), **said),
    )


@bp.get("/care/<listing_id>/end")
@does("listing.status")
def end(listing_id: str) -> ResponseReturnValue:
    """The form that ends a listing."""
    found, _by = listing_in_care(listing_id)
    return opened(Editor(found, EndForm(), "end"))


@bp.post("/care/<listing_id>/end")
@does("listing.status")
@commits
def save_end(listing_id: str) -> ResponseReturnValue:
    """End a listing."""
    found, by = listing_in_care(listing_id, to_change=True)
    form = EndForm(request.form)
    said = {"note": form.note.data or "", "why": form.why.data or ""}
    return saved(Editor(found, form, "end"), lambda: acts.end(db.session(), by, found, now(), **said))


@bp.post("/care/<listing_id>/bring-back")
@does("listing.status")
@commits
def bring_back(listing_id: str) -> ResponseReturnValue:
    """Bring a listing back."""
    found, by = listing_in_care(listing_id, to_change=True)
    return pressed(found, SeenForm(request.form), lambda: acts.bring_back(db.session(), by, found, now()))


def _pause(found: Listing) -> PauseForm:
    """The form as it opens."""
    return PauseForm(data={"until": found.paused_until, "note": found.status_note})
