"""Suggesting a plan, for either of the two: which meeting, then which date and where to meet."""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.access import belonging_to
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.accompaniment.actions.plans import Proposal, propose
from app.linkage.accompaniment.actions.telling import said_of
from app.linkage.accompaniment.forms.plan import PlanForm
from app.linkage.accompaniment.queries import dates
from app.linkage.accompaniment.queries.off import is_today
from app.linkage.accompaniment.queries.planning import Offer, to_pick, to_plan
from app.linkage.accompaniment.rules.marking import mark_of
from app.linkage.accompaniment.rules.planning import CannotPlan
from app.linkage.accompaniment.rules.showing import card
from app.linkage.accompaniment.views.writing import Load, Side
from app.linkage.referral.rules.said import when
from app.places.queries import names_of
from app.web.access import may
from app.web.choices import choices
from app.web.request import now
from app.web.typed import sent_id

LONGEST_TYPED = 80
EXCLUSIONS = "exclusion.keep"
OTHER, TYPED = "other", "near"
"""In the address: choose another meeting; a place or a name to look for."""


def plan(side: Side) -> str:
    """The dates of a meeting; or, where none is chosen or another one is wished for, what there is to choose from."""
    if not {OTHER, TYPED} & set(request.args):
        offer = _offer(side, request.args.get("listing", "").lower())
        if offer.listing:
            return _dates(side, offer, PlanForm(data=offer.given))
    never = dates.shut_to(db.session(), side.pair.linkage, side.pair.walk)
    typed = request.args.get(TYPED, "")[:LONGEST_TYPED].strip()
    pick = to_pick(db.session(), side.pair.linkage, typed, now(), never)
    return render_template("linkage/pick.html", to=f"{side.here}/plan", back=side.back, pick=pick, closed=_closed(side))


def suggest(load: Load) -> ResponseReturnValue:
    """Send the suggestion to the other."""
    side, form, listing_id = load(), PlanForm(request.form), sent_id("listing").lower()
    chosen = dates.listing(db.session(), listing_id) or abort(404)
    seen = request.form.get("seen")
    if seen is not None and seen != mark_of(side.pair.plan):
        form.where.errors = [_said_meanwhile(side)]
    elif form.validate():
        words = {name: form[name].data or "" for name in ("where", "journey", "looks", "how", "before")}
        try:
            said = Proposal(chosen, form.date.data or "", **words)
            propose(db.session(), side.pair, said, side.by, now())
        except Refused as refused:
            field = refused.field if isinstance(refused, CannotPlan) else "where"
            form[field].errors = [str(refused)]
        else:
            return redirect(side.back, 303)
    db.session().rollback()
    side = load()
    return _dates(side, _offer(side, listing_id), form), 400


def _said_meanwhile(side: Side) -> str:
    """What stands by now beside what somebody is about to suggest."""
    plan = side.pair.plan
    if plan is None:
        return _("What you were to change does not stand any more. Send this again to suggest it anew.")
    words = marked("Meanwhile it is this: {when}, {where}. To suggest yours instead, send it again.")
    return _(words, **said_of(plan.change or plan, now()))


def before_off(side: Side) -> str:
    """What “Not this time” does to the plan that stands, and the one button for it."""
    plan = side.pair.plan or abort(404)
    shown = card(plan, now(), is_newcomer=side.pair.is_newcomer(side.by.actor.person_id))
    return render_template(
        "linkage/sure_off.html", here=side.here, back=side.back, name=side.name, plan=shown, is_today=shown.is_today,
        is_off_today=plan.is_agreed and is_today(plan, now()),
    )  # fmt: skip


def before_nobody(side: Side) -> str:
    """What it does to say that nobody is at the meeting point, and the one button for it."""
    plan = side.pair.plan or abort(404)
    shown = card(plan, now(), is_newcomer=True)
    return render_template("linkage/sure_nobody.html", here=side.here, back=side.back, name=side.name, plan=shown)


def _offer(side: Side, listing_id: str) -> Offer:
    return to_plan(db.session(), side.pair, side.by.actor.person_id, listing_id, now())


def _dates(side: Side, offer: Offer, form: PlanForm) -> str:
    form.date.choices = choices(offer.dates)
    agreed = side.pair.plan if side.pair.plan and side.pair.plan.is_agreed else None
    return render_template(
        "linkage/plan.html",
        here=side.here,
        back=side.back,
        form=form,
        offer=offer,
        name=side.name,
        ends=when(agreed.meet_at, now()) if agreed else "",
        closed=_closed(side),
        mark=mark_of(side.pair.plan),
    )


def _closed(side: Side) -> str:
    """Buildings whose dates are left out, for one of the staff who goes along and may know of it; to anybody else they
    are simply not there."""
    pair = side.pair
    knows = may(belonging_to(pair.linkage.organisation_id), EXCLUSIONS) is not None
    if not pair.walk.as_staff or pair.is_newcomer(side.by.actor.person_id) or not knows:
        return ""
    return ", ".join(names_of(db.session(), sorted(dates.shut_to(db.session(), pair.linkage, pair.walk))))
