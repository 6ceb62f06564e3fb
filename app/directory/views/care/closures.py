"""The days on which a venue is shut: who is affected is shown before they are saved; and taken back."""

from datetime import date

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.actions import closing
from app.directory.forms.basis import SeenForm, plain
from app.directory.forms.standing import CloseForm
from app.directory.rules.editing.standing import CannotDo, check_closure
from app.directory.rules.words import dated
from app.directory.views.care.opening import venue_in_care
from app.directory.views.care.page import date_words
from app.directory.views.care.saving import Editor, held_up, home, opened, performed, pressed, shown
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.places.models import Venue
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("care_closures", __name__)

LOOK, SAVE = "look", "save"


@bp.get("/care/venues/<venue_id>/close")
@does("venue.close")
def close(venue_id: str) -> ResponseReturnValue:
    """The form for days on which the venue is shut."""
    found, _by = venue_in_care(venue_id)
    return opened(Editor(found, CloseForm(), "close"))


@bp.post("/care/venues/<venue_id>/close")
@does("venue.close")
@commits
def save_closed(venue_id: str) -> ResponseReturnValue:
    """Show who is affected; then close the venue, or go back to the form."""
    found, by = venue_in_care(venue_id, to_change=True)
    form = CloseForm(request.form)
    editor = Editor(found, form, "close")
    answer = held_up(editor)
    if answer is not None:
        return answer
    days = _days(form)
    if days is None:
        return shown(editor), 400
    if request.form.get("step") == SAVE:
        said = {"reason": form.reason.data or "", "why": form.why.data or ""}
        return performed(editor, lambda: closing.close(db.session(), by, found, days, now(), **said))
    return _who_is_affected(found, form, days) if request.form.get("step") == LOOK else shown(editor)


@bp.post("/care/venues/<venue_id>/closures/<closure_id>/open")
@does("venue.close")
@commits
def open_again(venue_id: str, closure_id: str) -> ResponseReturnValue:
    """Take a closure back."""
    found, by = venue_in_care(venue_id, to_change=True)
    shut = next((each for each in found.closures if each.id == closure_id), None) or abort(404)
    return pressed(found, SeenForm(request.form), lambda: closing.open_again(db.session(), by, found, shut, now()))


def _days(form: CloseForm) -> tuple[date, date] | None:
    """First and last day; None, with what to do beside the field, if they cannot be."""
    for field in (form.first, form.last):
        if field.data is None:
            form.tell(field.name, _("Choose the day."))
    if not form.first.data or not form.last.data:
        return None
    try:
        check_closure(form.first.data, form.last.data, local_day(now(), LONDON))
    except CannotDo as refused:
        form.tell("last", str(refused))
        return None
    return form.first.data, form.last.data


def _who_is_affected(found: Venue, form: CloseForm, days: tuple[date, date]) -> str:
    today = local_day(now(), LONDON)
    struck = closing.affected(db.session(), found, *days)
    typed = [(name, plain(text)) for name, text in request.form.items() if name not in ("csrf_token", "step")]
    return render_template(
        "directory/care/close_preview.html",
        thing=found,
        first=dated(days[0]),
        last=dated(days[1]),
        struck=[(each.name, [date_words(part, today) for part in dates]) for each, dates in struck],
        typed=typed,
        back_url=home(found),
    )
