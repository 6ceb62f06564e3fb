"""A copy of everything that is held on oneself, and ending one's account with all of it."""

from flask import Blueprint, Response, after_this_request, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.clock import running
from app.kernel.speech import _
from app.people.views.account import me
from app.people.views.leaving import EVERYTHING
from app.rights.actions.copying import copy_of
from app.rights.actions.erasing import erase
from app.rights.actions.ledger import LEDGER
from app.rights.build import NAME
from app.rights.rules.ending import CONFIRMS, HandOver, confirms
from app.rights.rules.leaving import goes, in_short, stays
from app.web.access import does
from app.web.commits import commits
from app.web.limits import limit
from app.web.request import settings
from app.web.visits import forget_cookie

bp = Blueprint("rights", __name__)

COPIES_AN_HOUR = 10


@bp.get("/account/copy")
@does("account.copy")
def offer() -> ResponseReturnValue:
    """What a copy holds, and the button."""
    me()
    return render_template("rights/copy.html")


@bp.post("/account/copy")
@does("account.copy")
@commits
def copy() -> ResponseReturnValue:
    """The copy itself, at once."""
    person, by = me()
    limit(db.session(), "copy", COPIES_AN_HOUR, whose=person.id)
    record(db.session(), Entry.of(by, "person", person.id, person.id, outcome="copied"))
    answer = Response(copy_of(db.session(), person, running()), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return answer


@bp.get("/account/erase")
@does("account.erase")
def ask() -> ResponseReturnValue:
    """Exactly what goes, what stays and why, and one button."""
    me()
    return _ask()


@bp.post("/account/erase")
@does("account.erase")
@commits
def end() -> ResponseReturnValue:
    """End the account with everything that leads to its person, and land on a quiet page."""
    person, by = me()
    if not confirms(request.form.get("sure", "")):
        return _ask(_("Type {word} to show that you mean it.", word=CONFIRMS)), 400
    try:
        erase(db.session(), person, settings().instance / LEDGER, running(), by)
    except HandOver as refused:
        return _ask(str(refused)), 409
    answer = Response(status=303, headers={"Location": "/ended", "Clear-Site-Data": EVERYTHING})
    forget_cookie(answer)
    after_this_request(_sweep)
    return answer


@bp.get("/ended")
@does("page.read")
def ended() -> ResponseReturnValue:
    """Nothing is left; a quiet page."""
    return render_template("rights/ended.html")


def _ask(error: str = "") -> str:
    said = {"short": in_short(), "goes": goes(), "stays": stays()}
    return render_template("rights/erase.html", word=CONFIRMS, error=error, **said)


def _sweep(answer: Response) -> Response:
    """After the commit: what was deleted leaves the write-ahead file too."""
    db.sweep()
    return answer
