"""The page of a walk, for its champion: the name to use, how to reach them if that is shared, the plan, the day itself,
and how it went. It is gone on the next request once the walk is over."""

from datetime import datetime

from flask import Blueprint, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.queries.crisis import lines
from app.consent.queries.agreements import agrees
from app.consent.rules.texts import SHARE_CHAMPION
from app.directory.rules.words import clock, day_name
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.accompaniment.actions.leaving import is_soon
from app.linkage.accompaniment.actions.steps import CHAMPION
from app.linkage.accompaniment.actions.telling import tell_at_once
from app.linkage.accompaniment.queries import pairs
from app.linkage.accompaniment.queries.homeward import of_champion
from app.linkage.accompaniment.queries.lines import taken_down
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.queries.seen import seen
from app.linkage.accompaniment.queries.verbs import three_steps
from app.linkage.accompaniment.queries.watch import care_of, cover_at
from app.linkage.accompaniment.queries.ways import ways_of
from app.linkage.accompaniment.rules.cover import while_not_well
from app.linkage.accompaniment.rules.marking import check_read
from app.linkage.accompaniment.rules.trying import unanswered
from app.linkage.accompaniment.rules.words import CHAMPION_MAY_SAY, RESULTS, Outcome
from app.linkage.accompaniment.views import planning
from app.linkage.accompaniment.views.writing import Side
from app.linkage.referral.queries import linkages
from app.linkage.referral.queries.asked import asked_for
from app.notices.jobs import site_address
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now, settings

bp = Blueprint("walks", __name__)

STEPS = ",".join(sorted(CHAMPION))
LEFT = "/today?done=left"


@bp.get("/walks/<walk_id>")
@does("walk.keep")
def walk(walk_id: str) -> ResponseReturnValue:
    """All about one walk."""
    pair, by = theirs(walk_id)
    return _page(pair, by)


@bp.post(f"/walks/<walk_id>/<any({STEPS}):step>")
@does("walk.keep")
@commits
def take(walk_id: str, step: str) -> ResponseReturnValue:
    """Press one of its buttons."""
    pair, by = theirs(walk_id, is_held=True)
    if step == "how" and "sure" not in request.form and _ends_today(pair, request.form.get("word", "")):
        return _sure(pair, request.form["word"])
    try:
        check_read(pair.plan, request.form.get("seen"))
        CHAMPION[step](db.session(), pair, request.form.get("word", ""), by, now())
        tell_at_once(db.session(), pair.linkage, site_address(settings()), now())
    except Refused as refused:
        db.session().rollback()
        pair, by = theirs(walk_id)
        return _page(pair, by, str(refused)), 409
    still = pairs.of_walk(db.session(), walk_id)
    return redirect(f"/walks/{walk_id}" if still else LEFT if step == "leave" else "/today", 303)


@bp.get("/walks/<walk_id>/leave")
@does("walk.keep")
def before_leaving(walk_id: str) -> ResponseReturnValue:
    """What it means not to go on with somebody, and the buttons for it."""
    pair, _by = theirs(walk_id)
    plan = pair.plan if pair.plan and pair.plan.is_agreed and pair.plan.ends_at > now() else None
    return render_template(
        "linkage/leave.html",
        here=f"/walks/{walk_id}",
        name=pair.linkage.name,
        meets=_moment(plan.meet_at) if plan else "",
        is_soon=is_soon(plan, now()),
        duty=pair.linkage.organisation,
    )


@bp.get("/walks/<walk_id>/off")
@does("walk.keep")
def before_off(walk_id: str) -> ResponseReturnValue:
    """What “Not this time” does."""
    return planning.before_off(side(walk_id))


@bp.get("/walks/<walk_id>/plan")
@does("walk.keep")
def plan(walk_id: str) -> ResponseReturnValue:
    """Suggest a date and a place to meet."""
    return planning.plan(side(walk_id))


@bp.post("/walks/<walk_id>/plan")
@does("walk.keep")
@commits
def suggest(walk_id: str) -> ResponseReturnValue:
    """Send the suggestion to the other."""
    return planning.suggest(lambda: side(walk_id, is_held=True))


