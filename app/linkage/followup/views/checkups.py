"""The page on which somebody says how they are, and how they are asked."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import db
from app.consent.queries.agreements import agrees
from app.consent.rules.texts import ASK_AFTER, FOLLOW_UP, TEXTS
from app.directory.rules.words import day_name
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import marked
from app.linkage.followup.actions import answering
from app.linkage.followup.forms.checkups import AnswerForm, LaterForm
from app.linkage.followup.queries import courses
from app.linkage.followup.rules.schedule import MOST_MONTHS, Reply
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("check_ups", __name__)

ACTS: dict[str, Callable[[Session, Linkage, Warrant, datetime], None]] = {
    "start": answering.start,
    "mute": answering.mute,
    "unmute": answering.unmute,
    "longer": answering.for_longer,
    "hello": answering.ask_after_me,
    "silence": answering.leave_me_be,
    "stop": answering.stop,
}
THANKS = {
    Reply.FINE.value: marked("Thank you. It is good to hear from you."),
    Reply.TALK.value: marked("Thank you. A person gets in touch with you today, or on the next working day."),
    Reply.COMPANY.value: marked("Thank you. A person gets in touch with you today, or on the next working day."),
    "done": marked("Done."),
}


@bp.get("/mine/<page>/check-ups")
@does("linkage.own")
def see(page: str) -> ResponseReturnValue:
    """The question that stands, and every choice about it."""
    return _page(_mine(page)[0])


@bp.post("/mine/<page>/check-ups")
@does("linkage.own")
@commits
def say(page: str) -> ResponseReturnValue:
    """One of the three taps."""
    linkage, by = _mine(page, is_held=True)
    form = AnswerForm(request.form)
    if not form.validate():
        return _page(linkage, form=form), 400
    said = answering.Said(Reply(form.reply.data), form.words.data or "")
    return _done(page, said.reply.value, lambda: answering.answer(db.session(), linkage, said, by, now()))


@bp.post("/mine/<page>/check-ups/later")
@does("linkage.own")
@commits
def later(page: str) -> ResponseReturnValue:
    """Be asked on another day."""
    linkage, _by = _mine(page, is_held=True)
    form = LaterForm(request.form)
    day = form.day.data if form.validate() else None
    try:
        answering.set_off(db.session(), linkage, day, now())
    except Refused as refused:
        db.session().rollback()
        form.day.errors = [str(refused)]
        return _page(_mine(page)[0], later=form), 400
    return redirect(f"/mine/{page}/check-ups?said=done", 303)


@bp.post(f"/mine/<page>/check-ups/<any({','.join(sorted(ACTS))}):act>")
@does("linkage.own")
@commits
def act(page: str, act: str) -> ResponseReturnValue:
    """How they are asked: it counts at once."""
    linkage, by = _mine(page, is_held=True)
    return _done(page, "done", lambda: ACTS[act](db.session(), linkage, by, now()))


def _mine(page: str, *, is_held: bool = False) -> tuple[Linkage, Warrant]:
    """The request of this page, if it is theirs; held for a change. One that was taken back has no such page."""
    found = linkages.by_page(db.session(), page)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = linkages.held(db.session(), found.id) if found and is_held else found
    if linkage is None or linkage.state in courses.GONE:
        abort(404)
    return linkage, by


def _done(page: str, said: str, act: Callable[[], object]) -> ResponseReturnValue:
    try:
        act()
    except Refused as refused:
        db.session().rollback()
        return _page(_mine(page)[0], str(refused)), 409
    return redirect(f"/mine/{page}/check-ups?said={said}", 303)


def _page(
    linkage: Linkage, sentence: str = "", *, form: AnswerForm | None = None, later: LaterForm | None = None
) -> str:
    course, today = courses.of_linkage(db.session(), linkage.id), local_day(now(), LONDON)
    check_up = course.open_one if course else None
    return render_template(
        "linkage/check_ups.html",
        here=f"/mine/{linkage.page}",
        course=course,
        asked=bool(course and not course.muted_at and check_up and check_up.asked_at),
        next_on=day_name(check_up.day, today) if check_up else "",
        may_be_longer=bool(course and course.months < MOST_MONTHS),
        asks_after=agrees(db.session(), linkage.person_id, ASK_AFTER),
        text=TEXTS[FOLLOW_UP],
        if_silent=TEXTS[ASK_AFTER],
        form=form or AnswerForm(),
        later=later or LaterForm(),
        sentence=sentence,
        said=request.args.get("said", ""),
        thanks=THANKS,
    )
