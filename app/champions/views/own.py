"""A champion's own pages: how things stand, who they are, where they go, stepping back."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.champions.actions import describing, stepping
from app.champions.forms import own as forms
from app.champions.queries import champions as queries
from app.champions.queries import known
from app.champions.queries.champions import Seen
from app.champions.queries.ways import ways_to_supervisor
from app.champions.rules.readiness import WORDS, Reason, missing
from app.champions.rules.waiting import OWN
from app.champions.rules.words import KINDS, STANDINGS
from app.directory.rules.words import day_name
from app.kernel.access import Relation, Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("champion", __name__)


@bp.get("/champion/<champion_id>")
@does("champion.own")
def home(champion_id: str) -> ResponseReturnValue:
    """How things stand, and the way to everything else."""
    seen, _by = load(champion_id)
    return _home(seen, forms.NoteForm(data={"words": seen.champion.note}))


@bp.get("/champion/<champion_id>/about")
@does("champion.own")
def about(champion_id: str) -> ResponseReturnValue:
    """Who they are."""
    seen, _by = load(champion_id)
    return _about(seen, forms.AboutForm(data=forms.about_of(seen.champion)))


@bp.post("/champion/<champion_id>/about")
@does("champion.own")
@commits
def say_about(champion_id: str) -> ResponseReturnValue:
    """Keep who they are."""
    seen, by = load(champion_id)
    form = forms.AboutForm(request.form)
    if not form.validate():
        return _about(seen, form), 400
    describing.say_about(db.session(), by, seen.champion, form.said)
    return redirect(f"/champion/{champion_id}?said=saved", 303)


@bp.get("/champion/<champion_id>/going")
@does("champion.own")
def going(champion_id: str) -> ResponseReturnValue:
    """Where they go, and how."""
    seen, _by = load(champion_id)
    form = forms.GoingForm(data=forms.going_of(seen.champion))
    form.offer(seen.constants)
    return _going(seen, form)


@bp.post("/champion/<champion_id>/going")
@does("champion.own")
@commits
def say_going(champion_id: str) -> ResponseReturnValue:
    """Keep where they go."""
    seen, by = load(champion_id)
    form = forms.GoingForm(request.form)
    form.offer(seen.constants)
    if not form.validate():
        return _going(seen, form), 400
    describing.say_going(db.session(), by, seen.champion, form.said)
    return redirect(f"/champion/{champion_id}?said=saved", 303)


@bp.post("/champion/<champion_id>/known")
@does("champion.own")
@commits
def know(champion_id: str) -> ResponseReturnValue:
    """They know this meeting."""
    seen, by = load(champion_id)
    form = forms.KnownForm(request.form)
    form.offer(known.others(db.session(), seen.champion))
    if not form.validate():
        return _known(seen, form), 400
    try:
        describing.know(db.session(), by, seen.champion, form.listing.data)
    except Refused as refused:
        form.listing.errors = [str(refused)]
        return _known(seen, form), 400
    return redirect(f"/champion/{champion_id}/known", 303)


@bp.get("/champion/<champion_id>/known")
@does("champion.own")
def knows(champion_id: str) -> ResponseReturnValue:
    """Which meetings they know."""
    seen, _by = load(champion_id)
    form = forms.KnownForm()
    form.offer(known.others(db.session(), seen.champion))
    return _known(seen, form)


@bp.post("/champion/<champion_id>/known/<listing_id>/remove")
@does("champion.own")
@commits
def know_not(champion_id: str, listing_id: str) -> ResponseReturnValue:
    """They do not know it after all."""
    seen, by = load(champion_id)
    describing.know_not(db.session(), by, seen.champion, listing_id)
    return redirect(f"/champion/{champion_id}/known", 303)


@bp.get("/champion/<champion_id>/step-back")
@does("champion.own")
def before_step_back(champion_id: str) -> ResponseReturnValue:
    """What stepping back means, and the one button for it."""
    seen, _by = load(champion_id)
    here = f"/champion/{champion_id}"
    return render_template("champions/step_back.html", here=here, is_back=seen.standing == "stepped_back")


@bp.post("/champion/<champion_id>/step-back")
@does("champion.own")
@commits
def step_back(champion_id: str) -> ResponseReturnValue:
    """Step back, at once, without a reason."""
    seen, by = load(champion_id)
    stepping.step_back(db.session(), by, seen.champion, now())
    return redirect(f"/champion/{champion_id}", 303)


@bp.post("/champion/<champion_id>/note")
@does("champion.own")
@commits
def note(champion_id: str) -> ResponseReturnValue:
    """A few words for their supervisor."""
    seen, by = load(champion_id)
    form = forms.NoteForm(request.form)
    if not form.validate():
        return _home(seen, form), 400
    stepping.leave_note(db.session(), by, seen.champion, form.words.data or "")
    return redirect(f"/champion/{champion_id}?said=saved", 303)


def load(champion_id: str) -> tuple[Seen, Warrant]:
    """One's own profile; 404 for strangers."""
    seen = queries.own(db.session(), visit().actor.person_id, champion_id, now()) or abort(404)
    held = seen.champion.holding_id
    return seen, warrant(lambda seat: {Relation.OWN} if seat.holding_id == held else set())


def _needs(seen: Seen) -> list[str]:
    """What is still to come, a line each; courses by their names."""
    lines = []
    for each in seen.needs:
        lines += missing([each], seen.facts, seen.constants) if each is Reason.TRAINING else [_(WORDS[each])]
    return lines


def _home(seen: Seen, form: forms.NoteForm) -> str:
    today = local_day(now(), LONDON)
    return render_template(
        "champions/own.html", seen=seen, form=form, standings=STANDINGS, needs=_needs(seen), own=OWN,
        kinds=KINDS, reach=ways_to_supervisor(db.session(), seen.champion),
        day=lambda each: day_name(each, today), said=request.args.get("said", ""),
    )  # fmt: skip


def _about(seen: Seen, form: forms.AboutForm) -> str:
    return render_template("champions/about.html", seen=seen, form=form)


def _going(seen: Seen, form: forms.GoingForm) -> str:
    return render_template("champions/going.html", seen=seen, form=form)


def _known(seen: Seen, form: forms.KnownForm) -> str:
    mine = known.known(db.session(), seen.champion)
    return render_template("champions/known.html", seen=seen, form=form, known=mine)
