"""The worklist of coordinators: who waits, what is late, and where everything else stands."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Relation
from app.kernel.roles import Role
from app.linkage.handover.queries.handovers import arriving as coming
from app.linkage.handover.queries.shown import arriving
from app.linkage.matching.rules.solving import come_in
from app.linkage.referral.rules.said import STATES, when
from app.linkage.standing.queries.board import board as lines_of
from app.linkage.standing.queries.board import caseloads
from app.linkage.standing.queries.chores import ended_now
from app.web.access import does, visit, warrant
from app.web.request import now

bp = Blueprint("board", __name__)


@bp.get("/requests")
@does("linkage.read")
def board() -> ResponseReturnValue:
    """Everything that waits in the organisations that they coordinate. What the next page may take long to load comes
    in when this one has been sent."""
    by = warrant(lambda _seat: {Relation.ORGANISATION})
    mine = [seat.organisation_id or "" for seat in visit().actor.seats if seat.role is Role.COORDINATOR]
    found = lines_of(db.session(), mine, by.actor.person_id, now())
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "linkage", "", outcome="listed"))
    page = render_template(
        "linkage/board.html",
        board=found,
        ended=ended_now(db.session(), by.actor.person_id, now()),
        arriving=[arriving(db.session(), each, now()) for each in coming(db.session(), mine)],
        caseloads=caseloads(db.session(), mine, by.actor.person_id),
        states=STATES,
        when=lambda moment: when(moment, now()),
    )
    answer = make_response(page)
    answer.call_on_close(come_in)
    return answer
