"""Asking for company for somebody who is there, in two minutes; and a list for whoever wants nothing else."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.access import Relation, Warrant
from app.kernel.clock import running
from app.kernel.days import LONDON, local_day
from app.kernel.roles import Role
from app.kernel.speech import _
from app.kernel.tokens import new_key
from app.linkage.referral.actions import referring
from app.linkage.referral.actions.asking import Here, by_once
from app.linkage.referral.actions.referring import Referred
from app.linkage.referral.forms.refer import ListForm, ReferForm, filled
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.queries.asking import looked_at_by, meeting
from app.linkage.referral.queries.asking import place as place_of
from app.linkage.referral.queries.linkages import asked_for_by, one
from app.linkage.referral.queries.referred import agencies, mine, was_touched
from app.linkage.referral.queries.same import asked_lately
from app.linkage.referral.queries.soon import ring_now
from app.linkage.referral.queries.soonest import dates, soonest
from app.linkage.referral.queries.tallies import facts
from app.linkage.referral.rules.asking import CannotAsk, Wanted
from app.linkage.referral.rules.load import TooMany, is_much
from app.linkage.referral.rules.notice import OF_THEM
from app.linkage.referral.rules.said import when
from app.linkage.referral.rules.states import State
from app.linkage.referral.views import choosing
from app.linkage.referral.views.choosing import Choosing, Chosen, tongues
from app.people.actions.passwords import TooBusy
from app.people.rules.contact import CannotRead, Contact, read_contact
from app.people.views.doors import address
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.limits import limit
from app.web.request import now
from app.web.typed import as_id

bp = Blueprint("referring", __name__)

PAGES, REQUESTS, NEAR = "/mine/", "/requests", "/near/"
LISTS_AN_HOUR = 30
LOOK = "look"
WORTH_SENDING = timedelta(hours=12)
AT_WORK = frozenset({Role.LINK_WORKER, Role.COORDINATOR})
"""Roles whose seat counts before that of a champion, who may help elsewhere."""


@bp.get("/refer")
@does("linkage.refer")
def start() -> ResponseReturnValue:
    """One page, about the meeting that the link named."""
    by, again = _by(), _again(as_id(request.args.get("again", "")))
    given = {name: request.args.get(name, "")[:20] for name in ("listing", "on")}
    form = ReferForm(data={**_said_before(again), **given, "once": new_key()})
    return _page(by, form, _chosen(form), again)


@bp.post("/refer")
@does("linkage.refer")
@commits
def send() -> ResponseReturnValue:
    """Keep it, and show what to print for them."""
    by, form = _by(), ReferForm(request.form)
    looks = request.form.get("go") == LOOK
    form.take(looks=looks)
    chosen, again = _chosen(form), _again(as_id(form.again.data or ""))
    if looks:
        return _looked(by, form, chosen, again)
    if again:
        form.name.data, form.contact.data = again.name or "-", ""
    contact = _checked(form, chosen)
    twice = _asked_lately(by, form, contact)
    if form.errors or twice:
        return _page(by, form, chosen, again, twice=twice), 400
    here = Here(now(), running(), address(PAGES), address(REQUESTS))
    leaves = local_day(now(), LONDON) if form.discharge.data else None
    referred = Referred(by, Entry(form.entry.data), form.agency.data or "", contact, leaves, again)
    try:
        referring.refer(db.session(), _wanted(by, form, chosen), form.reach, referred, here)
    except (CannotAsk, TooMany, TooBusy) as refused:
        form.adult.errors = [str(refused)]
        return _page(by, form, chosen, again), 400
    return redirect(f"/refer/sent/{referring.done_with(_once(form), running())}", 303)


@bp.get("/refer/sent/<token>")
@does("linkage.refer")
def sent(token: str) -> ResponseReturnValue:
    """What to tell them, and what to print for them; for ten minutes, and at an address of its own, so that going back
    sends nothing twice."""
    by = _by()
    once = referring.just_done(token, running())
    found = by_once(db.session(), once) if once else None
    if found is None or found.referrer_id != by.actor.person_id:
        return render_template("linkage/refer_over.html")
    return _done(found, referring.words_for(found.person, once))


@bp.get("/refer/list")
@does("linkage.refer")
def ask_list() -> ResponseReturnValue:
    """Only a list: for which place?"""
    _by()
    return render_template("linkage/refer_list.html", form=ListForm(), sent=False)


@bp.post("/refer/list")
@does("linkage.refer")
@commits
def give_list() -> ResponseReturnValue:
    """The list to print, or its address in a message."""
    _by()
    form = ListForm(request.form)
    near = place_of(form.place.data or "") if form.validate() else None
    if near is None:
        form.place.errors = form.place.errors or [_("Enter a town or postcode, like Halifax or HX1.")]
        return render_template("linkage/refer_list.html", form=form, sent=False), 400
    if request.form.get("go") != "send":
        return redirect(f"{NEAR}{near.slug}?when=week&print=a4", 303)
    contact = _contact(form, needed=True)
    if contact is None:
        return render_template("linkage/refer_list.html", form=form, sent=False), 400
    limit(db.session(), "pocket list", LISTS_AN_HOUR)
    link, present = address(f"{NEAR}{near.slug}?when=week"), running()
    referring.send_list(db.session(), contact, link, present + WORTH_SENDING, present)
    return render_template("linkage/refer_list.html", form=ListForm(), sent=True)


@bp.get("/referrals")
@does("linkage.refer")
def referrals() -> ResponseReturnValue:
    """Those whom somebody asked for; for coordinators, nameless figures of the last quarters besides."""
    by = _by()
    seats = [seat for seat in by.actor.seats if seat.role is Role.COORDINATOR and seat.organisation_id]
    ours = {seat.organisation_id or "": seat for seat in seats}
    return render_template(
        "linkage/referrals.html",
        lines=mine(db.session(), by.actor.person_id, now()),
        count=asked_for_by(db.session(), [by.actor.person_id]).get(by.actor.person_id, 0),
        is_much=is_much,
        figures=[facts(db.session(), each, now()) for each in ours],
    )


def _by() -> Warrant:
    """Whoever asks, in the seat of their work if they have one: a worker may be a champion elsewhere."""
    works = any(seat.role in AT_WORK for seat in visit().actor.seats)
    return warrant(lambda seat: {Relation.ANY} if seat.role in AT_WORK or not works else set())


def _again(linkage_id: str) -> Linkage | None:
    """The request that they made for the same person before; None where it is a first one."""
    found = one(db.session(), linkage_id) if linkage_id else None
    is_theirs = (
        found is not None and found.referrer_id == visit().actor.person_id and found.state is not State.WITHDRAWN
    )
    return found if is_theirs or not linkage_id else abort(404)


def _said_before(again: Linkage | None) -> dict[str, Any]:
    """What the form shows of the request before: all that they typed then, unless the person changed it since."""
    if again is None:
        return {}
    kept = {"again": again.id, "name": again.name, "agency": again.agency}
    return kept if was_touched(again) else kept | filled(again.wishes)


def _wanted(by: Warrant, form: ReferForm, chosen: Chosen) -> Wanted:
    wishes, near = form.wishes, chosen.place or choosing.near_place(form)[0]
    point = (round(near.lat, 2), round(near.lon, 2)) if near else None
    return Wanted(
        once=_once(form),
        organisation_id=by.seat.organisation_id or abort(404),
        area_id=chosen.area_id,
        wishes=replace(wishes, point=point, place=near.label if near else ""),
        consents=form.consents,
        listing_id=chosen.meeting.listing.id if chosen.meeting else None,
        wished_on=chosen.on(belongs=wishes.belongs),
    )


def _looked(by: Warrant, form: ReferForm, chosen: Chosen, again: Linkage | None) -> ResponseReturnValue:
    """What is on soonest near the place that was typed, with all else as it was; nothing is kept yet."""
    is_clear = "place" not in chosen.asks or choosing.is_clear(form, chosen)
    return _page(by, form, chosen, again, looks=is_clear), 200 if is_clear else 400


def _once(form: ReferForm) -> str:
    form.once.data = form.once.data or new_key()
    return form.once.data


def _chosen(form: ReferForm) -> Chosen:
    form.offer_languages(tongues())
    return choosing.chosen(Choosing(form), now())


def _checked(form: ReferForm, chosen: Chosen) -> Contact | None:
    """Look at every field; what is amiss has a sentence beside it. A contact may be left out, and
    a place where they go online."""
    form.validate()
    if chosen.place is None and (chosen.needs_town or (form.place.data and "place" in chosen.asks)):
        choosing.is_clear(form, chosen)
    choosing.is_for_them(form, chosen.meeting)
    return _contact(form, needed=False)


def _asked_lately(by: Warrant, form: ReferForm, contact: Contact | None) -> Linkage | None:
    """The request that they sent a while ago with the same contact, until they say that it is somebody else."""
    if contact is None or form.another.data or by_once(db.session(), _once(form)):
        return None
    found = asked_lately(db.session(), by.actor.person_id, contact, now())
    if found:
        form.contact.errors = [_("You asked with this number or address a while ago. Is it the same person?")]
    return found


def _contact(form: ReferForm | ListForm, *, needed: bool) -> Contact | None:
    typed = form.contact.data or ""
    if not typed and not needed:
        return None
    try:
        return read_contact(typed)
    except CannotRead as refused:
        form.contact.errors = [str(refused)]
        return None


def _page(
    by: Warrant,
    form: ReferForm,
    chosen: Chosen,
    again: Linkage | None,
    *,
    looks: bool = False,
    twice: Linkage | None = None,
) -> str:
    near = chosen.place if chosen.meeting is None else None
    options = soonest(db.session(), near, now()) if near else []
    form.offer(options)
    return render_template(
        "linkage/refer.html",
        form=form,
        options=options,
        dates=dates(db.session(), chosen.meeting, now()) if chosen.meeting else [],
        looks=looks,
        again=again,
        twice=twice,
        twice_at=when(twice.asked_at, now()) if twice else "",
        chosen=chosen,
        meeting=chosen.meeting,
        soon=choosing.soon(form, chosen, now(), OF_THEM),
        is_champion=by.seat.role is Role.CHAMPION,
        agencies=agencies(db.session(), by.seat.organisation_id or ""),
    )


def _done(made: Linkage, words: str) -> str:
    found, _notice = meeting(db.session(), made.listing_id or "", made.wished_on, now())
    return render_template(
        "linkage/refer_done.html",
        organisation=made.organisation,
        by=looked_at_by(db.session(), made, made.asked_at),
        ring=ring_now(db.session(), made, now()),
        address=address(f"{PAGES}{made.page}"),
        words=words,
        meeting=found,
        is_whole=request.args.get("whole") == "1",
        is_urgent=made.discharge_on is not None,
    )
