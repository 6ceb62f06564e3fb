"""Questions to a champion, or to staff whether they go along: one clear one at a time, yes or not this time, each to be
taken back for five minutes."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.champions.queries.champions import all_of
from app.champions.rules.words import Standing
from app.directory.rules.describing import language_name
from app.kernel.access import Relation, Warrant
from app.linkage.matching.actions import answers
from app.linkage.matching.actions.answers import REASONS
from app.linkage.matching.actions.minding import NEEDS_A_BREAK
from app.linkage.matching.models import Offer
from app.linkage.matching.queries import offers as queries
from app.linkage.matching.queries.before_yes import going_with, overlaps, way_and_room
from app.linkage.matching.queries.engaged import also_asked, engaged
from app.linkage.referral.queries.meetings import Named, meeting_of
from app.linkage.referral.rules.said import ACCESSES, GENDERS, LIKENESSES, by_when
from app.linkage.referral.rules.wishes import Gender, Wishes
from app.places.models import Area
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("offers", __name__)

HERE = "/offers"


@dataclass(frozen=True, slots=True)
class Card:
    """What a champion sees before their yes: no name, no contact, no history. `taken` says of each date whether they
    meet somebody already then, `way` how far it is for them, `room` for how many more they have room. `as_staff`: a
    colleague asks them."""

    id: str
    area: str
    meeting: Named | None
    wishes: Wishes
    languages: tuple[str, ...]
    closes: str
    taken: tuple[bool, ...]
    way: str
    room: int
    as_staff: bool

    @property
    def reasons(self) -> dict[str, str]:
        """Why not; only champions have a break from being asked."""
        return {code: said for code, said in REASONS.items() if not (self.as_staff and code == NEEDS_A_BREAK)}


@dataclass(frozen=True, slots=True)
class Answered:
    """What stays of a question that is answered: nothing of whoever asked."""

    id: str
    answer: str
    when: str
    may_undo: bool


@bp.get(HERE)
@does("offer.answer")
def asked() -> ResponseReturnValue:
    """What they are asked, and what they answered lately."""
    by = warrant(lambda _seat: {Relation.OWN})
    found = queries.offers_to(db.session(), by.actor.person_id, now())
    return render_template(
        "linkage/offers.html",
        open_ones=[_card(each) for each in found if not each.answer],
        answered=[_answered(each) for each in found if each.answer],
        resting=[each for each in all_of(db.session(), by.actor.person_id, now()) if each.standing is Standing.PAUSED],
        walks=going_with(db.session(), by.actor.person_id, now()),
        others=also_asked(db.session(), by.actor.person_id, now()),
        genders=GENDERS,
        likenesses=LIKENESSES,
        accesses=ACCESSES,
        anybody=Gender.ANY,
        said=request.args.get("said", ""),
    )


@bp.post(f"{HERE}/<offer_id>/yes")
@does("offer.answer")
@commits
def accept(offer_id: str) -> ResponseReturnValue:
    """Yes, I can go."""
    offer, by = _mine(offer_id)
    answers.accept(db.session(), by, offer, now())
    return redirect(f"{HERE}?said=yes", 303)


@bp.post(f"{HERE}/<offer_id>/no")
@does("offer.answer")
@commits
def decline(offer_id: str) -> ResponseReturnValue:
    """Not this time; a reason if they like."""
    offer, by = _mine(offer_id)
    answers.decline(db.session(), by, offer, now(), reason=request.form.get("reason", ""))
    return redirect(f"{HERE}?said={'break' if offer.reason == NEEDS_A_BREAK else 'no'}", 303)


@bp.post(f"{HERE}/<offer_id>/undo")
@does("offer.answer")
@commits
def undo(offer_id: str) -> ResponseReturnValue:
    """Take the answer back."""
    offer, by = _mine(offer_id)
    answers.undo(db.session(), by, offer, now())
    return redirect(f"{HERE}?said=undone", 303)


@bp.post(f"{HERE}/<offer_id>/on")
@does("offer.answer")
@commits
def go_on(offer_id: str) -> ResponseReturnValue:
    """Do not wait for the five minutes: go on to the first contact."""
    offer, by = _mine(offer_id)
    walk = answers.go_on(db.session(), by, offer, now())
    return redirect(f"/walks/{walk.id}", 303)


def _mine(offer_id: str) -> tuple[Offer, Warrant]:
    found = queries.offer(db.session(), offer_id)
    by = warrant(queries.is_asked(found, visit().actor.person_id))
    return found or abort(404), by


def _card(offer: Offer) -> Card:
    linkage = offer.linkage
    area = db.session().get(Area, linkage.area_id) if linkage.area_id else None
    meeting = meeting_of(db.session(), linkage, now())
    way, room = way_and_room(db.session(), offer, now())
    taken = engaged(db.session(), [offer.champion_id], now()).get(offer.champion_id, [])
    return Card(
        id=offer.id,
        area=area.name if area else "",
        meeting=meeting,
        wishes=linkage.wishes,
        languages=tuple(map(language_name, linkage.wishes.languages)),
        closes=by_when(offer.round.closes_at, now()),
        taken=tuple(overlaps(each, taken) for each in meeting.moments) if meeting else (),
        way=way,
        room=room,
        as_staff=offer.as_staff,
    )


def _answered(offer: Offer) -> Answered:
    return Answered(
        offer.id,
        offer.answer.value if offer.answer else "",
        by_when(offer.answered_at, now()) if offer.answered_at else "",
        answers.may_undo(offer, offer.linkage, now()),
    )
