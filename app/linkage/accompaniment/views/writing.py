"""What both of the two do with lines: write one, report one, and see it otherwise when theirs was taken down."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.concerns.queries.crisis import lines as answering_now
from app.concerns.rules.danger import may_be_in_danger
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.linkage.accompaniment.actions import lines as actions
from app.linkage.accompaniment.forms.lines import AppealForm, WriteForm
from app.linkage.accompaniment.models import Line
from app.linkage.accompaniment.queries import lines as queries
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.queries.waiting import gets_notice, waits
from app.linkage.accompaniment.rules.lines import CannotSay
from app.linkage.accompaniment.rules.parts import PARTS
from app.notices.jobs import site_address
from app.web.request import now, settings


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: their pair and warrant, the address that their buttons go to, and that of their page."""

    pair: Pair
    by: Warrant
    here: str
    back: str

    @property
    def name(self) -> str:
        """The other's."""
        is_newcomer = self.pair.is_newcomer(self.by.actor.person_id)
        return self.pair.champion.name if is_newcomer else self.pair.linkage.name


Load = Callable[[], Side]
"""Finds the side, and holds the request where something is to change."""


def writing(side: Side, form: WriteForm | None = None) -> str:
    """The page for a few words of one's own, where the organisation allows them."""
    if not queries.may_write(side.pair):
        abort(404)
    return render_template(
        "linkage/write.html",
        form=form or WriteForm(),
        here=side.here,
        back=side.back,
        name=side.name,
        late=waits(db.session(), side.pair, side.by.actor.person_id, now()),
        notice=gets_notice(db.session(), side.pair, side.by.actor.person_id, now()),
        answering=answering_now(now()),
        is_grave=form is not None and may_be_in_danger(form.words.data or ""),
    )


def write(load: Load) -> ResponseReturnValue:
    """Send them; where they are held back nothing that was typed is lost."""
    side, form = load(), WriteForm(request.form)
    try:
        actions.write(db.session(), side.pair, form.words.data or "", side.by, now())
    except CannotSay as refused:
        db.session().rollback()
        side = load()
        actions.held_back(db.session(), side.pair, refused, side.by)
        form.words.errors = [str(refused)]
        return writing(side, form), 400
    return redirect(f"{side.back}#messages", 303)


def report(side: Side, line_id: str) -> ResponseReturnValue:
    """Report a line of the other."""
    found = _line(side, line_id)
    actions.report(db.session(), side.pair, found, side.by, now(), site=site_address(settings()))
    return redirect(f"{side.back}#messages", 303)


def report_part(side: Side, part: str) -> ResponseReturnValue:
    """Report words of the plan."""
    if part not in PARTS:
        abort(404)
    actions.report_part(db.session(), side.pair, part, side.by, now(), site=site_address(settings()))
    return redirect(side.back, 303)


def appealing(side: Side, line_id: str, form: AppealForm | None = None) -> str:
    """The page for whoever sees it otherwise."""
    shown = queries.shown(_own(side, line_id), side.by.actor.person_id, now())
    if not shown.may_appeal:
        abort(404)
    return render_template("linkage/appeal.html", form=form or AppealForm(), line=shown, here=side.here, back=side.back)


def appeal(side: Side, line_id: str) -> ResponseReturnValue:
    """Ask for another look."""
    found, form = _own(side, line_id), AppealForm(request.form)
    try:
        actions.appeal(db.session(), found, form.words.data or "", side.by, now())
    except Refused as refused:
        form.words.errors = [str(refused)]
        return appealing(side, line_id, form), 400
    return redirect(f"{side.back}#messages", 303)


def _line(side: Side, line_id: str) -> Line:
    found = queries.line_of(db.session(), side.pair, line_id)
    if found is None or (found.down_at and found.author_id != side.by.actor.person_id):
        abort(404)
    return found


def _own(side: Side, line_id: str) -> Line:
    found = queries.line_by(db.session(), line_id, side.by.actor.person_id)
    return found if found and found.walk_id == side.pair.walk.id else abort(404)
