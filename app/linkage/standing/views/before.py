"""“I asked before”: shown with a code that went to the number or address of then, and never told to anybody else."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.speech import marked
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.linkage.referral.views.own_page import word_is_right
from app.linkage.standing.actions.before import was_here
from app.people.actions import entry
from app.people.forms.signing import CodeForm, ContactForm
from app.people.rules.contact import read_contact
from app.people.rules.entry import Purpose
from app.people.views.doors import address, let_in
from app.people.views.examples import example_code
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.limits import limit
from app.web.request import now

bp = Blueprint("asked_before", __name__)

QUARTER = 900
CODES_A_QUARTER = 3
TRIES_FROM_HERE = 60
WRONG = marked("That is not right. Check the code and the word, or begin again for a new code.")


@bp.get("/mine/<page>/before")
@does("linkage.own")
def ask(page: str) -> ResponseReturnValue:
    """Under which number or address?"""
    _mine(page)
    return _page(page, ContactForm())


@bp.post("/mine/<page>/before")
@does("linkage.own")
@commits
def send(page: str) -> ResponseReturnValue:
    """Send a code there, if anybody has it; the answer is the same either way."""
    linkage, form = _mine(page), ContactForm(request.form)
    try:
        contact = read_contact(form.contact.data or "")
    except Refused as refused:
        form.contact.errors = [str(refused)]
        return _page(page, form), 400
    limit(db.session(), "asked before", CODES_A_QUARTER, QUARTER, whose=linkage.person_id)
    sent = entry.send_code(db.session(), contact, address, running())
    return _code(page, CodeForm(data={"ref": sent.ref}), example_code(sent))


@bp.post("/mine/<page>/before/code")
@does("linkage.own")
@commits
def show(page: str) -> ResponseReturnValue:
    """It was them: the earlier requests and this one are one history."""
    linkage, form = _mine(page, is_held=True), CodeForm(request.form)
    limit(db.session(), "page try", TRIES_FROM_HERE, QUARTER)
    row = entry.try_code(db.session(), form.ref.data or "", form.code.data or "", Purpose.SIGN_IN, running())
    known = entry.whom(db.session(), row)
    is_right = row is not None and known is not None and word_is_right(known, form.word.data or "")
    if not (is_right and row and known and entry.spend(db.session(), row, running())):
        form.code.errors = [WRONG]
        return _code(page, form), 400
    was_here(db.session(), linkage, known, now())
    return let_in(known, f"/mine/{page}/now")


def _mine(page: str, *, is_held: bool = False) -> Linkage:
    found = linkages.by_page(db.session(), page)
    warrant(linkages.relations_to(found, visit().actor.person_id))
    return (linkages.held(db.session(), found.id) if found and is_held else found) or abort(404)


def _page(page: str, form: ContactForm) -> str:
    return render_template("linkage/before.html", form=form, here=f"/mine/{page}")


def _code(page: str, form: CodeForm, example: str = "") -> str:
    return render_template("linkage/before_code.html", form=form, here=f"/mine/{page}", example=example)
