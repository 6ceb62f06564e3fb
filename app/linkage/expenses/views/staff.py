"""For coordinators: claims to look at and to pay, and the list for whoever keeps the money."""

import csv
import io

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.rules.words import dated
from app.kernel.access import Warrant, belonging_to
from app.kernel.days import LONDON, ONE_DAY, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.expenses.actions.claims import see_to
from app.linkage.expenses.forms.claims import AskForm
from app.linkage.expenses.models import Claim
from app.linkage.expenses.queries import claims
from app.linkage.expenses.rules.claims import WORDS, Step, in_miles, pounds
from app.people.models import Organisation
from app.people.queries.organisations import by_slug
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("treasury", __name__)

ACTS = {"agree": Step.APPROVED, "ask": Step.ASKED, "paid": Step.PAID}
LISTED = 100 * ONE_DAY
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would work out."""


@bp.get("/organisations/<slug>/expenses")
@does("expense.keep")
def see(slug: str) -> ResponseReturnValue:
    """What waits, in the order in which it came."""
    return _page(_load(slug)[0])


@bp.post(f"/organisations/<slug>/expenses/<claim_id>/<any({','.join(ACTS)}):act>")
@does("expense.keep")
@commits
def act(slug: str, claim_id: str, act: str) -> ResponseReturnValue:
    """Agree, ask, or say that it is paid; never for oneself."""
    at = by_slug(db.session(), slug) or abort(404)
    found = claims.one(db.session(), claim_id)
    ours = found if found and found.organisation_id == at.id else None
    by = warrant(claims.seen_to_by(ours, visit().actor.person_id))
    claim = ours or abort(404)
    form = AskForm(request.form, prefix=claim.id)
    if act == "ask" and not form.validate():
        return _page(at, (claim.id, form)), 400
    try:
        see_to(db.session(), by, claim, ACTS[act], now(), asks=(form.asks.data or "") if act == "ask" else "")
    except Refused as refused:
        db.session().rollback()
        return _page(_load(slug)[0], refused=str(refused)), 409
    return redirect(f"/organisations/{slug}/expenses", 303)


@bp.get("/organisations/<slug>/expenses/list")
@does("expense.keep")
def printed(slug: str) -> ResponseReturnValue:
    """The list for whoever keeps the money, to be printed."""
    at, _by = _load(slug)
    return render_template("linkage/expense_list.html", organisation=at, rows=_rows(at), head=_head())


@bp.get("/organisations/<slug>/expenses/list.csv")
@does("expense.keep")
def as_csv(slug: str) -> ResponseReturnValue:
    """The same list for a spreadsheet."""
    at, _by = _load(slug)
    text = io.StringIO()
    csv.writer(text).writerows([_head(), *([_safe(each) for each in row] for row in _rows(at))])
    answer = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="expenses.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _load(slug: str) -> tuple[Organisation, Warrant]:
    at = by_slug(db.session(), slug)
    by = warrant(belonging_to(at.id if at else ""))
    return at or abort(404), by


def _head() -> list[str]:
    money = [_("Fares"), _("Miles"), _("Pence a mile"), _("To pay")]
    return [_("Day"), _("Champion"), *money, _("Where it stands"), _("Since")]


def _rows(at: Organisation) -> list[list[str]]:
    """Nobody stands in it but champions."""
    return [
        [
            dated(each.day), each.person.name, pounds(each.fares), in_miles(each.tenths), str(each.rate),
            pounds(each.amount), _("Paid") if each.step is Step.PAID else _("To be paid"),
            dated(local_day(each.settled_at or each.made_at, LONDON)),
        ]
        for each in claims.for_treasurer(db.session(), at.id, now() - LISTED)
    ]  # fmt: skip


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _page(at: Organisation, asking: tuple[str, AskForm] | None = None, refused: str = "") -> str:
    def of(*steps: Step) -> list[Claim]:
        return claims.of_organisation(db.session(), at.id, steps)

    return render_template(
        "linkage/expenses_all.html",
        organisation=at,
        groups=[(_("To look at"), of(Step.SENT)), (_("Asked about"), of(Step.ASKED)), (_("To pay"), of(Step.APPROVED))],
        form_of=lambda claim_id: asking[1] if asking and asking[0] == claim_id else AskForm(prefix=claim_id),
        me=visit().actor.person_id,
        refused=refused,
        words=WORDS,
        day=dated,
        pounds=pounds,
        in_miles=in_miles,
    )
