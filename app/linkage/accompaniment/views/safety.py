"""The card of a champion who is out, the quiet button, and the page of whoever is on duty for those who are out."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.directory.rules.describing import address_of
from app.directory.rules.words import clock
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.errors import Refused
from app.kernel.words import printable
from app.linkage.accompaniment.actions import homeward
from app.linkage.accompaniment.actions import safety as actions
from app.linkage.accompaniment.actions.telling import tell_at_once
from app.linkage.accompaniment.forms.card import CardForm
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries import safety as queries
from app.linkage.accompaniment.queries.homeward import watch
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.queries.watch import cover_at, supervisor_of
from app.linkage.accompaniment.rules.cover import on_the_way, quiet_help
from app.linkage.accompaniment.rules.planning import HOME
from app.linkage.accompaniment.rules.safety import HAPPENED, POLICY, QUIET, UNRUNG, CannotKeep, Seen
from app.linkage.accompaniment.rules.showing import card as plan_card
from app.linkage.accompaniment.views.walks import theirs
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.said import when
from app.linkage.referral.rules.tasks import words_of
from app.notices.jobs import site_address
from app.people.models import Organisation, Person
from app.people.queries.organisations import by_slug
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now, settings

bp = Blueprint("safety", __name__)

LAST_STEP = "policy_now"


@bp.get("/walks/<walk_id>/card")
@does("walk.keep")
def card(walk_id: str) -> ResponseReturnValue:
    """The card: fit for a phone and for paper. It says nothing of whom they meet."""
    pair, by = theirs(walk_id)
    found = queries.card_of(db.session(), by.actor.person_id)
    return _card(pair, by, CardForm(data={"tells": printable(found.tells) if found else ""}))


@bp.post("/walks/<walk_id>/card")
@does("walk.keep")
@commits
def keep(walk_id: str) -> ResponseReturnValue:
    """Change it."""
    pair, by = theirs(walk_id)
    form = CardForm(request.form)
    try:
        actions.keep_card(db.session(), by.actor.person_id, form.tells.data or "", form.word.data or "", now())
    except CannotKeep as refused:
        form.tells.errors = [str(refused)]
        return _card(pair, by, form), 400
    return redirect(f"/walks/{walk_id}/card", 303)


@bp.post("/walks/<walk_id>/way-home")
@does("walk.keep")
@commits
def way_home(walk_id: str) -> ResponseReturnValue:
    """Shows the page of the meeting with the ways there and back; and tells whoever is on duty to ring."""
    pair, by = theirs(walk_id, is_held=True)
    try:
        plan = actions.ask_quietly(db.session(), pair, by, now())
    except Refused:
        return redirect(f"/walks/{walk_id}", 303)
    tell_at_once(db.session(), pair.linkage, site_address(settings()), now())
    return redirect(address_of(plan.listing), 303)


@bp.get("/organisations/<slug>/out")
@does("watch.keep")
def out(slug: str) -> ResponseReturnValue:
    """Who is out, and what is to be done for them now. Nobody's place is tracked."""
    at, by = _watched(slug)
    found = queries.out(db.session(), at.id, now())
    with db.unit_of_work() as apart:
        for each in found:
            for who in filter(None, (each.champion, each.newcomer)):
                record(apart, Entry.of(by, "person", who.id, who.id, outcome="contact_read"))
    out_ones = {each.plan.id for each in found}
    home = [_home(each) for each in queries.back(db.session(), at.id, now()) if each.id not in out_ones]
    return render_template("linkage/out.html", organisation=at, rows=[_row(each) for each in found], home=home)


@bp.post("/organisations/<slug>/out/<plan_id>")
@does("watch.keep")
@commits
def seen_to(slug: str, plan_id: str) -> ResponseReturnValue:
    """They have been spoken with."""
    at, by = _watched(slug)
    plan, apart = queries.plan_of(db.session(), plan_id, at.id), watch(db.session(), plan_id)
    if plan:
        linkages.held(db.session(), plan.linkage_id)
        actions.seen_to(db.session(), plan, by, now())
    elif apart and apart.organisation_id == at.id:
        homeward.seen_to(db.session(), apart, by, now())
    else:
        abort(404)
    return redirect(f"/organisations/{slug}/out", 303)


def _watched(slug: str) -> tuple[Organisation, Warrant]:
    found = by_slug(db.session(), slug) or abort(404)
    return found, warrant(queries.relations(db.session(), found, visit().actor.person_id, now()))


def _card(pair: Pair, by: Warrant, form: CardForm) -> str:
    found, plan = queries.card_of(db.session(), by.actor.person_id), pair.plan
    back_by = clock((plan.ends_at + HOME).astimezone(zone_of(LONDON))) if plan else ""
    at, present, who = pair.linkage.organisation, now(), pair.champion.id
    out, late = (plan.meet_at, plan.ends_at + HOME) if plan else (present, present)
    cares = queries.name_of(db.session(), supervisor_of(db.session(), pair.linkage))
    champion = pair.walk.champion
    writes_to = "" if champion.phone else champion.email
    return render_template(
        "linkage/card.html", here=f"/walks/{pair.walk.id}", form=form, duty=at, back_by=back_by,
        order=on_the_way(cover_at(db.session(), at.id, late, who), at.name, cares, writes_to),
        is_rung=bool(champion.phone),
        quiet=quiet_help(cover_at(db.session(), at.id, out, who), at.name, writes_to),
        seen=Seen(printable(found.tells), bool(found.word_sealed)) if found else Seen(),
        plan=plan_card(plan, now(), is_newcomer=False) if plan and plan.is_agreed else None,
    )  # fmt: skip


def _home(plan: Plan) -> dict[str, object]:
    """Who came home when, and of whom nothing was heard."""
    moments = (plan.champion_home_at, plan.newcomer_home_at)
    champion, newcomer = (when(moment, now()) if moment else "" for moment in moments)
    return {
        "champion": plan.walk.champion.name,
        "champion_home": champion,
        "newcomer": plan.linkage.name,
        "newcomer_home": newcomer,
        "has_said": plan.newcomer_says is not None,
        "request": plan.linkage_id,
    }


def _other(supervisor: Person | None) -> str:
    """The name of who looks after a champion; nobody is sent to ring themselves."""
    return supervisor.name if supervisor and supervisor.id != visit().actor.person_id else ""


def _row(each: queries.Out) -> dict[str, object]:
    zone, plan = zone_of(LONDON), each.plan
    is_today = local_day(plan.meet_at, LONDON) == local_day(now(), LONDON)
    codes = {what for _at, what in each.told}
    quiet = QUIET if each.phone else UNRUNG
    steps = quiet if "ring_champion" in each.asks else POLICY if LAST_STEP in codes else ()
    return {
        "id": plan.id,
        "name": each.champion.name,
        "phone": each.phone,
        "email": each.champion.email,
        "supervisor": _other(each.supervisor),
        "newcomer": each.newcomer,
        "called": each.called,
        "is_me": each.champion.id == visit().actor.person_id,
        "tells": each.tells,
        "word": each.word,
        "where": each.where,
        "venue": plan.listing.venue if plan.listing else None,
        "meets": clock(plan.meet_at.astimezone(zone)) if is_today else when(plan.meet_at, now()),
        "ends": clock(plan.ends_at.astimezone(zone)),
        "request": each.request,
        "asks": [words_of(kind) for kind in sorted(each.asks)],
        "steps": steps,
        "home": when(each.home_at, now()) if each.home_at else "",
        "told": [(when(moment, now()), HAPPENED[what]) for moment, what in each.told],
    }
