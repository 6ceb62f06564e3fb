"""Who is on duty for an organisation, week by week; and pairs of people whom its staff keep apart."""

from collections.abc import Collection

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.actions import apart as keeping
from app.concerns.actions import duty
from app.concerns.forms.duty import HOURS, BarForm, PairForm, TurnForm
from app.concerns.queries import duty as queries
from app.concerns.queries.apart import bars, exclusions, would_end
from app.concerns.queries.whither import buildings, newcomers, people
from app.concerns.rules.duty import Turn, check_turn, in_words
from app.consent.rules.looking import when
from app.kernel.access import Warrant, belonging_to
from app.kernel.errors import Refused
from app.kernel.roles import Appointment
from app.kernel.speech import _, marked
from app.kernel.words import hour_name
from app.notices.jobs import site_address
from app.people.models import Organisation
from app.people.queries.organisations import by_slug
from app.web.access import does, may, warrant
from app.web.choices import choices
from app.web.commits import commits
from app.web.request import now, settings
from app.web.typed import as_id

bp = Blueprint("rota", __name__)

SAID = {
    "kept": marked("It is kept. These two are not brought together from now on."),
    "parted": marked("It is kept. What these two had together has ended. Both are told that, and never why."),
    "barred": marked("It is kept. We look for company elsewhere from now on. Their request says it to staff."),
    "over": marked("It holds no longer."),
}


@bp.get("/organisations/<slug>/rota")
@does("rota.read")
def rota(slug: str) -> ResponseReturnValue:
    """Who is on now, and the week."""
    at, _by = _load(slug)
    return _rota(at, TurnForm())


@bp.post("/organisations/<slug>/rota")
@does("rota.keep")
@commits
def add(slug: str) -> ResponseReturnValue:
    """Put a turn on it."""
    at, by = _load(slug)
    typed = TurnForm(request.form)
    if not typed.validate():
        return _rota(at, typed), 400
    turn = Turn(typed.person.data or "", int(typed.weekday.data), int(typed.first.data), int(typed.last.data))
    try:
        duty.add_shift(db.session(), by, at.id, turn, now(), site=site_address(settings()))
    except Refused as refused:
        typed.person.errors = [str(refused)]
        return _rota(at, typed), 400
    return redirect(f"/organisations/{slug}/rota?put={_token(turn)}", 303)


@bp.post("/organisations/<slug>/rota/<shift_id>/remove")
@does("rota.keep")
@commits
def remove(slug: str, shift_id: str) -> ResponseReturnValue:
    """Take one off; the page offers to put it back."""
    at, by = _load(slug)
    ours = {each.id: each for each in queries.shifts(db.session(), at.id)}
    shift = ours.get(shift_id) or abort(404)
    gone = Turn(shift.person_id, shift.weekday, shift.first, shift.last)
    duty.remove_shift(db.session(), by, shift, now(), site=site_address(settings()))
    return redirect(f"/organisations/{slug}/rota?off={_token(gone)}", 303)


@bp.get("/organisations/<slug>/apart")
@does("exclusion.keep")
def apart(slug: str) -> ResponseReturnValue:
    """Pairs that are never brought together. `person` in the address: who is chosen already."""
    at, by = _load(slug)
    with db.unit_of_work() as besides:
        record(besides, Entry.of(by, "exclusion", at.id, outcome="read"))
    who = as_id(request.args.get("person", ""))
    return _apart(at, PairForm(data={"first": who}), BarForm(data={"person": who}))


@bp.post("/organisations/<slug>/apart")
@does("exclusion.keep")
@commits
def keep_apart(slug: str) -> ResponseReturnValue:
    """Keep two people apart; asked about once where they have something together."""
    at, by = _load(slug)
    typed, sure = PairForm(request.form), request.form.get("sure", "")
    if sure == "no":
        return _apart(at, typed)
    pair = (as_id(typed.first.data or ""), as_id(typed.second.data or ""))
    try:
        keeping.check_pair(db.session(), at.id, pair, typed.reason.data or "")
        ends = would_end(db.session(), at.id, pair, now())
        if ends and not sure:
            return _sure(at, typed, pair, ends)
        keeping.exclude(db.session(), by, at.id, now(), pair=pair, reason=typed.reason.data or "")
    except Refused as refused:
        typed.reason.errors = [str(refused)]
        return _apart(at, typed), 400
    return redirect(f"/organisations/{slug}/apart?said={'parted' if ends else 'kept'}", 303)


@bp.post("/organisations/<slug>/apart/<pair_id>/end")
@does("exclusion.keep")
@commits
def end_apart(slug: str, pair_id: str) -> ResponseReturnValue:
    """It holds no longer."""
    at, by = _load(slug)
    ours = {each.id: each for each in exclusions(db.session(), at.id)}
    keeping.end_exclusion(db.session(), by, ours.get(pair_id) or abort(404), now())
    return redirect(f"/organisations/{slug}/apart?said=over", 303)