def theirs(walk_id: str, *, is_held: bool = False) -> tuple[Pair, Warrant]:
    """The walk, if it goes on and is theirs; held for a change, so that both never change it at once."""
    found = pairs.of_walk(db.session(), walk_id)
    me = visit().actor.person_id
    if found is None and pairs.was_theirs(db.session(), walk_id, me):
        abort(make_response(_over(walk_id, me), 404))
    by = warrant(pairs.relations_to(found, visit().actor.person_id))
    if found is None:
        abort(404)
    if is_held:
        linkages.held(db.session(), found.linkage.id)
        found = pairs.of_walk(db.session(), walk_id) or abort(404)
    return found, by


def ever_side(walk_id: str) -> Side:
    """The champion of a walk, also of one that is over; held, so that nothing else is decided meanwhile."""
    found = pairs.over_or_not(db.session(), walk_id)
    by = warrant(pairs.relations_to(found, visit().actor.person_id))
    if found is None:
        abort(404)
    linkages.held(db.session(), found.linkage.id)
    return Side(found, by, f"/walks/{walk_id}", f"/walks/{walk_id}")


def side(walk_id: str, *, is_held: bool = False) -> Side:
    """The champion, at the page of a walk of theirs."""
    pair, by = theirs(walk_id, is_held=is_held)
    return Side(pair, by, f"/walks/{walk_id}", f"/walks/{walk_id}")


def _ends_today(pair: Pair, word: str) -> bool:
    """Would that word end a plan whose time is not over yet?"""
    return pair.plan is not None and now() < pair.plan.ends_at and word in set(CHAMPION_MAY_SAY) - {Outcome.ATTENDED}


def _sure(pair: Pair, word: str) -> str:
    here = f"/walks/{pair.walk.id}"
    words = _(CHAMPION_MAY_SAY[Outcome(word)])
    return render_template("linkage/sure.html", here=here, name=pair.linkage.name, word=word, words=words)


def _over(walk_id: str, person_id: str) -> str:
    found = pairs.over_or_not(db.session(), walk_id)
    downs = taken_down(db.session(), found.linkage.id, person_id, now()) if found else ()
    return render_template(
        "linkage/over.html", homeward=of_champion(db.session(), person_id), here=f"/walks/{walk_id}", downs=downs
    )


def _page(pair: Pair, by: Warrant, sentence: str = "") -> str:
    session, present = db.session(), now()
    ways = ways_of(session, pair, present)
    if ways.is_open:
        _note(pair, by)
    return render_template(
        "linkage/walk.html",
        here=f"/walks/{pair.walk.id}",
        name=pair.linkage.name,
        as_staff=pair.walk.as_staff,
        stage=pair.linkage.state.value,
        sentence=sentence,
        wished=asked_for(session, pair.linkage, present),
        verbs=three_steps(session, pair, by.actor.person_id, present),
        tells=agrees(session, pair.newcomer.id, SHARE_CHAMPION),
        ways=ways,
        opens=_moment(ways.opens_at) if ways.opens_at else "",
        tries=[(RESULTS[each.result], _moment(each.at)) for each in pairs.attempts(session, pair.walk)],
        days_tried=unanswered(pairs.tries_of(session, pair.walk)),
        has_written=pairs.has_written(session, pair),
        results=RESULTS,
        seen=seen(session, pair, by.actor.person_id, present),
        outcomes=CHAMPION_MAY_SAY,
        is_rung=bool(pair.walk.champion.phone),
        was_asked=bool(pairs.happened(session, pair.walk, ("champion_well", "champion_not_well"))),
        care=_care(pair, present),
        lines=lines(present),
        duty=pair.linkage.organisation,
        is_on_duty=cover_at(session, pair.linkage.organisation_id, present).is_on,
        homeward=of_champion(session, by.actor.person_id),
    )


def _care(pair: Pair, present: datetime) -> list[str]:
    """What a champion who asked to be rung can count on; nothing where nobody has still to ring them."""
    found = care_of(db.session(), pair.linkage)
    cover = cover_at(db.session(), pair.linkage.organisation_id, present, pair.champion.id)
    return while_not_well(cover, *found, present) if found else []


def _moment(moment: datetime) -> str:
    """A day and a time in London."""
    wall = moment.astimezone(zone_of(LONDON))
    return _("{day}, {hours}", day=day_name(wall.date(), local_day(now(), LONDON)), hours=clock(wall))


def _note(pair: Pair, by: Warrant) -> None:
    """It is written down that somebody saw how to reach the newcomer."""
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "person", pair.newcomer.id, pair.newcomer.id, outcome="contact_read"))
