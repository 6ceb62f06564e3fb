"""When a champion can go: the hours of the week, days away, and breaks. The page is one form with several buttons, so
that nothing that was typed in one part of it is lost by pressing the button of another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app import db
from app.champions.actions import describing, stepping
from app.champions.forms import own as forms
from app.champions.forms.caring import PauseForm
from app.champions.queries import breaks
from app.champions.queries.champions import Seen
from app.champions.rules.times import Away
from app.champions.views.own import bp, load
from app.directory.rules.words import day_name
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.kernel.words import weekday
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

__all__ = ["bp"]
"""The pages are those of `own`, with these among them."""

Act = Callable[[Warrant, Seen], None]
WALK, SURE = "walk-", "sure"
"""In the form before a break: what becomes of each walk, and that it was asked."""

HOURS = tuple(f"first_{day}" for day in range(7))


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed on the page; None where that part was left alone."""

    week: forms.TimesForm | None
    away: forms.AwayForm | None
    pause: PauseForm

    def is_right(self) -> bool:
        """Can all of it be kept?"""
        return all([each.validate() for each in (self.week, self.away, self.pause) if each])


@bp.get("/champion/<champion_id>/times")
@does("champion.own")
def times(champion_id: str) -> ResponseReturnValue:
    """A break, days away, and the hours of the week."""
    seen, _by = load(champion_id)
    return _page(seen, Typed(None, None, PauseForm(MultiDict(request.args))))


@bp.post("/champion/<champion_id>/times")
@does("champion.own")
@commits
def say_times(champion_id: str) -> ResponseReturnValue:
    """Keep the hours of the week."""
    return _keep(champion_id, _typed())


@bp.post("/champion/<champion_id>/away")
@does("champion.own")
@commits
def go_away(champion_id: str) -> ResponseReturnValue:
    """They are away on these days."""
    return _keep(champion_id, _typed(is_away=True))


@bp.post("/champion/<champion_id>/away/<away_id>/remove")
@does("champion.own")
@commits
def come_home(champion_id: str, away_id: str) -> ResponseReturnValue:
    """They are not away then after all."""
    return _keep(champion_id, _typed(), lambda by, seen: describing.come_home(db.session(), by, seen.champion, away_id))


@bp.post("/champion/<champion_id>/pause")
@does("champion.own")
@commits
def pause(champion_id: str) -> ResponseReturnValue:
    """Begin a break: with a last day, or until they say."""
    typed, is_open = _typed(), "open" in request.form
    if typed.pause.validate() and typed.pause.until.data is None and not is_open:
        typed.pause.until.errors = [_("Write the last day, or press “A break from now until I say”.")]
        return _page(load(champion_id)[0], typed), 400
    until = None if is_open else typed.pause.until.data
    said = {name.removeprefix(WALK): word for name, word in request.form.items() if name.startswith(WALK)}
    asked = _before_break(champion_id, typed, until, said)
    return asked or _keep(
        champion_id, typed, lambda by, seen: stepping.pause(db.session(), by, seen.champion, until, now(), said=said),
        ends=True,
    )  # fmt: skip


@bp.post("/champion/<champion_id>/resume")
@does("champion.own")
@commits
def resume(champion_id: str) -> ResponseReturnValue:
    """The break is over."""
    return _keep(
        champion_id, _typed(), lambda by, seen: stepping.end_break(db.session(), by, seen.champion, now()), ends=True
    )


def _before_break(champion_id: str, typed: Typed, until: date | None, said: dict[str, str]) -> ResponseReturnValue:
    """Who would wait for them, and what is to become of it; "" where nobody would, or all of it is said. What was typed
    besides goes along."""
    seen, _by = load(champion_id)
    today = local_day(now(), LONDON)
    if not typed.pause.validate() or (until and until < today):
        return ""
    found = breaks.touched(db.session(), seen.champion, until, now())
    codes = {code for code, _words in stepping.ANSWERS}
    is_missing = until is not None and any(each.id and said.get(each.id) not in codes for each in found)
    is_sure = SURE in request.form
    if not found or (is_sure and not is_missing):
        return ""
    page = render_template(
        "champions/break.html", seen=seen, until=until, touched=found, answers=stepping.ANSWERS, given=said,
        is_missing=is_sure and is_missing, day=lambda each: day_name(each, today),
        carried=[
            (name, value) for name, value in request.form.items()
            if name not in (SURE, "csrf_token") and not name.startswith(WALK)
        ],
    )  # fmt: skip
    return page, 400 if is_sure else 200


def _typed(*, is_away: bool = False) -> Typed:
    """What came with the button. Nobody types days away and wishes them forgotten, so they count with every button."""
    said = request.form
    has_days = is_away or bool(said.get("first") or said.get("last"))
    week = forms.TimesForm(said) if any(name in said for name in HOURS) else None
    return Typed(week, forms.AwayForm(said) if has_days else None, PauseForm(said))


def _keep(champion_id: str, typed: Typed, act: Act | None = None, *, ends: bool = False) -> ResponseReturnValue:
    """Do what the button says, and keep what else was typed; where one of them cannot be, none is. A last day of a
    break that was only typed begins no break: it is there again."""
    seen, by = load(champion_id)
    if not typed.is_right():
        return _page(seen, typed), 400
    field = typed.pause.until
    try:
        if act:
            act(by, seen)
        if typed.away:
            field = typed.away.last
            describing.go_away(db.session(), by, seen.champion, _days(typed.away), now())
    except Refused as refused:
        db.session().rollback()
        field.errors = [str(refused)]
        return _page(load(champion_id)[0], typed), 400
    if typed.week:
        describing.say_times(db.session(), by, seen.champion, typed.week.said)
    if ends:
        return redirect(f"/champion/{champion_id}?said=saved", 303)
    until = f"&until={typed.pause.until.data}" if typed.pause.until.data else ""
    return redirect(f"/champion/{champion_id}/times?said=saved{until}", 303)


def _days(form: forms.AwayForm) -> Away:
    return Away(form["first"].data, form["last"].data)


def _page(seen: Seen, typed: Typed) -> str:
    today = local_day(now(), LONDON)
    return render_template(
        "champions/times.html", seen=seen, week=typed.week or forms.TimesForm(data=forms.times_of(seen.champion)),
        away=typed.away or forms.AwayForm(), pause=typed.pause, weekday=weekday,
        day=lambda each: day_name(each, today), said=request.args.get("said", ""),
        agreed=lambda each: breaks.agreed_on(db.session(), seen.champion, each.first, each.last, now()),
    )  # fmt: skip
