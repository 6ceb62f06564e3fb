"""Messages that did not arrive, and sending them again."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.consent.rules.looking import when
from app.kernel.access import Relation
from app.kernel.clock import running
from app.kernel.roles import Role
from app.notices.actions.retrying import retry
from app.notices.queries import undelivered as queries
from app.notices.rules.own_words import NAMES
from app.notices.rules.undelivered import OTHER_KIND, MayHaveArrived
from app.post.rules.letter import SAID
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("undelivered", __name__)


@bp.get("/messages")
@does("letter.read")
def messages() -> ResponseReturnValue:
    """One by one to whoever coordinates their people; numbers to whoever runs the site."""
    warrant(lambda _seat: {Relation.ANY, Relation.ORGANISATION})
    seats = visit().actor.seats
    mine = [seat.organisation_id for seat in seats if seat.role is Role.COORDINATOR]
    runs_it = any(seat.role is Role.TECHNICAL_ADMIN for seat in seats)
    return render_template(
        "notices/undelivered.html",
        coordinates=bool(mine),
        found=[(each, when(each.given_up_at)) for each in queries.undelivered(db.session(), mine, running(), now())],
        numbers=queries.numbers(db.session()) if runs_it else None,
        kinds=NAMES,
        other=OTHER_KIND,
        troubles=SAID,
        said=request.args.get("said", ""),
    )


@bp.post("/messages/<letter_id>/retry")
@does("letter.retry")
@commits
def again(letter_id: str) -> ResponseReturnValue:
    """Send it again; a text that may have arrived only after a second look."""
    letter = queries.one(db.session(), letter_id)
    by = warrant(lambda seat: queries.relations(db.session(), letter, seat.organisation_id))
    if letter is None:
        abort(404)
    try:
        retry(db.session(), by, letter, running(), now(), sure=request.form.get("sure") == "yes")
    except MayHaveArrived as asks:
        return render_template("notices/sure.html", letter_id=letter_id, asks=str(asks)), 409
    return redirect("/messages?said=again", 303)
