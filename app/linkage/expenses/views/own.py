"""For champions: what they can claim for, and what became of their claims."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.rules.words import dated
from app.kernel.access import Relation, Warrant
from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.models import Plan
from app.linkage.expenses.actions.claims import claim, take_back
from app.linkage.expenses.forms.claims import ClaimForm
from app.linkage.expenses.queries import claims
from app.linkage.expenses.rules.claims import THEIRS, WORDS, CannotClaim, in_miles, pounds, read
from app.linkage.referral.rules.house import House
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("expenses", __name__)


@bp.get("/expenses")
@does("expense.own")
def mine() -> ResponseReturnValue:
    """All of theirs."""
    me = warrant(lambda _seat: {Relation.OWN}).actor.person_id
    return render_template(
        "linkage/expenses.html",
        outings=[(each, _day(each)) for each in claims.to_claim(db.session(), me, now())],
        claims=[(each, dated(each.day)) for each in claims.of_person(db.session(), me)],
        theirs=THEIRS,
        words=WORDS,
        pounds=pounds,
        in_miles=in_miles,
    )


@bp.get("/expenses/<plan_id>")
@does("expense.own")
def form(plan_id: str) -> ResponseReturnValue:
    """What one outing cost."""
    plan, _by = _load(plan_id)
    made = claims.of_plan(db.session(), plan.id)
    if made is None:
        return _page(plan, ClaimForm())
    fares = pounds(made.fares).removeprefix("£") if made.fares else ""
    return _page(plan, ClaimForm(data={"fares": fares, "ticket": made.has_ticket, "miles": in_miles(made.tenths)}))


@bp.post("/expenses/<plan_id>")
@does("expense.own")
@commits
def send(plan_id: str) -> ResponseReturnValue:
    """Claim it, or change the claim."""
    plan, by = _load(plan_id)
    typed = ClaimForm(request.form)
    if not typed.validate():
        return _page(plan, typed), 400
    rate = House.of(plan.linkage.organisation.constants).mileage
    try:
        spent = read(typed.fares.data or "", typed.miles.data or "", has_ticket=bool(typed.ticket.data), rate=rate)
        claim(db.session(), by, plan, spent, now())
    except CannotClaim as refused:
        db.session().rollback()
        typed[refused.field].errors = [str(refused)]
        return _page(_load(plan_id)[0], typed), 400
    return redirect("/expenses", 303)


@bp.post("/expenses/<plan_id>/back")
@does("expense.own")
@commits
def back(plan_id: str) -> ResponseReturnValue:
    """Take a claim back."""
    plan, by = _load(plan_id)
    take_back(db.session(), by, plan)
    return redirect("/expenses", 303)


def _load(plan_id: str) -> tuple[Plan, Warrant]:
    plan = claims.outing(db.session(), plan_id)
    by = warrant(claims.own(plan, visit().actor.person_id))
    return plan or abort(404), by


def _day(plan: Plan) -> str:
    return dated(local_day(plan.meet_at, LONDON))


def _page(plan: Plan, typed: ClaimForm) -> str:
    return render_template(
        "linkage/expense.html",
        plan=plan,
        day=_day(plan),
        form=typed,
        rate=House.of(plan.linkage.organisation.constants).mileage,
        made=claims.of_plan(db.session(), plan.id),
        theirs=THEIRS,
    )
