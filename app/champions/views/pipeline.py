"""The champions of an organisation, for those who look after them: where each stands, and one page for each."""

from collections.abc import Callable
from itertools import groupby

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.champions.actions import caring, stepping
from app.champions.actions.caring import Decision
from app.champions.forms.caring import FORMS, SUITS, DayForm, SupervisorForm, WalkForm
from app.champions.queries import champions as queries
from app.champions.queries.candidates import noted_lately, supervisors
from app.champions.queries.champions import Seen
from app.champions.queries.first_walks import first_walk
from app.champions.queries.ways import ways_to
from app.champions.rules.checks import LEVELS, Level, activities
from app.champions.rules.courses import AGREEMENTS, COURSES
from app.champions.rules.readiness import LACKING, WORDS, missing
from app.champions.rules.waiting import WAITS
from app.champions.rules.words import KINDS, STANDINGS, Kind
from app.directory.rules.words import day_name
from app.kernel.access import Relation, Relations, Seat, Warrant, belonging_to
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.kernel.words import in_words
from app.people.models import Organisation
from app.people.queries.labels import labels
from app.people.queries.organisations import by_slug
from app.web.access import does, may, visit, warrant
from app.web.choices import choices
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("pipeline", __name__)

SUPERVISION = "supervision"
UNSAID = {"times": marked("when they can go"), "going": marked("from where and how they go")}
Noted = Callable[[Warrant, Seen, Form], None]


@bp.get("/organisations/<slug>/champions")
@does("champion.read")
def all_of_them(slug: str) -> ResponseReturnValue:
    """By where they stand, each with what is still needed; and who would like to help."""
    found = find(slug)
    by = warrant(belonging_to(found.id))
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "organisation", found.id, outcome="read"))
    invites = may(belonging_to(found.id), "champion.invite")
    seen = queries.of_organisation(db.session(), found.id, now())
    groups = [(_(STANDINGS[each]), list(group)) for each, group in groupby(seen, lambda one: one.standing)]
    return render_template(
        "champions/all.html", organisation=found, groups=groups, called=_called(found, seen),
        applied=queries.all_applications(db.session(), found.id) if invites else [], words=_words(),
        said=request.args.get("said", ""),
    )  # fmt: skip


@bp.get("/organisations/<slug>/champions/<champion_id>")
@does("champion.read")
def champion(slug: str, champion_id: str) -> ResponseReturnValue:
    """One champion: what is there, what is needed, and a small form for each thing."""
    found, seen = _load(slug, champion_id)
    by = warrant(belonging_to(found.id))
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "champion", seen.champion.id, seen.champion.holding.person_id, outcome="read"))
        record(apart, Entry.of(by, "person", seen.champion.holding.person_id, seen.champion.holding.person_id,
                               outcome="contact_read"))  # fmt: skip
    wanted = request.args.get("open", "")
    return _page(found, seen, wanted if wanted in FORMS else "")


@bp.get("/organisations/<slug>/champions/<champion_id>/step-back")
@does("champion.care")
def before_step_back(slug: str, champion_id: str) -> ResponseReturnValue:
    """What it does when somebody steps back, and the one button for it."""
    found, seen = _load(slug, champion_id)
    warrant(belonging_to(found.id))
    return render_template("champions/steps_back.html", organisation=found, seen=seen)


@bp.post("/organisations/<slug>/champions/<champion_id>/supervision")
@does("champion.supervise")
@commits
def supervised(slug: str, champion_id: str) -> ResponseReturnValue:
    """The supervisor and the champion talked."""
    found, seen = _load(slug, champion_id)
    by, form = warrant(_supervises(seen)), DayForm(request.form, prefix=SUPERVISION)
    if not _is_noted(form, lambda: caring.note_supervision(db.session(), by, seen.champion, form["on"].data, now())):
        return _page(found, seen, SUPERVISION, form), 400
    return redirect(f"/organisations/{slug}/champions/{champion_id}?said=changed", 303)


@bp.post("/organisations/<slug>/champions/<champion_id>/supervision/undo")
@does("champion.supervise")
@commits
def supervised_not(slug: str, champion_id: str) -> ResponseReturnValue:
    """They did not talk after all; for five minutes."""
    _found, seen = _load(slug, champion_id)
    caring.supervised_not(db.session(), warrant(_supervises(seen)), seen.champion, now())
    return redirect(f"/organisations/{slug}/champions/{champion_id}?said=changed", 303)


@bp.post("/organisations/<slug>/champions/<champion_id>/<what>")
@does("champion.care")
@commits
def change(slug: str, champion_id: str, what: str) -> ResponseReturnValue:
    """Note or decide one thing."""
    found, seen = _load(slug, champion_id)
    by = warrant(belonging_to(found.id))
    form = _offered(what if what in FORMS else abort(404), seen)
    if not _is_noted(form, lambda: ACTS[what](by, seen, form)):
        return _page(found, seen, what, form), 400
    return redirect(f"/organisations/{slug}/champions/{champion_id}?said=changed", 303)


def find(slug: str) -> Organisation:
    """The organisation of that address, or 404."""
    return by_slug(db.session(), slug) or abort(404)


def _supervises(seen: Seen) -> Relations:
    held = seen.champion.holding

    def relations(seat: Seat) -> set[Relation]:
        is_here = seat.organisation_id == held.organisation_id
        return {Relation.CASE} if is_here and seen.champion.supervisor_id == visit().actor.person_id else set()

    return relations


