"""The newcomer's own page: who is helping, what happens next and by when, the plan, and every way out or back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import db
from app.concerns.queries.crisis import lines as answering_now
from app.concerns.rules.danger import may_be_in_danger
from app.directory.rules.words import clock, day_name
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.accompaniment.actions import asking
from app.linkage.accompaniment.actions.steps import NEWCOMER
from app.linkage.accompaniment.actions.telling import tell_at_once
from app.linkage.accompaniment.queries import pairs
from app.linkage.accompaniment.queries.asking import getting_on
from app.linkage.accompaniment.queries.lines import is_shared, line_by, taken_down
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.queries.seen import seen
from app.linkage.accompaniment.queries.verbs import three_steps
from app.linkage.accompaniment.queries.watch import cover_at
from app.linkage.accompaniment.queries.ways import seen_from
from app.linkage.accompaniment.rules.cover import while_waiting
from app.linkage.accompaniment.rules.marking import check_read
from app.linkage.accompaniment.rules.words import AGAIN, FELT, NEWCOMER_MAY_SAY, Saying
from app.linkage.accompaniment.views import planning
from app.linkage.accompaniment.views.writing import Side
from app.linkage.followup.queries import courses
from app.linkage.followup.rules.endings import GOES_ON, onward
from app.linkage.handover.queries.handovers import moved_to
from app.linkage.handover.queries.shown import elsewhere
from app.linkage.matching.queries.again import may_be_wished
from app.linkage.matching.queries.reasons import two_reasons
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.linkage.referral.queries.asked import asked_for
from app.linkage.referral.queries.contacts import waiting
from app.linkage.referral.queries.notice import short_notice
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions import own
from app.linkage.standing.actions.own import check_settled
from app.linkage.standing.forms.pause import PauseForm
from app.linkage.standing.queries import own as own_requests
from app.linkage.standing.queries.choosing import own_turn
from app.linkage.standing.queries.own import done_with, is_sorry, standing_of
from app.linkage.standing.queries.ringing import ringing, rung_by, sees_anyway
from app.notices.jobs import site_address
from app.notices.queries.reach import stopped
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now, settings

bp = Blueprint("mine", __name__)

WITH_CHAMPION = ",".join(sorted(NEWCOMER))
NEVER = "?done=never"
CHANGED = marked("It is changed, and counts from now on.")
WORDS = {"goes_on": GOES_ON, "outcomes": NEWCOMER_MAY_SAY, "felt": FELT, "again": AGAIN}
"""Sentences of ours that the page offers."""

Act = Callable[[Session, Linkage, Warrant, datetime], None]
ALONE: dict[str, Act] = {
    "resume": own.resume,
    "return": own.come_back,
    "same": lambda session, linkage, by, moment: own.come_back(session, linkage, by, moment, again=True),
    "touch": own.in_touch,
    "finish": own.finish,
    "stop": own.stop,
    "another": own.another,
    "never": own.never_again,
    "share": lambda session, linkage, by, moment: own.share(session, linkage, by, moment, is_shared=True),
    "hide": lambda session, linkage, by, moment: own.share(session, linkage, by, moment, is_shared=False),
    "later": asking.not_now,
    "rest": asking.in_four_weeks,
    "enough": asking.no_more,
    "anew": asking.as_before,
}


@bp.get("/mine/<page>/now")
@does("linkage.own")
def here(page: str) -> ResponseReturnValue:
    """Where it stands."""
    linkage, by = _mine(page)
    done = {"never": lambda: done_with(db.session(), linkage, now()), "changed": lambda: _(CHANGED)}
    return _page(linkage, by, done=done.get(request.args.get("done", ""), str)())


@bp.post(f"/mine/<page>/<any({WITH_CHAMPION}):step>")
@does("linkage.own")
@commits
def take(page: str, step: str) -> ResponseReturnValue:
    """Press one of the buttons about the two of them."""
    linkage, by = _mine(page, is_held=True)
    pair = pairs.settled(db.session(), linkage.id)
    word = request.form.get("word", "")
    if pair and (step, word) == ("say", Saying.RATHER_RUNG) and not _has_number(pair):
        return redirect(f"/mine/{page}/rung", 303)

    def press() -> None:
        check_settled(linkage)
        check_read(pair.plan if pair else None, request.form.get("seen"))
        NEWCOMER[step](db.session(), pair or abort(404), word, by, now())
        tell_at_once(db.session(), linkage, site_address(settings()), now())

    return _done(page, press)


@bp.post(f"/mine/<page>/<any({','.join(sorted(ALONE))}):act>")
@does("linkage.own")
@commits
def act(page: str, act: str) -> ResponseReturnValue:
    """Do something with the request itself: no reason, and at once."""
    linkage, by = _mine(page, is_held=True)
    return _done(page, lambda: ALONE[act](db.session(), linkage, by, now()), NEVER if act == "never" else "")


@bp.post("/mine/<page>/pause")
@does("linkage.own")
@commits
def pause(page: str) -> ResponseReturnValue:
    """Nobody gets in touch until a day."""
    linkage, by = _mine(page, is_held=True)
    form = PauseForm(request.form)
    until = form.until.data if form.validate() else None
    try:
        own.pause(db.session(), linkage, until, by, now())
    except Refused as refused:
        db.session().rollback()
        form.until.errors = [str(refused)]
        return _page(_mine(page)[0], by, pausing=form), 400
    return redirect(f"/mine/{page}/now", 303)


@bp.get("/mine/<page>/stop")
@does("linkage.own")
def stopping(page: str) -> ResponseReturnValue:
    """What stopping does, and the one button for it."""
    linkage, _by = _mine(page)
    rest = own_requests.others(db.session(), linkage, now())
    return render_template("linkage/stop.html", here=f"/mine/{page}", is_live=linkage.is_live, others=rest)


@bp.get("/mine/<page>/never")
@does("linkage.own")
def before_never(page: str) -> ResponseReturnValue:
    """What it means never to meet somebody, and the one button for it."""
    linkage, _by = _mine(page)
    pair = pairs.settled(db.session(), linkage.id)
    name = pair.champion.name if pair else ""
    return render_template("linkage/never.html", here=f"/mine/{page}", name=name, has_plan=bool(pair and pair.plan))


@bp.get("/mine/<page>/plan")
@does("linkage.own")
def plan(page: str) -> ResponseReturnValue:
    """Suggest a date and a place to meet."""
    return planning.plan(side(page))


@bp.post("/mine/<page>/plan")
@does("linkage.own")
@commits
def suggest(page: str) -> ResponseReturnValue:
    """Send the suggestion to the champion."""
    return planning.suggest(lambda: side(page, is_held=True))


def _mine(page: str, *, is_held: bool = False) -> tuple[Linkage, Warrant]:
    """The request of this page, if it is theirs; held for a change, so that nothing else happens to it meanwhile."""
    found = linkages.by_page(db.session(), page)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = linkages.held(db.session(), found.id) if found and is_held else found
    return linkage or abort(404), by


def with_champion(page: str, *, is_held: bool = False) -> tuple[Pair, Warrant]:
    """The two of this page, if it is theirs and somebody walks with them. Raises `CannotMove` while a yes
    may still be taken back."""
    linkage, by = _mine(page, is_held=is_held)
    check_settled(linkage)
    return pairs.settled(db.session(), linkage.id) or abort(404), by


def _done(page: str, act: Callable[[], object], done: str = "") -> ResponseReturnValue:
    try:
        act()
    except Refused as refused:
        db.session().rollback()
        linkage, by = _mine(page)
        return _page(linkage, by, str(refused)), 409
    return redirect(f"/mine/{page}/now{done}", 303)


def side(page: str, *, is_held: bool = False) -> Side:
    """The newcomer, at their page, while somebody walks with them."""
    pair, by = with_champion(page, is_held=is_held)
    return Side(pair, by, f"/mine/{page}", f"/mine/{page}/now")


def ever_side(page: str, line_id: str) -> Side:
    """The newcomer, for a line of theirs, also of a walk that is over."""
    linkage, by = _mine(page, is_held=True)
    line = line_by(db.session(), line_id, by.actor.person_id)
    pair = pairs.over_or_not(db.session(), line.walk_id) if line and line.linkage_id == linkage.id else None
    return Side(pair or abort(404), by, f"/mine/{page}", f"/mine/{page}/now")


def _page(linkage: Linkage, by: Warrant, sentence: str = "", pausing: PauseForm | None = None, done: str = "") -> str:
    session, present = db.session(), now()
    pair, moved = pairs.settled(session, linkage.id), moved_to(session, linkage)
    opens = seen_from(session, pair, present) if pair else None
    standing, who = standing_of(session, linkage, present), pair.champion.id if pair else ""
    cover = cover_at(session, linkage.organisation_id, present, who)
    return render_template(
        "linkage/mine.html",
        here=f"/mine/{linkage.page}",
        champion=pair.champion.name if pair else "",
        as_staff=bool(pair and pair.walk.as_staff),
        shares=bool(pair and is_shared(session, pair)),
        sees_anyway=bool(pair and sees_anyway(session, pair)),
        opens=("now" if opens <= present else _moment(opens)) if opens else "",
        stage=linkage.state.value,
        is_live=linkage.is_live,
        is_taken_back=linkage.state is State.WITHDRAWN and moved is None,
        standing=standing,
        soon=short_notice(session, linkage, present),
        by_when=_moment(standing.due_at) if standing.due_at else "",
        paused_until=day_name(linkage.paused_until, local_day(present, LONDON)) if linkage.paused_until else "",
        sentence=sentence,
        done=done,
        pausing=pausing or PauseForm(),
        onward=onward(linkage.reason),
        course=courses.of_linkage(session, linkage.id),
        seen=seen(session, pair, by.actor.person_id, present) if pair else None,
        duty=(moved or linkage).organisation,
        cover=cover,
        moment=_moment,
        waiting_words=while_waiting(cover, linkage.organisation.name, present),
        downs=taken_down(session, linkage.id, by.actor.person_id, present),
        **WORDS,
        **_of_both(session, linkage, pair, present),
        **_further(session, linkage, present),
    )


def _further(session: Session, linkage: Linkage, present: datetime) -> dict[str, Any]:
    """What is asked of them, and where they can go on."""
    asked = asked_for(session, linkage, present) if linkage.is_live else None
    return {
        "asked": asked,
        "asked_gravely": asked is not None and may_be_in_danger(asked.help),
        "answering": answering_now(present),
        "waits_for_code": waiting(session, linkage.person_id) is not None,
        "choosing": own_turn(session, linkage),
        "earlier": may_be_wished(session, linkage, present) if linkage.state is State.CLOSED else None,
        "going": elsewhere(session, linkage, present),
        "has_stopped": linkage.is_live and "" in stopped(session, linkage.person_id),
        "rung_by": rung_by(session, linkage, present) if linkage.is_live else "",
        "getting": getting_on(session, linkage, present),
    }


def _has_number(pair: Pair) -> bool:
    """Does whoever goes with them see their number?"""
    return ringing(db.session(), pair, is_shared=is_shared(db.session(), pair)).has_it


def _of_both(session: Session, linkage: Linkage, pair: Pair | None, present: datetime) -> dict[str, object]:
    """How far the two are; why this champion, until they have met."""
    is_new = linkage.state in (State.CONTACTING, State.PLANNED)
    return {
        "verbs": () if is_sorry(linkage, pair) else three_steps(session, pair, linkage.person_id, present),
        "reasons": two_reasons(session, linkage, pair.walk, present) if pair and is_new else (),
    }


def _moment(moment: datetime) -> str:
    """A day and a time in London."""
    wall = moment.astimezone(zone_of(LONDON))
    return _("{day}, {hours}", day=day_name(wall.date(), local_day(now(), LONDON)), hours=clock(wall))
