"""Changing what was asked for, one thing a page: by the newcomer on their own page, or by staff as they are told."""

from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.models import Listing
from app.directory.rules.timetable import Audience, Occurrence
from app.directory.rules.words import when_sentence
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.accompaniment.queries import dates, pairs
from app.linkage.accompaniment.queries.planning import Pick, to_pick
from app.linkage.referral.forms.ask import NO
from app.linkage.referral.forms.refer import filled
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.linkage.referral.queries.asking import buildings, meeting
from app.linkage.referral.queries.referred import named_by_referrer
from app.linkage.referral.queries.visitors import open_dates
from app.linkage.referral.rules.changing import Counts, Part, check_may_change
from app.linkage.referral.views.choosing import (
    is_for_them,
    kinds_of_meeting,
    near_place,
    offer_visitors,
    picked,
    tongues,
    unclear,
)
from app.linkage.standing.actions.changing import Changed, change
from app.linkage.standing.forms.changing import ANOTHER, FIELDS, Change, OwnChange, StaffChange, changed
from app.linkage.standing.forms.changing import offer_minutes as offer
from app.web.access import does, visit, warrant
from app.web.choices import choices
from app.web.commits import commits
from app.web.request import now
from app.web.typed import as_id

bp = Blueprint("changing", __name__)

