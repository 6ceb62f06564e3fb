"""One's own calendars: making a link, seeing when it was last fetched, changing what it tells, switching it off."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.calendars import actions
from app.calendars.actions import Choice
from app.calendars.forms import OWN, LinkForm
from app.calendars.models import FeedKey
from app.calendars.queries import keys
from app.calendars.rules.personal import MANNERS, MOST, WORDS, Manner, TooManyLinks
from app.kernel.access import Relation, Warrant
from app.kernel.clock import running
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.kernel.subscribing import ways
from app.web.access import does, warrant
from app.web.commits import commits
from app.web.request import now, public_address

bp = Blueprint("feed_keys", __name__)


@bp.get("/account/calendars")
@does("calendar.own")
def mine() -> ResponseReturnValue:
    """One's links, and a form for another."""
    return _page(_by(), LinkForm())


@bp.post("/account/calendars")
@does("calendar.own")
@commits
def make() -> ResponseReturnValue:
    """Make a link. Its address is shown now and never again."""
    by, form = _by(), LinkForm(request.form)
    if not form.validate():
        return _page(by, form), 400
    try:
        made, token = actions.make(db.session(), by, form.label.data or "", _choice(form), now=now(), present=running())
    except TooManyLinks as refused:
        form.label.errors = [str(refused)]
        return _page(by, form), 400
    found = ways(public_address(f"/c/{token}.ics"), _("Dates"))
    return render_template("calendars/made.html", label=made.label, ways=found)


@bp.get("/account/calendars/<key_id>")
@does("calendar.own")
def see(key_id: str) -> ResponseReturnValue:
    """One link, with what it tells."""
    key = _own(_by(), key_id)
    is_ours = not key.word or key.word in WORDS
    told = {"label": key.label, "manner": key.manner.value, "alarm": str(key.alarm or "")}
    told |= {"word": key.word or WORDS[0]} if is_ours else {"word": OWN, "own_word": key.word}
    return _one(key, LinkForm(data=told))


@bp.post("/account/calendars/<key_id>")
@does("calendar.own")
@commits
def change(key_id: str) -> ResponseReturnValue:
    """Have a link tell otherwise."""
    key, form = _own(_by(), key_id), LinkForm(request.form)
    if not form.validate():
        return _one(key, form), 400
    actions.change(db.session(), key, form.label.data or "", _choice(form), now())
    return redirect("/account/calendars?said=saved", 303)


@bp.post("/account/calendars/<key_id>/off")
@does("calendar.own")
@commits
def switch_off(key_id: str) -> ResponseReturnValue:
    """Switch one link off."""
    by = _by()
    actions.switch_off(db.session(), by, _own(by, key_id), running())
    return redirect("/account/calendars?said=off", 303)


@bp.post("/account/calendars/all/off")
@does("calendar.own")
@commits
def switch_all_off() -> ResponseReturnValue:
    """Switch all of one's links off."""
    by = _by()
    for key in keys.of(db.session(), by.actor.person_id):
        actions.switch_off(db.session(), by, key, running())
    return redirect("/account/calendars?said=all-off", 303)


def _by() -> Warrant:
    return warrant(lambda _seat: {Relation.OWN})


def _own(by: Warrant, key_id: str) -> FeedKey:
    return keys.own(db.session(), by.actor.person_id, key_id) or abort(404)


def _choice(form: LinkForm) -> Choice:
    return Choice(Manner(form.manner.data), form.chosen_word, int(form.alarm.data) if form.alarm.data else None)


def _page(by: Warrant, form: LinkForm) -> str:
    found = keys.of(db.session(), by.actor.person_id)
    return render_template(
        "calendars/mine.html",
        keys=found,
        form=form,
        manners=MANNERS,
        can_make=len(found) < MOST,
        today=local_day(running(), LONDON),
        said=request.args.get("said", ""),
    )


def _one(key: FeedKey, form: LinkForm) -> str:
    return render_template("calendars/one.html", key=key, form=form)
