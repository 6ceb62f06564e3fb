"""For safeguarding leads: the concerns of their organisation, and one concern with all that is done about it. Whoever
has a part in one meets the page of something that is not there."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.actions import handling
from app.concerns.models import Concern
from app.concerns.queries import concerns as queries
from app.concerns.queries.apart import resting
from app.concerns.queries.stops import stops_of
from app.concerns.queries.whither import people
from app.concerns.rules.clocks import decide_by, is_late
from app.concerns.rules.concern import (
    AGREED,
    LONGEST,
    PARTS,
    SORTS,
    SPEEDS,
    WRITTEN,
    Agreed,
    Part,
    Sort,
    Speed,
    needs_second,
)
from app.consent.rules.looking import day, when
from app.kernel.access import Warrant, belonging_to
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.kernel.words import printable
from app.notices.jobs import site_address
from app.people.models import Organisation, Person
from app.people.queries.organisations import by_slug
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now, settings
from app.web.typed import sent_id

bp = Blueprint("concerns", __name__)


@bp.get("/organisations/<slug>/concerns")
@does("concern.read")
def all_of_them(slug: str) -> ResponseReturnValue:
    """What came in, open ones first; those in which the visitor has a part are not among them."""
    at, by = _organisation(slug)
    every = queries.readable(db.session(), at.id, by.actor.person_id)
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "organisation", at.id, outcome="read"))
    month = [each for each in every if _month(each) == f"{local_day(now(), LONDON):%Y-%m}"]
    return render_template(
        "concerns/list.html",
        organisation=at,
        rows=[_row(each) for each in every],
        has_phone=bool(db.session().get_one(Person, by.actor.person_id).phone),
        came=len(month),
        late=sum(1 for each in month if is_late(each.waits_since, each.taken_up_at, now())),
    )


@bp.get("/organisations/<slug>/concerns/<concern_id>")
@does("concern.read")
def one(slug: str, concern_id: str) -> ResponseReturnValue:
    """One concern, with what can be done about it."""
    at, concern, by = _load(slug, concern_id)
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "concern", concern.id, outcome="read"))
    return _page(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/take-up")
@does("concern.keep")
@commits
def take_up(slug: str, concern_id: str) -> ResponseReturnValue:
    """See to it."""
    at, concern, by = _load(slug, concern_id)
    handling.take_up(db.session(), by, concern, now(), site=_site())
    return _back(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/take-over")
@does("concern.keep")
@commits
def take_over(slug: str, concern_id: str) -> ResponseReturnValue:
    """See to it instead of a colleague."""
    at, concern, by = _load(slug, concern_id)
    handling.take_over(db.session(), by, concern, now())
    return _back(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/write")
@does("concern.keep")
@commits
def write(slug: str, concern_id: str) -> ResponseReturnValue:
    """Add a line to its history."""
    at, concern, by = _load(slug, concern_id)
    sort = request.form.get("sort", "")
    try:
        kind = Sort(sort) if sort in set(Sort) else Sort.ADDED
        handling.write(db.session(), by, concern, now(), sort=kind, words=_typed("words"))
    except Refused as refused:
        return _page(at, concern, "write", str(refused)), 400
    return _back(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/weigh")
@does("concern.keep")
@commits
def weigh(slug: str, concern_id: str) -> ResponseReturnValue:
    """Say how soon something is to be done, and whether the person at risk agrees."""
    at, concern, by = _load(slug, concern_id)
    speed, agreed = request.form.get("speed", ""), request.form.get("agreed", "")
    if speed not in set(Speed) or agreed not in set(Agreed):
        return _page(at, concern, "weigh", _("Choose how soon, and whether they agree.")), 400
    how = {"words": _typed("words"), "site": _site()}
    try:
        handling.weigh(db.session(), by, concern, now(), speed=Speed(speed), agreed=Agreed(agreed), **how)
    except Refused as refused:
        return _page(at, concern, "weigh", str(refused)), 400
    return _back(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/people")
@does("concern.keep")
@commits
def mark(slug: str, concern_id: str) -> ResponseReturnValue:
    """Say who has which part in it. Who marks themselves does not come back to it."""
    at, concern, by = _load(slug, concern_id)
    part, who = request.form.get("part", ""), sent_id("person")
    if part not in set(Part):
        return _page(at, concern, "people", _("Choose which part they have in it.")), 400
    try:
        handling.mark(db.session(), by, concern, now(), person_id=who, part=Part(part), site=_site())
    except Refused as refused:
        return _page(at, concern, "people", str(refused)), 400
    return redirect(_list(at), 303) if who == by.actor.person_id else _back(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/people/<mark_id>/take-back")
@does("concern.keep")
@commits
def unmark(slug: str, concern_id: str, mark_id: str) -> ResponseReturnValue:
    """Take such a part back."""
    at, concern, by = _load(slug, concern_id)
    try:
        handling.unmark(db.session(), by, concern, mark_id, now(), site=_site())
    except Refused as refused:
        return _page(at, concern, "people", str(refused)), 409
    return _back(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/freeze")
@does("concern.keep")
@commits
def freeze(slug: str, concern_id: str) -> ResponseReturnValue:
    """Stop all offers and plans of somebody who has a part in it."""
    at, concern, by = _load(slug, concern_id)
    handling.freeze(db.session(), by, concern, sent_id("person"), now())
    return _back(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/resume")
@does("concern.keep")
@commits
def resume(slug: str, concern_id: str) -> ResponseReturnValue:
    """What this concern stopped may go on."""
    at, concern, by = _load(slug, concern_id)
    try:
        handling.resume(db.session(), by, concern, sent_id("person"), now())
    except Refused as refused:
        return _page(at, concern, "people", str(refused)), 409
    return _back(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/lift")
@does("concern.keep")
@commits
def lift(slug: str, concern_id: str) -> ResponseReturnValue:
    """Having looked at the reports on somebody, let their offers go on."""
    at, concern, by = _load(slug, concern_id)
    who = sent_id("person")
    try:
        handling.lift(db.session(), by, concern, now(), person_id=who, words=_typed("words"))
    except Refused as refused:
        return _page(at, concern, f"lift-{who}", str(refused)), 400
    return _back(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/close")
@does("concern.keep")
@commits
def close(slug: str, concern_id: str) -> ResponseReturnValue:
    """Close it, ask a second lead to, or agree as the second one."""
    at, concern, by = _load(slug, concern_id)
    try:
        handling.close(db.session(), by, concern, _typed("words"), now())
    except Refused as refused:
        return _page(at, concern, "close", str(refused)), 400
    return _back(at, concern)


@bp.post("/organisations/<slug>/concerns/<concern_id>/reopen")
@does("concern.keep")
@commits
def reopen(slug: str, concern_id: str) -> ResponseReturnValue:
    """Open it again, or keep it open."""
    at, concern, by = _load(slug, concern_id)
    try:
        handling.reopen(db.session(), by, concern, _typed("words"), now())
    except Refused as refused:
        return _page(at, concern, "reopen", str(refused)), 400
    return _back(at, concern)


def _organisation(slug: str) -> tuple[Organisation, Warrant]:
    """The organisation of an address, for a lead of it."""
    found = by_slug(db.session(), slug)

    by = warrant(belonging_to(found.id) if found else lambda _seat: ())
    return found or abort(404), by


def _load(slug: str, concern_id: str) -> tuple[Organisation, Concern, Warrant]:
    """A concern, for a lead who has no part in it."""
    at = by_slug(db.session(), slug) or abort(404)
    found = queries.by_id(db.session(), concern_id, at.id)
    by = warrant(queries.relations(found, visit().actor.person_id))
    return at, found or abort(404), by


def _page(at: Organisation, concern: Concern, wrong: str = "", error: str = "") -> str:
    names = people(db.session(), at.id)
    held = resting(db.session(), [each.person_id for each in concern.marks], now())
    stops = {
        person_id: (when(each.set_at), names.get(each.set_by or "", _("Somebody whose account has ended")))
        for person_id, each in stops_of(db.session(), concern).items()
    }
    return render_template(
        "concerns/one.html",
        organisation=at,
        concern=concern,
        row=_row(concern),
        history=[(SORTS[each.sort], when(each.made_at), names.get(each.made_by or "", ""), each.words)
                 for each in concern.notes],
        marks=[(each, names.get(each.person_id, _("Somebody whose account has ended")), each.person_id in held)
               for each in concern.marks],
        stops=stops, names=names, parts=PARTS, written=WRITTEN, me=visit().actor.person_id, wrong=wrong, error=error,
        takes_two=needs_second(is_immediate=concern.had_danger, of_staff=concern.is_of_staff),
        typed=_typed("words"), chosen=request.form.get("sort", ""), speeds=SPEEDS, agrees=AGREED,
        speed=request.form.get("speed", concern.speed), agreed=request.form.get("agreed", concern.agreed),
    )  # fmt: skip


def _row(concern: Concern) -> dict[str, object]:
    """One concern as the list shows it."""
    by = decide_by(concern.made_at, concern.speed)
    is_decided = any(note.sort in (Sort.DONE, Sort.REFERRED, Sort.CLOSED) for note in concern.notes)
    return {
        "concern": concern,
        "came": when(concern.made_at),
        "is_late": concern.taken_up_at is None and is_late(concern.waits_since, None, now()),
        "decide_by": "" if is_decided else day(by),
        "is_overdue": not is_decided and local_day(now(), LONDON) > by,
        "closed": when(concern.closed_at) if concern.closed_at else "",
    }


def _month(concern: Concern) -> str:
    return f"{local_day(concern.made_at, LONDON):%Y-%m}"


def _typed(name: str) -> str:
    return printable(request.form.get(name, "")[: LONGEST * 2])


def _site() -> str:
    return site_address(settings())


def _list(at: Organisation) -> str:
    return f"/organisations/{at.slug}/concerns"


def _back(at: Organisation, concern: Concern) -> ResponseReturnValue:
    return redirect(f"{_list(at)}/{concern.id}", 303)
