"""Somebody may be in danger, or be one: nothing is asked and nothing goes on until a lead has looked."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.concerns.actions.handling import tell_ended
from app.concerns.queries.stops import behind, concerns_behind, stopped
from app.kernel.access import Warrant
from app.kernel.speech import _, marked
from app.linkage.matching.actions import rounds
from app.linkage.matching.actions.answers import HANDED_ON, CannotAnswer, anew, another_person, hand_on, let_off
from app.linkage.matching.models import Offer, Walk
from app.linkage.matching.queries.offers import open_walk
from app.linkage.referral.actions.moving import Moved, move
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.queries.linkages import held
from app.linkage.referral.rules.said import STATES
from app.linkage.referral.rules.states import ASIDE, LIVE, State, taken_up

A_COLLEAGUE = marked("That is not possible at present. Please let a colleague look at it.")
"""For whatever stands between two people, so that nobody learns what it is."""

CAN_PART = HANDED_ON | ASIDE
"""Where staff may look for somebody else instead of whoever goes with them."""


def freeze(session: Session, person_id: str, now: datetime) -> None:
    """Set on hold every live request of somebody, and every one in which they walk with the newcomer; what they are
    asked about is asked of somebody else. For `concerns.actions.handling.ON_DANGER`."""
    asked = select(Offer.linkage_id).where(Offer.champion_id == person_id, Offer.answered_at.is_(None))
    walks = select(Walk.linkage_id).where(Walk.champion_id == person_id, Walk.ended_at.is_(None))
    theirs = or_(Linkage.person_id == person_id, Linkage.id.in_(asked.union(walks)))
    live = Linkage.state.in_(sorted(LIVE - {State.SAFETY_HOLD}))
    for linkage_id in session.scalars(select(Linkage.id).where(theirs, live).order_by(Linkage.id)).all():
        linkage = held(session, linkage_id)
        if linkage and linkage.is_live and linkage.state is not State.SAFETY_HOLD:
            _freeze(session, linkage, person_id, now)


def _freeze(session: Session, linkage: Linkage, person_id: str, now: datetime) -> None:
    walk = open_walk(session, linkage.id)
    if linkage.person_id == person_id or (walk and walk.champion_id == person_id):
        move(session, linkage, State.SAFETY_HOLD, None, now, reason="on_hold")
    else:
        let_off(session, linkage, person_id, now, ending=rounds.BY_STAFF)


def find_another(session: Session, by: Warrant | None, linkage: Linkage, now: datetime) -> None:
    """Staff look for somebody else: on hold that ends the walk, and with it the hold, unless the newcomer's own
    plans are stopped; while it is paused the walk ends and the pause goes on. Raises `CannotAnswer`."""
    if open_walk(session, linkage.id) is None:
        raise CannotAnswer(_("Nobody walks with them at present."))
    if linkage.state not in CAN_PART:
        where = _(STATES[linkage.state])
        raise CannotAnswer(_("While this stands at “{state}”, nobody else can be looked for.", state=where))
    if linkage.state is State.SAFETY_HOLD:
        _another_on_hold(session, by, linkage, now)
    elif linkage.state is State.PAUSED:
        hand_on(session, by, linkage, now, ending=rounds.BY_STAFF)
    else:
        another_person(session, by, linkage, now, ending=rounds.BY_STAFF)


def _another_on_hold(session: Session, by: Warrant | None, linkage: Linkage, now: datetime) -> None:
    if stopped(session, [linkage.person_id]):
        raise CannotAnswer(_(A_COLLEAGUE))
    anew(linkage, now)
    rounds.end_walk(session, linkage, rounds.BY_STAFF, now)
    back = taken_up(linkage.before or State.WAITING)
    move(session, linkage, back, by, now, reason=rounds.BY_STAFF)
    if back in HANDED_ON:
        move(session, linkage, State.OFFERING, by, now, reason=rounds.BY_STAFF)
        rounds.go_on(session, linkage, rounds.latest(session, linkage.id), now, reason=rounds.BY_STAFF)
    elif back is State.WAITING and not linkage.released_at:
        rounds.to_choose(session, linkage, now)


def on_move(session: Session, moved: Moved, now: datetime) -> None:
    """A request is on hold no more: what set it on hold is told, for leads to read. For `moving.ON_MOVE`."""
    if moved.came_from is not State.SAFETY_HOLD or moved.went_to is State.SAFETY_HOLD:
        return
    linkage = moved.linkage
    began = func.max(Happening.at, type_=Happening.at.type)
    mine = select(began).where(Happening.linkage_id == linkage.id, Happening.went_to == State.SAFETY_HOLD)
    now_or_open = or_(Walk.ended_at.is_(None), Walk.ended_at == now)
    champions = session.scalars(select(Walk.champion_id).where(Walk.linkage_id == linkage.id, now_or_open))
    stops = behind(session, [linkage.person_id, *champions], session.scalars(mine).one())
    who = linkage.name or _("No name given")
    words = _("{name}: {state}", name=who, state=_(STATES[moved.went_to]))
    for concern in concerns_behind(session, stops):
        tell_ended(session, concern, moved.by.actor.person_id if moved.by else None, now, words)
