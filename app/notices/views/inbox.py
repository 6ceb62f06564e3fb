"""The inbox inside the site: what no message may say in plain words is said here."""

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from app import db
from app.consent.rules.looking import when
from app.kernel.clock import running
from app.notices.actions.inbox import read
from app.notices.queries import inbox as queries
from app.notices.queries.phones import phones_of
from app.people.views.account import me
from app.web.access import does
from app.web.commits import commits
from app.web.request import settings
from app.web.safely import own_path

bp = Blueprint("inbox", __name__)

HERE = "/inbox"


@bp.get("/inbox")
@does("inbox.read")
def inbox() -> ResponseReturnValue:
    """Unread ones first, then newest first."""
    person, _by = me()
    shown = [(note, when(note.made_at)) for note in queries.notes(db.session(), person.id)]
    has_phones = bool(settings().push_key and phones_of(db.session(), person.id))
    return render_template("notices/inbox.html", notes=shown, has_phones=has_phones)


@bp.post("/inbox/<note_id>")
@does("inbox.read")
@commits
def open_it(note_id: str) -> ResponseReturnValue:
    """Note that it was read, and go where it leads."""
    person, _by = me()
    note = queries.note(db.session(), person.id, note_id) or abort(404)
    read(db.session(), person.id, running(), note.id)
    return redirect(own_path(note.link, HERE), 303)


@bp.post("/inbox/read")
@does("inbox.read")
@commits
def all_read() -> ResponseReturnValue:
    """Note that all of them were read."""
    person, _by = me()
    read(db.session(), person.id, running())
    return redirect(HERE, 303)
