"""Telling us of a danger to somebody: for anybody, without an account and without a cookie; and what became of it."""

import re

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.concerns.actions import telling
from app.concerns.forms.concern import CodeForm, ConcernForm, MoreForm
from app.concerns.models import Concern
from app.concerns.queries import whither
from app.concerns.queries.concerns import by_code, circle, has_reader
from app.concerns.queries.crisis import lines
from app.concerns.queries.duty import next_turn
from app.concerns.queries.ringing import answering, to_ring
from app.concerns.rules.clocks import NEW, NOW
from app.concerns.rules.concern import Sort
from app.concerns.rules.saying import Cover, on_duty_now, standing, what_next
from app.consent.rules.looking import when
from app.kernel.access import Actor
from app.kernel.speech import _
from app.notices.jobs import site_address
from app.notices.queries.reach import reached_at
from app.people.models import Organisation
from app.people.queries.covering import stand_ins
from app.people.rules.entry import spaced, tidy_token
from app.people.views.doors import never_kept
from app.seal import new_id
from app.web.access import does
from app.web.choices import choices
from app.web.commits import commits
from app.web.limits import limit
from app.web.request import now, settings
from app.web.visits import present_visit

bp = Blueprint("concern", __name__)
bp.after_request(never_kept)

TOLD_AN_HOUR, LOOKS_AN_HOUR = 20, 20
REF = re.compile(r"[0-9a-f]{32}|[0-9a-hjkmnp-tv-z]{8}")


@bp.get("/concern")
@does("concern.make")
def form() -> ResponseReturnValue:
    """The form, below what to do when somebody is in danger."""
    ref = request.args.get("about", "")
    return _form(ConcernForm(data={"once": new_id(), "about_ref": ref if REF.fullmatch(ref) else ""}))


@bp.post("/concern")
@does("concern.make")
@commits
def tell() -> ResponseReturnValue:
    """Keep it; say what happens next, and how to look at it again."""
    limit(db.session(), "concern", TOLD_AN_HOUR)
    typed, who = ConcernForm(request.form), _actor()
    offered = whither.organisations(db.session(), who)
    if not typed.validate() or not offered:
        return _form(typed), 400
    chosen = [each for each, _areas in offered if each.slug == typed.where.data]
    to = chosen[0] if chosen else _usual(offered)
    made = telling.tell(db.session(), to, typed.given, now(), site=site_address(settings()), once=typed.once.data or "",
                        teller_id=who.person_id if who else "")  # fmt: skip
    return _told(made)


@bp.get("/concern/<reference>")
@does("concern.make")
def ask_code(reference: str) -> ResponseReturnValue:
    """Ask for the code; of any reference alike, whether there is one or not."""
    known = telling.tidy_reference(reference)
    return _ask(CodeForm(data={"reference": known if REF.fullmatch(known) else ""}))


@bp.post("/concern/<reference>")
@does("concern.make")
@commits
def look(reference: str) -> ResponseReturnValue:
    """How it stands, for whoever has the code. A wrong code, and a reference that there is not, look the same."""
    limit(db.session(), "concern.look", LOOKS_AN_HOUR)
    typed = CodeForm(request.form)
    if not typed.validate():
        return _ask(typed), 400
    found = _found(typed.reference.data or reference, typed.code.data or "")
    return _standing(found, MoreForm(data={"code": typed.code.data})) if found else (_ask(typed, missed=True), 404)


@bp.post("/concern/<reference>/more")
@does("concern.make")
@commits
def more(reference: str) -> ResponseReturnValue:
    """Add something."""
    limit(db.session(), "concern.look", LOOKS_AN_HOUR)
    typed = MoreForm(request.form)
    found = _found(reference, typed.code.data or "")
    if found is None:
        return _ask(CodeForm(data={"reference": reference}), missed=True), 404
    if not typed.validate():
        return _standing(found, typed), 400
    telling.add(db.session(), found, typed.words.data or "", now(), site=site_address(settings()))
    return _standing(found, MoreForm(data={"code": typed.code.data}), said=_("We have added it."))


def _actor() -> Actor | None:
    """Who is signed in, if anybody: their own organisation is asked, and a mark of the account kept."""
    visit = present_visit()
    return visit.actor if visit else None


def _usual(offered: list[tuple[Organisation, list[str]]]) -> Organisation:
    """Where it goes if nobody says: to one that serves the home area, if there is one."""
    return next((each for each, areas in offered if settings().area in areas), offered[0][0])


def _form(typed: ConcernForm) -> str:
    offered = whither.organisations(db.session(), _actor())
    named = [(each.slug, f"{each.name} ({', '.join(areas)})") for each, areas in offered]
    typed.where.choices = choices([("", _("I do not know")), *named])
    return render_template("concerns/tell.html", form=typed, can_choose=len(offered) > 1, can_send=bool(offered),
                           name=offered[0][0].name if offered else "", lines=lines(now()))  # fmt: skip


def _told(made: telling.Told) -> str:
    concern, cover = made.concern, _cover(made.concern)
    sentences = what_next(cover, now(), is_immediate=concern.is_immediate)
    return render_template("concerns/told.html", concern=concern, code=spaced(made.code), sentences=sentences,
                           way=_way(concern, cover))  # fmt: skip


def _cover(concern: Concern) -> Cover:
    session, told = db.session(), circle(db.session(), concern, now())
    there, named = answering(session, concern, now())
    following = None if there else next_turn(session, concern.organisation_id, now())
    kind = NOW if concern.is_immediate else NEW
    heard = [lead for lead in told.leads if lead not in told.deaf]
    covers = stand_ins(session, concern.organisation_id, now())
    return Cover(
        concern.organisation.name, bool(told.leads),
        told_at=reached_at(session, heard[0], kind, now()) if heard else None,
        has_others=len(told.leads) + len(told.on_duty) > 1,
        is_away=bool(told.leads) and all(covers.get(each, each) != each for each in told.leads),
        tells_site=bool(told.admins), answers=tuple(there), named=tuple(named), next_on=following,
    )  # fmt: skip


def _way(concern: Concern, cover: Cover) -> dict[str, object]:
    """Whom to ring: the number of whoever is on duty, or where that is somebody whom they named, another one."""
    at = concern.organisation
    leads = to_ring(db.session(), concern, circle(db.session(), concern, now()), now())
    office = at.phone if at.phone != at.duty_phone and at.duty_phone else ""
    return {
        "name": at.name,
        "is_other": bool(cover.named),
        "ring": office if cover.named else at.duty_phone or at.phone,
        "hours": at.duty_hours,
        "ask_for": ", ".join(each.name for each in leads if not each.cover),
    }


def _found(reference: str, code: str) -> Concern | None:
    return by_code(db.session(), telling.tidy_reference(reference), tidy_token(code))


def _ask(typed: CodeForm, *, missed: bool = False) -> str:
    return render_template("concerns/code.html", form=typed, missed=missed)


def _standing(found: Concern, typed: MoreForm, said: str = "") -> str:
    """How it stands, what we answered, and what they added."""
    cover = _cover(found)
    state = standing(found.taken_up_at, found.closed_at, has_reader=has_reader(db.session(), found))
    shown = [note for note in found.notes if note.sort in (Sort.ANSWER, Sort.ADDED)]
    lines_of = [(note.sort is Sort.ANSWER, when(note.made_at), note.words) for note in shown]
    return render_template("concerns/standing.html", concern=found, state=state, notes=lines_of, form=typed, said=said,
                           came=when(found.made_at), answering=on_duty_now(cover), way=_way(found, cover))  # fmt: skip
