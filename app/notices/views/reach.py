"""How to reach you: which way, at what times, in which words."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.errors import Refused
from app.kernel.words import weekday
from app.notices.actions import reach as acts
from app.notices.actions.stopping import start_again
from app.notices.forms.reach import ReachForm, filled
from app.notices.queries.phones import phones_of
from app.notices.queries.reach import reach_of, safe_contact, stopped
from app.notices.queries.stopping import has_duty
from app.notices.rules.hours import CannotKeepHours
from app.people.models import Person
from app.people.views.account import me
from app.post.actions.push import Push
from app.web.access import does
from app.web.commits import commits
from app.web.request import now, settings

bp = Blueprint("reach", __name__)

DONE = "/account/reach?said=saved"


@bp.get("/account/reach")
@does("account.reach")
def reach() -> ResponseReturnValue:
    """What holds, and a form to change it."""
    person, _by = me()
    kept = safe_contact(db.session(), person.id)
    shown = filled(reach_of(db.session(), person.id), leave_message=bool(kept and kept.leave_message))
    return _page(person, _offered(person, ReachForm(data=shown)))


@bp.post("/account/reach")
@does("account.reach")
@commits
def settle() -> ResponseReturnValue:
    """Keep it."""
    person, by = me()
    form = _offered(person, ReachForm(request.form))
    if not form.validate():
        return _page(person, form), 400
    try:
        leave_message = bool(form.leave_message.data)
        acts.settle(db.session(), by, person, form.reach, now(), leave_message=leave_message)
    except Refused as refused:
        field = form.hours if isinstance(refused, CannotKeepHours) else form.channel
        field.errors = [str(refused)]
        return _page(person, form), 400
    return redirect(DONE, 303)


@bp.post("/account/reach/still")
@does("account.reach")
@commits
def still_right() -> ResponseReturnValue:
    """Say that it is still right."""
    person, by = me()
    acts.still_right(db.session(), by, person, now())
    return redirect(DONE, 303)


@bp.post("/account/reach/start")
@does("account.reach")
@commits
def start() -> ResponseReturnValue:
    """Let messages come again that were stopped."""
    person, _by = me()
    start_again(db.session(), person.id)
    return redirect(DONE, 303)


def _offered(person: Person, form: ReachForm) -> ReachForm:
    form.offer(has_phones=bool(settings().push_key and phones_of(db.session(), person.id)))
    return form


def _page(person: Person, form: ReachForm) -> str:
    return render_template(
        "notices/reach.html",
        form=form,
        days=[(weekday(day), first, last) for day, first, last in form.days],
        is_old=reach_of(db.session(), person.id).is_old(now()),
        push_key=_push_key(),
        phones=phones_of(db.session(), person.id),
        has_duty=has_duty(db.session(), person.id),
        has_stopped=bool(stopped(db.session(), person.id)),
        said=request.args.get("said", ""),
    )


def _push_key() -> str:
    """What a browser needs so that we may tell it; "" where the site has no road to phones."""
    key = settings().push_key
    return Push(key, settings().base_url).public_key if key else ""
