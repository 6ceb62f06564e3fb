"""One request for company, as the coordinators of its organisation see it and look after it."""

import json

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.accompaniment.actions import going, reminding
from app.linkage.accompaniment.queries.pairs import of_linkage, unsettled
from app.linkage.accompaniment.queries.safety import name_of
from app.linkage.accompaniment.queries.watch import supervisor_of
from app.linkage.accompaniment.rules.words import RESULTS, Outcome
from app.linkage.matching.actions import answers, freezing, rounds
from app.linkage.matching.queries import offers
from app.linkage.matching.queries.lifting import may_lift
from app.linkage.matching.queries.possible import why_chosen
from app.linkage.referral.actions import handling
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.contacts import where_to
from app.linkage.referral.rules import said
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions import chores
from app.linkage.standing.views.loading import hold, load
from app.linkage.standing.views.shown import IN_ORDER, OUTCOMES, page
from app.notices.queries.reach import reach_of, safe_contact
from app.notices.rules.hours import next_allowed
from app.web.access import does
from app.web.commits import commits
from app.web.request import now
from app.web.typed import sent_id

bp = Blueprint("requests", __name__)


@bp.get("/requests/<linkage_id>")
@does("linkage.read")
def see(linkage_id: str) -> ResponseReturnValue:
    """All that is needed to look after it."""
    found, by = load(linkage_id)
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "linkage", found.id, found.person_id, outcome="read"))
    return page(found)


@bp.post("/requests/<linkage_id>/take")
@does("linkage.arrange")
@commits
def take(linkage_id: str) -> ResponseReturnValue:
    """Look after it from now on."""
    found, by = hold(linkage_id)
    handling.take(db.session(), by, found, now())
    return _back(found, "taken")


@bp.post("/requests/<linkage_id>/move")
@does("linkage.arrange")
@commits
def move(linkage_id: str) -> ResponseReturnValue:
    """One of its buttons."""
    found, by = hold(linkage_id)
    to = request.form.get("to", "")
    if to not in set(State):
        abort(400)
    has_champion = offers.open_walk(db.session(), found.id) is not None
    lifts = may_lift(db.session(), found, by.actor.person_id)
    handling.press(db.session(), by, found, State(to), now(), has_champion=has_champion, may_lift=lifts)
    return _back(found, "moved")


@bp.post("/requests/<linkage_id>/ask")
@does("linkage.arrange")
@commits
def ask(linkage_id: str) -> ResponseReturnValue:
    """Ask champions, one after another."""
    found, by = hold(linkage_id)
    chosen = list(dict.fromkeys(filter(None, map(sent_id, IN_ORDER))))
    try:
        if found.state is State.RECEIVED:
            handling.take(db.session(), by, found, now())
        why = why_chosen(db.session(), found, chosen, now())
        whom = [rounds.Asked(each, json.dumps(why[each])) for each in chosen]
        rounds.ask(db.session(), by, found, whom, now())
    except Refused as refused:
        db.session().rollback()
        again, _by = load(linkage_id)
        return page(again, str(refused), chosen, heading=_("Nobody was asked")), 409
    return _back(found, "asked")


@bp.post("/requests/<linkage_id>/recall")
@does("linkage.arrange")
@commits
def recall(linkage_id: str) -> ResponseReturnValue:
    """Take the open question back."""
    found, by = hold(linkage_id)
    answers.recall(db.session(), by, found, now())
    return _back(found, "recalled")


@bp.get("/requests/<linkage_id>/another")
@does("linkage.arrange")
def before_another(linkage_id: str) -> ResponseReturnValue:
    """What it does to both to look for somebody else, and the one button for it."""
    found, _by = load(linkage_id)
    pair = of_linkage(db.session(), found.id)
    can = pair is not None and found.state in freezing.CAN_PART
    plan = said.when(pair.plan.meet_at, now()) if pair and pair.plan else ""
    return render_template(
        "linkage/another.html", found=found, pair=pair if can else None, plan=plan,
        somebody=pair is not None, state=_(said.STATES[found.state]),
    )  # fmt: skip