@bp.post("/organisations/<slug>/apart/buildings")
@does("exclusion.keep")
@commits
def bar(slug: str) -> ResponseReturnValue:
    """Somebody is not to enter a building."""
    at, by = _load(slug)
    typed = BarForm(request.form)
    whom, where = as_id(typed.person.data or ""), as_id(typed.building.data or "")
    try:
        keeping.bar(db.session(), by, at.id, now(), person_id=whom, venue_id=where, reason=typed.because.data or "")
    except Refused as refused:
        typed.because.errors = [str(refused)]
        return _apart(at, PairForm(), typed), 400
    return redirect(f"/organisations/{slug}/apart?said=barred", 303)


@bp.post("/organisations/<slug>/apart/buildings/<bar_id>/end")
@does("exclusion.keep")
@commits
def end_bar(slug: str, bar_id: str) -> ResponseReturnValue:
    """They may enter it again."""
    at, by = _load(slug)
    ours = {each.id: each for each in bars(db.session(), at.id)}
    keeping.end_bar(db.session(), by, ours.get(bar_id) or abort(404), now())
    return redirect(f"/organisations/{slug}/apart?said=over", 303)


def _load(slug: str) -> tuple[Organisation, Warrant]:
    """The organisation of an address, for its own people."""
    found = by_slug(db.session(), slug) or abort(404)
    return found, warrant(belonging_to(found.id))


def _rota(at: Organisation, typed: TurnForm) -> str:
    able = queries.holders(db.session(), at.id, Appointment.ON_DUTY)
    typed.person.choices = choices((each.id, each.name) for each in able)
    typed.first.choices = typed.last.choices = choices((str(hour), hour_name(hour)) for hour in HOURS)
    on = [each.name for each in queries.on_duty(db.session(), at.id, now())]
    following = None if on else queries.next_turn(db.session(), at.id, now())
    names, there = {each.id: each.name for each in able}, queries.turns(db.session(), at.id)
    rows = [
        (each, in_words(turn), each.person.name, each.person_id in names)
        for each, turn in zip(queries.shifts(db.session(), at.id), there, strict=True)
    ]
    put, off = (_told(request.args.get(what, ""), names) for what in ("put", "off"))
    put, off = put if put in there else None, None if off in there else off
    return render_template(
        "concerns/rota.html", organisation=at, form=typed, on=on, next_on=when(following) if following else "",
        rows=rows, can_keep=may(belonging_to(at.id), "rota.keep") is not None, has_able=bool(able),
        put=f"{in_words(put)}: {names[put.person_id]}" if put else "", off=off,
        off_said=f"{in_words(off)}: {names[off.person_id]}" if off else "",
    )  # fmt: skip


def _token(turn: Turn) -> str:
    return f"{turn.weekday}-{turn.first}-{turn.last}-{turn.person_id}"


def _told(token: str, able: Collection[str]) -> Turn | None:
    """The turn that an address tells of; None where it is none of somebody who may be on duty here."""
    try:
        weekday, first, last, person_id = token.split("-", 3)
        turn = Turn(person_id, int(weekday), int(first), int(last))
        check_turn(turn, able)
    except (ValueError, Refused):
        return None
    return turn


def _apart(at: Organisation, typed: PairForm, told: BarForm | None = None) -> str:
    names = people(db.session(), at.id)
    typed.first.choices = typed.second.choices = choices([("", _("Choose")), *names.items()])
    gone = _("Somebody whose account has ended")
    pairs = [
        (each, names.get(each.first_id, gone), names.get(each.second_id, gone), when(each.made_at))
        for each in exclusions(db.session(), at.id)
    ]
    whom, where, told = newcomers(db.session(), at.id), buildings(db.session(), at.id), told or BarForm()
    told.person.choices = choices([("", _("Choose")), *whom.items()])
    told.building.choices = choices([("", _("Choose")), *where.items()])
    kept = [
        (each, whom.get(each.person_id, gone), where.get(each.venue, _("A building that is not here any more")),
         when(each.made_at))
        for each in bars(db.session(), at.id)
    ]  # fmt: skip
    said = _(SAID.get(request.args.get("said", ""), ""))
    return render_template(
        "concerns/apart.html", organisation=at, form=typed, pairs=pairs, told=told, bars=kept, said=said
    )


def _sure(at: Organisation, typed: PairForm, pair: tuple[str, str], ends: list[str]) -> str:
    """What would end, and one question."""
    names = people(db.session(), at.id)
    first, second = (names[each] for each in pair)
    return render_template(
        "concerns/apart_sure.html", organisation=at, form=typed, first=first, second=second, ends=ends
    )