WISHES = "meeting,company,needs,travel,words"
ANY_DATE = "any"
LONGEST_TYPED = 80
HEADINGS = {
    Part.MEETING: marked("Which meeting?"),
    Part.COMPANY: marked("Who would you feel at ease with?"),
    Part.NEEDS: marked("What do you need?"),
    Part.TRAVEL: marked("When and how could you go?"),
    Part.WORDS: marked("What would help?"),
}
FOR_STAFF = {
    Part.MEETING: marked("Which meeting?"),
    Part.COMPANY: marked("Who would they feel at ease with?"),
    Part.NEEDS: marked("What do they need?"),
    Part.TRAVEL: marked("When and how could they go?"),
    Part.WORDS: marked("What would help them?"),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever changes a request: their warrant, where the form goes, and where they are led after it. `is_blind`: who
    asked for somebody does not see what that one wishes for by now."""

    linkage: Linkage
    by: Warrant
    part: Part
    to: str
    back: str
    done: str
    is_blind: bool = False

    @property
    def is_own(self) -> bool:
        """Is it theirs?"""
        return self.by.actor.person_id == self.linkage.person_id

    @property
    def form(self) -> type[Change]:
        """In their own words, or in those of staff."""
        return OwnChange if self.is_own else StaffChange


@bp.get(f"/mine/<page>/change/<any({WISHES}):part>")
@does("linkage.own")
def own(page: str, part: str) -> ResponseReturnValue:
    """What they said, to be changed."""
    return see(mine(page, part))


@bp.post(f"/mine/<page>/change/<any({WISHES}):part>")
@does("linkage.own")
@commits
def change_own(page: str, part: str) -> ResponseReturnValue:
    """Change it."""
    return keep(mine(page, part, is_held=True))


@bp.get(f"/requests/<linkage_id>/change/<any({WISHES}):part>")
@does("linkage.arrange")
def told(linkage_id: str, part: str) -> ResponseReturnValue:
    """What they said, to be changed as they tell it now."""
    return see(ours(linkage_id, part))


@bp.post(f"/requests/<linkage_id>/change/<any({WISHES}):part>")
@does("linkage.arrange")
@commits
def change_told(linkage_id: str, part: str) -> ResponseReturnValue:
    """Change it as they said by telephone."""
    return keep(ours(linkage_id, part, is_held=True))


def mine(page: str, part: str, *, is_held: bool = False) -> Caller:
    """The newcomer at their own page."""
    found, here = linkages.by_page(db.session(), page), f"/mine/{page}"
    return _caller(found, part, (f"{here}/change/{part}", f"{here}/now", f"{here}/now?done=changed"), is_held=is_held)


def ours(linkage_id: str, part: str, *, is_held: bool = False) -> Caller:
    """Staff of the organisation."""
    found, here = linkages.one(db.session(), linkage_id), f"/requests/{linkage_id}"
    return _caller(found, part, (f"{here}/change/{part}", here, f"{here}?said=changed"), is_held=is_held)


def _caller(found: Linkage | None, part: str, ways: tuple[str, str, str], *, is_held: bool) -> Caller:
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = linkages.held(db.session(), found.id) if found and is_held else found
    return Caller(linkage or abort(404), by, Part(part), *ways)


def see(caller: Caller) -> ResponseReturnValue:
    """What holds, to be changed; where nothing can be, the way back."""
    try:
        check_may_change(caller.linkage.state, caller.part)
    except Refused:
        return redirect(caller.back, 303)
    form = caller.form(data=filled(caller.linkage.wishes))
    if caller.part is not Part.MEETING:
        return _page(caller, form)
    listing_id = as_id(request.args.get("listing", "").lower()) or _named_by(caller)
    if listing_id and dates.listing(db.session(), listing_id):
        form.listing.data = listing_id
        is_same = listing_id == caller.linkage.listing_id and not caller.is_blind
        form.day.data = _wished(caller.linkage) if is_same else None
        return _page(caller, form)
    return _pick(caller, caller.form() if caller.is_blind else form)


def _named_by(caller: Caller) -> str:
    """The meeting that whoever asked for them named, while it is that one; "" where they look for another."""
    looks = not caller.is_blind or {"near", "other"} & set(request.args)
    return "" if looks else named_by_referrer(caller.linkage)


def _pick(caller: Caller, form: Change) -> str:
    """What there is to choose from; or help with choosing, from one kind of meeting if they like."""
    typed = request.args.get("near", "")[:LONGEST_TYPED].strip()
    pick = to_pick(db.session(), caller.linkage, typed, now()) if typed or not caller.is_blind else Pick(())
    form.offer_routes(kinds_of_meeting())
    return render_template(
        "linkage/change_meeting.html", to=caller.to, back=caller.back, pick=pick, form=form, is_blind=caller.is_blind
    )


def keep(caller: Caller) -> ResponseReturnValue:
    """Keep what was said; what is amiss stands beside its field, and nothing is lost."""
    form = caller.form(request.form)
    shown = _offered(caller, form)
    is_right = all([form[name].validate(form) for name in shown])
    said = _said(caller, form) if is_right else None
    if said is None:
        return _page(caller, form), 400
    is_new = change(db.session(), caller.linkage, said, caller.by, now())
    return redirect(caller.done if is_new or caller.is_blind else caller.back, 303)


def _said(caller: Caller, form: Change) -> Changed | None:
    """What they wish for now; None where something has a sentence beside it."""
    wishes = caller.linkage.wishes
    if caller.part is Part.MEETING:
        if not _is_for_them(form):
            return None
        chosen = dates.listing(db.session(), as_id(form.listing.data or "")) if form.listing.data else None
        area = chosen.venue.area_id if chosen and chosen.venue else None
        said = form.wishes
        wishes = replace(wishes, belongs=said.belongs) if chosen else replace(wishes, routes=said.routes)
        on = _day(form) if chosen else None
        return Changed(Part.MEETING, wishes, chosen.id if chosen else None, on, area)
    wishes = changed(caller.part, form, wishes)
    if caller.part is Part.TRAVEL and (form.place.data or "") != wishes.place:
        place, offered = near_place(form)
        if place is None and form.place.data:
            form.place.errors = [unclear(form, offered)]
            return None
        point = (round(place.lat, 2), round(place.lon, 2)) if place else None
        wishes = replace(wishes, point=point, place=place.label if place else "")
    return Changed(caller.part, wishes, another=form.champion.data == ANOTHER)


def _day(form: Change) -> date | None:
    return date.fromisoformat(form.day.data) if form.day.data not in (None, "", ANY_DATE) else None


def _is_for_them(form: Change) -> bool:
    """May they come on the date that was chosen, or on any where they named none? What they chose instead counts; a
    date is never dropped unsaid."""
    if form.belongs.data != NO or not form.listing.data or "belongs" not in _about_meeting(form):
        return True
    if other := picked(form, now()):
        form.listing.data, form.day.data = other.listing.id, other.on.isoformat()
        return True
    on = _day(form)
    found, _notice = meeting(db.session(), as_id(form.listing.data), on, now())
    if found and on is None and open_dates(db.session(), found.listing, now()):
        return True
    return is_for_them(form, replace(found, is_open=found.is_open and on is not None) if found else None)


def _offered(caller: Caller, form: Change) -> list[str]:
    """The fields that this page shows, with what there is to choose from."""
    linkage = caller.linkage
    form.offer_languages(tongues())
    form.offer_routes(kinds_of_meeting())
    offer(form, linkage.wishes.minutes, linkage.wishes.late_minutes or 0)
    if caller.part is Part.MEETING:
        form.day.choices = choices(_dates(linkage, form.listing.data)) if form.listing.data else []
        return _about_meeting(form)
    known = buildings(db.session(), linkage.area_id) if linkage.area_id else []
    form.offer_venues(known)
    empty = {"near": not form.near.choices, "avoid": not known}
    shown = [name for name in FIELDS[caller.part] if not empty.get(name)]
    counts_now = check_may_change(linkage.state, caller.part) is Counts.NOW
    if caller.part is Part.COMPANY and counts_now and pairs.of_linkage(db.session(), linkage.id):
        shown.append("champion")
    return shown


def _about_meeting(form: Change) -> list[str]:
    chosen = dates.listing(db.session(), as_id(form.listing.data)) if form.listing.data else None
    if chosen is None:
        return ["route"]
    if chosen.audience is Audience.OPEN:
        return ["day"]
    found, _notice = meeting(db.session(), chosen.id, _day(form), now())
    return ["day", "belongs", *(["instead"] if offer_visitors(form, found, now()) else [])]


def _dates(linkage: Linkage, listing_id: str) -> list[tuple[str, str]]:
    """Each coming date of a meeting by its day, and any of them."""
    chosen = dates.listing(db.session(), as_id(listing_id)) or abort(404)
    today = local_day(now(), LONDON)
    found = dates.to_choose(db.session(), linkage, chosen, now())
    named = [(each.starts.date().isoformat(), _marked(chosen, each, today)) for each in found]
    return [*dict(named).items(), (ANY_DATE, _("Any of its dates"))]


def _marked(chosen: Listing, each: Occurrence, today: date) -> str:
    """When it is, and whether anybody may come where that differs from date to date."""
    said = when_sentence(each.starts, each.ends, today)
    if chosen.audience is Audience.OPEN or each.is_open is None:
        return said
    return _("{when} (anybody may come)", when=said) if each.is_open else _("{when} (not for visitors)", when=said)


def _wished(linkage: Linkage) -> str:
    return linkage.wished_on.isoformat() if linkage.wished_on else ANY_DATE


def _page(caller: Caller, form: Change) -> str:
    shown = _offered(caller, form)
    counts = check_may_change(caller.linkage.state, caller.part)
    carried = [(name, form[name].data) for name in ("once", "said", "listing") if form[name].data]
    return render_template(
        "linkage/change.html",
        form=form,
        shown=shown,
        carried=carried,
        heading=_((HEADINGS if caller.is_own else FOR_STAFF)[caller.part]),
        about=dates.listing(db.session(), form.listing.data) if form.listing.data else None,
        is_later=counts is Counts.LATER and not caller.is_blind,
        by_telephone=not caller.is_own,
        is_contact=False,
        to=caller.to,
        back=caller.back,
    )