@bp.post("/requests/<linkage_id>/another")
@does("linkage.arrange")
@commits
def another(linkage_id: str) -> ResponseReturnValue:
    """Somebody else is to go with them."""
    found, by = hold(linkage_id)
    freezing.find_another(db.session(), by, found, now())
    return _back(found, "another")


@bp.post("/requests/<linkage_id>/remind")
@does("linkage.arrange")
@commits
def remind(linkage_id: str) -> ResponseReturnValue:
    """One friendly message to whoever has something to say."""
    found, by = hold(linkage_id)
    reminding.remind(db.session(), found, by, now())
    return redirect("/requests/exceptions", 303)


@bp.post("/requests/<linkage_id>/ask-number")
@does("linkage.arrange")
@commits
def ask_number(linkage_id: str) -> ResponseReturnValue:
    """The champion who goes with them is asked for a telephone number."""
    found, by = hold(linkage_id)
    reminding.ask_number(db.session(), found, by, now())
    return redirect("/requests/exceptions", 303)


@bp.post("/requests/<linkage_id>/outcome")
@does("linkage.arrange")
@commits
def settle(linkage_id: str) -> ResponseReturnValue:
    """What happened on an outing of which the two say different things, or nothing: by whoever has asked them."""
    found, by = hold(linkage_id)
    plan, word = unsettled(db.session(), found), request.form.get("outcome", "")
    if plan is None or word not in OUTCOMES:
        abort(400)
    chores.check_not_own(db.session(), by, found, now())
    going.decide(db.session(), plan, Outcome(word), by, now())
    return _back(found, "moved")


@bp.get("/requests/<linkage_id>/contact")
@does("linkage.contact")
def contact(linkage_id: str) -> ResponseReturnValue:
    """How they may be reached; outside their hours only when they may be."""
    found, by = load(linkage_id)
    if request.args.get("of") == "champion":
        return _champion(found, by)
    if found.state is State.WITHDRAWN:
        return render_template("linkage/contact_over.html", found=found)
    reach, kept = reach_of(db.session(), found.person_id), safe_contact(db.session(), found.person_id)
    opens = next_allowed(reach.hours, now())
    is_open = opens is not None and opens <= now() and not reach.do_not_contact
    if is_open:
        with db.unit_of_work() as apart:
            record(apart, Entry.of(by, "linkage", found.id, found.person_id, outcome="contact_seen"))
    return render_template(
        "linkage/contact.html",
        found=found,
        results=RESULTS,
        is_open=is_open,
        opens=said.when(opens, now()) if opens else "",
        reach=reach,
        leave_message=bool(kept and kept.leave_message),
        email=found.person.email if is_open else "",
        phone=found.person.phone if is_open else "",
        new=new.text if is_open and (new := where_to(db.session(), found.person_id)) else "",
    )


def _champion(found: Linkage, by: Warrant) -> str:
    """How whoever goes with them may be reached, and whom to ask where that is not known."""
    pair = of_linkage(db.session(), found.id) or abort(404)
    reach = reach_of(db.session(), pair.champion.id)
    opens = next_allowed(reach.hours, now())
    is_open = opens is not None and opens <= now() and not reach.do_not_contact
    if is_open:
        with db.unit_of_work() as apart:
            record(apart, Entry.of(by, "person", pair.champion.id, pair.champion.id, outcome="contact_read"))
    cares = supervisor_of(db.session(), found)
    return render_template(
        "linkage/contact_champion.html", found=found, champion=pair.champion, is_open=is_open, reach=reach,
        opens=said.when(opens, now()) if opens else "",
        supervisor=name_of(db.session(), cares) if cares != by.actor.person_id else "",
    )  # fmt: skip


def _back(found: Linkage, done: str) -> ResponseReturnValue:
    return redirect(f"/requests/{found.id}?said={done}", 303)