def _load(slug: str, champion_id: str) -> tuple[Organisation, Seen]:
    found = find(slug)
    return found, queries.one(db.session(), found.id, champion_id, now()) or abort(404)


def _is_noted(form: Form, act: Callable[[], None]) -> bool:
    """Was it done? If not, the form says why, beside the field that it is about."""
    if not form.validate():
        return False
    try:
        act()
    except Refused as refused:
        name = getattr(refused, "field", "")
        field = form._fields.get(name) or next(iter(form._fields.values()), None)
        if field is None:
            raise
        field.errors = [str(refused)]
        return False
    return True


def _offered(what: str, seen: Seen, *, is_typed: bool = True) -> Form:
    """A form with the people that it offers. Its fields begin with what it notes, since one page holds many."""
    form = FORMS[what]
    made = form(request.form, prefix=what) if is_typed else form(data={"kinds": seen.champion.kinds}, prefix=what)
    here = seen.champion.holding.organisation_id or ""
    staff = list(supervisors(db.session(), here).items())
    if isinstance(made, SupervisorForm):
        made.supervisor.choices = choices(staff)
    if isinstance(made, WalkForm):
        others = queries.experienced(db.session(), here, seen.champion.id, now())
        made.beside.choices = choices([("", _("somebody else")), *others, *staff])
    return made


def _page(found: Organisation, seen: Seen, what: str = "", typed: Form | None = None) -> str:
    forms = {name: _offered(name, seen, is_typed=False) for name in FORMS} | {SUPERVISION: DayForm(prefix=SUPERVISION)}
    if typed:
        forms[what] = typed
    supervises = may(_supervises(seen), "champion.supervise") is not None
    return render_template(
        "champions/one.html", organisation=found, seen=seen, forms=forms, open=what, supervises=supervises,
        reach=ways_to(db.session(), seen.champion.holding.person),
        note=seen.champion.note if supervises else "", words=_words(), activities=activities(), levels=LEVELS,
        courses=COURSES, agreements=AGREEMENTS, supervisors=supervisors(db.session(), found.id),
        is_own=seen.champion.holding.person_id == visit().actor.person_id,
        may_undo=supervises and noted_lately(seen.champion, visit().actor.person_id, now()) is not None,
        first=first_walk(db.session(), seen, now()),
        renews=day_name(local_day(now(), LONDON) + seen.constants.supervision, local_day(now(), LONDON)),
        said=request.args.get("said", ""),
    )  # fmt: skip


def _called(found: Organisation, seen: list[Seen]) -> dict[str, str]:
    names = {each.champion.holding.person_id: each.name for each in seen}
    return labels(db.session(), found.id, names)


def _words() -> dict[str, object]:
    today = local_day(now(), LONDON)
    return {
        "standings": STANDINGS, "lacking": LACKING, "reasons": WORDS, "kinds": KINDS, "waits": WAITS,
        "needs": lambda each: ", ".join(missing(each.needs, each.facts, each.constants)),
        "unsaid": lambda each: in_words([_(UNSAID[part]) for part in each.unsaid]),
        "day": lambda each: day_name(each, today), "today": today,
    }  # fmt: skip


def _decide(by: Warrant, seen: Seen, form: Form) -> None:
    said = Decision(
        form["activity"].data, Level(form["level"].data), form["suits"].data == SUITS, form["decided_on"].data,
        form["good_until"].data,
    )  # fmt: skip
    caring.decide_check(db.session(), by, seen.champion, said, now())


def _kinds(by: Warrant, seen: Seen, form: Form) -> None:
    caring.choose_kinds(db.session(), by, seen.champion, [Kind(each) for each in form["kinds"].data or ()])


def _course(by: Warrant, seen: Seen, form: Form) -> None:
    caring.note_course(db.session(), by, seen.champion, form["course"].data, on=form["on"].data, now=now())


def _agreement(by: Warrant, seen: Seen, form: Form) -> None:
    caring.sign(db.session(), by, seen.champion, form["version"].data, on=form["on"].data, now=now())


def _walk(by: Warrant, seen: Seen, form: Form) -> None:
    caring.note_walk(db.session(), by, seen.champion, form["on"].data, now(), beside=form["beside"].data)


ACTS: dict[str, Noted] = {
    "conversation": lambda by, seen, form: caring.note_conversation(
        db.session(), by, seen.champion, form["on"].data, now()
    ),
    "kinds": _kinds,
    "check": _decide,
    "course": _course,
    "agreement": _agreement,
    "supervisor": lambda by, seen, form: caring.name_supervisor(
        db.session(), by, seen.champion, form["supervisor"].data
    ),
    "walk": _walk,
    "ready": lambda by, seen, _form: caring.make_ready(db.session(), by, seen.champion, now()),
    "pause": lambda by, seen, form: stepping.pause(db.session(), by, seen.champion, form["until"].data, now()),
    "resume": lambda by, seen, _form: stepping.end_break(db.session(), by, seen.champion, now()),
    "asked-after": lambda by, seen, _form: caring.asked_after(db.session(), by, seen.champion, now()),
    "step-back": lambda by, seen, _form: stepping.step_back(db.session(), by, seen.champion, now()),
    "return": lambda by, seen, _form: stepping.come_back(db.session(), by, seen.champion, now()),
}
