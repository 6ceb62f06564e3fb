"""What is in somebody's care; one listing with its coming dates and history; still right; its words; undo."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.actions import care as acts
from app.directory.actions.revising import undo as undo_act
from app.directory.actions.settling import answer
from app.directory.actions.snapshots import of_listing
from app.directory.forms.basis import SeenForm
from app.directory.forms.words import WordsForm
from app.directory.models import Listing, Revision
from app.directory.queries import care
from app.directory.rules.describing import LANGUAGE
from app.directory.rules.editing.changes import CannotUndo
from app.directory.rules.editing.standing import CannotDo
from app.directory.views.care.opening import anything_in_care, listing_in_care
from app.directory.views.care.page import care_page, entries
from app.directory.views.care.saving import Editor, home, opened, pressed, saved
from app.kernel.access import Warrant
from app.kernel.words import printable
from app.web.access import does, may, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("care", __name__)

PAGE_SIZE = 30
LONGEST_SEARCH = 80


@bp.get("/care")
@does("listing.care.read")
def in_care() -> ResponseReturnValue:
    """What is in the visitor's care: what needs confirming first, and a search by name."""
    by = warrant(anything_in_care)
    name = printable(request.args.get("name", ""))[:LONGEST_SEARCH].strip()
    page = max(request.args.get("page", 1, int), 1)
    skip = (page - 1) * PAGE_SIZE
    found = care.in_care(db.session(), by.actor, name=name, count=PAGE_SIZE + 1, skip=skip)
    waiting = care.reports_in_care(db.session(), by.actor)
    return render_template(
        "directory/care/list.html",
        entries=entries(found[:PAGE_SIZE]),
        reports=len(waiting),
        name=name,
        page=page,
        has_more=len(found) > PAGE_SIZE,
        has_venues=may(anything_in_care, "venue.close") is not None,
    )


@bp.get("/care/<listing_id>")
@does("listing.care.read")
def listing(listing_id: str) -> ResponseReturnValue:
    """One listing: is it still right, its coming dates, what can be changed, what was."""
    found, _by = listing_in_care(listing_id)
    return render_template("directory/care/listing.html", page=care_page(found))


@bp.post("/care/<listing_id>/confirm")
@does("listing.confirm")
@commits
def confirm(listing_id: str) -> ResponseReturnValue:
    """All of it is still right; of what was reported meanwhile, that somebody has looked and it is on."""
    found, by = listing_in_care(listing_id, to_change=True)
    try:
        return pressed(found, SeenForm(request.form), lambda: _confirmed(found, by, request.form.getlist("checked")))
    except CannotDo:
        db.session().rollback()
        return redirect(f"{home(found)}?reported=1", 303)


@bp.get("/care/<listing_id>/words")
@does("listing.edit")
def words(listing_id: str) -> ResponseReturnValue:
    """The form for the words."""
    found, _by = listing_in_care(listing_id)
    return opened(Editor(found, _words(found), "words"))


@bp.post("/care/<listing_id>/words")
@does("listing.edit")
@commits
def save_words(listing_id: str) -> ResponseReturnValue:
    """Correct the words."""
    found, by = listing_in_care(listing_id, to_change=True)
    form = WordsForm(request.form)
    form.offer(found.codes(LANGUAGE))
    return saved(
        Editor(found, form, "words", fresh=_words(found), waits=False),
        lambda: acts.change_words(db.session(), by, found, form.fields(), now(), why=form.why.data or ""),
    )


@bp.post("/care/<listing_id>/undo/<revision_id>")
@does("listing.undo")
@commits
def undo(listing_id: str, revision_id: str) -> ResponseReturnValue:
    """Undo one act."""
    found, by = listing_in_care(listing_id, to_change=True)
    act = db.session().get(Revision, revision_id)
    if act is None or act.listing_id != found.id:
        abort(404)
    try:
        made = undo_act(db.session(), by, found, act, now())
    except CannotUndo as refused:
        return render_template("directory/care/cannot_undo.html", refusal=str(refused), back_url=home(found)), 409
    return redirect(f"{home(found)}?done={made.id}", 303)


def _confirmed(found: Listing, by: Warrant, answered: list[str]) -> Revision | None:
    session = db.session()
    settling = warrant(care.listing_relations(session, found.id), "report.settle") if answered else by
    last = answer(session, settling, found, answered, now())
    return acts.confirm(session, by, found, now()) or last


def _words(found: Listing) -> WordsForm:
    """The form as it opens."""
    form = WordsForm(data=of_listing(found))
    form.offer(found.codes(LANGUAGE))
    return form
