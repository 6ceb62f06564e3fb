"""One's own agreements, and who looked at one's own record."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.queries import about
from app.consent.actions.agreements import agree, withdraw
from app.consent.queries.agreements import agreements, history
from app.consent.queries.ending import running
from app.consent.queries.looks import looks
from app.consent.rules.texts import ENDS, NOTHING_ENDS, REQUEST, TEXTS
from app.people.views.account import me
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("consent", __name__)

MOST_LOOKS = 100


@bp.get("/account/agreements")
@does("account.own")
def agreed() -> ResponseReturnValue:
    """What is asked, each by itself, and what holds."""
    person, _by = me()
    held = agreements(db.session(), person.id)
    older = {each.purpose for each in history(db.session(), person.id) if not each.withdrawn_at} - set(held)
    return render_template(
        "consent/agreements.html",
        texts=[each for each in TEXTS.values() if not each.once or each.purpose in held],
        held=held,
        older=older,
        ends={purpose: ENDS.get(purpose, NOTHING_ENDS) for purpose in held},
        running=running(db.session(), person.id, now()),
        of_request=REQUEST,
        may_ask_again=request.args.get("of", "") in REQUEST,
        said=request.args.get("said", ""),
    )


@bp.post("/account/agreements")
@does("account.own")
@commits
def decide() -> ResponseReturnValue:
    """A yes or its withdrawal, to one purpose; it counts from now on."""
    person, by = me()
    purpose = request.form.get("purpose", "")
    if request.form.get("answer") == "yes":
        agree(db.session(), by, person.id, purpose, now())
    else:
        withdraw(db.session(), by, person.id, purpose, now())
    of = f"&of={purpose}" if purpose in REQUEST else ""
    return redirect(f"/account/agreements?said=saved{of}", 303)


@bp.get("/account/looks")
@does("account.own")
def who_looked() -> ResponseReturnValue:
    """Who looked at one's own record or changed it, the latest first."""
    person, _by = me()
    seen = looks(db.session(), about(db.session(), person.id, limit=MOST_LOOKS), person.id)
    return render_template("consent/looks.html", looks=seen)
