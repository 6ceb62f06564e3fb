"""A champion's yes and no, or a member of staff's, each of which can be taken back for five minutes; and what a
coordinator takes back."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.champions.queries.nights import QUESTION
from app.concerns.actions.apart import block, meet_again
from app.concerns.queries.apart import held_back
from app.consent.queries.agreements import agrees
from app.consent.rules.texts import SHARE_CONTACT
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.matching.actions import rounds
from app.linkage.matching.actions.minding import NEEDS_A_BREAK, said_no, took_back
from app.linkage.matching.actions.news import tell_found
from app.linkage.matching.models import Answer, Offer, Round, Walk
from app.linkage.matching.queries.between import stands_between
from app.linkage.matching.queries.checks import check_room, hold_champion
from app.linkage.matching.queries.going_along import check_may_go
from app.linkage.matching.queries.offers import UNDONE, load, open_questions, open_round, open_walk
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.queries.linkages import held
from app.linkage.referral.rules.states import STAFF_GOES, WITH_A_CHAMPION, State
from app.linkage.referral.rules.tasks import GLAD_OF_STAFF
from app.notices.actions.telling import untell

UNDO = timedelta(minutes=5)
SETTLED = marked("Thank you. This is settled already: somebody else goes, or it is not needed any more.")
REASONS = {
    "busy": marked("I am busy then"),
    "too_far": marked("It is too far"),
    "know_them": marked("I think I know this person"),
    "not_comfortable": marked("I would not be comfortable"),
    NEEDS_A_BREAK: marked("I need a break"),
    "other": marked("Another reason"),
}
"""Why not this time; nobody has to say."""

KNOWS = "know_them"
"""Who knows them, or thinks so, is never asked about them again."""

NOT_AFTER_ALL = "staff_not"
"""Why a request waits whose member of staff took their yes back: nobody was asked in vain."""

SOMEBODY = marked("Somebody you were asked about")
"""So a champion finds on their own page whom they said they know: before a yes they learn no name."""


class CannotAnswer(Refused):
    """The question is settled already, or the answer can be taken back no more."""


def accept(session: Session, by: Warrant | None, offer: Offer, now: datetime) -> Walk:
    """A champion says yes: nobody else is asked, and they walk with the newcomer. For five minutes it can be taken
    back; only then the newcomer hears of it. Raises `CannotAnswer`, and `NoRoom` where they carry enough by now."""
    linkage = _held(session, offer)
    if linkage.state is not State.OFFERING or offer.answered_at is not None:
        raise CannotAnswer(_(SETTLED))
    hold_champion(session, offer.champion_id)
    _check_not_apart(session, linkage, offer, now)
    if offer.as_staff:
        check_may_go(session, linkage, offer.champion_id, now)
    else:
        check_room(session, linkage, offer.champion_id, load(session, offer.champion_id, now), now)
    offer.answered_at, offer.answer = now, Answer.ACCEPTED
    rounds.close(session, offer.round, Answer.RECALLED, now)
    return begin_walk(session, by, linkage, offer, now)


def begin_walk(session: Session, by: Warrant | None, linkage: Linkage, offer: Offer, now: datetime) -> Walk:
    """After a yes. Whoever leaves hospital today hears at once of staff who go with them: that is nobody whom five
    minutes are for."""
    walk = Walk(linkage_id=linkage.id, champion_id=offer.champion_id, offer_id=offer.id, since=now)
    walk.shares_contact, walk.as_staff = agrees(session, linkage.person_id, SHARE_CONTACT), offer.as_staff
    session.add(walk)
    move(session, linkage, State.ACCEPTED, by, now, reason=STAFF_GOES if offer.as_staff else "accepted")
    if offer.as_staff:
        tasks.finish(session, linkage, now, offer.champion_id, kinds=GLAD_OF_STAFF)
    if offer.as_staff and rounds.leaves_today(linkage, now):
        go_ahead(session, by, linkage, now)
    else:
        timers.begin(session, linkage, "confirm", now, due_at=now + UNDO)
    return walk


def go_ahead(session: Session, by: Warrant | None, linkage: Linkage, now: datetime) -> None:
    """The yes stands: the newcomer hears of it now, and from here on the champion makes the first contact."""
    if linkage.state is State.ACCEPTED:
        move(session, linkage, State.CONTACTING, by, now, reason="confirmed")
        tell_found(session, linkage, now)


def go_on(session: Session, by: Warrant, offer: Offer, now: datetime) -> Walk:
    """A champion does not wait for the five minutes. Raises `CannotAnswer` where they do not walk with anybody."""
    linkage = _held(session, offer)
    walk = open_walk(session, linkage.id)
    if walk is None or walk.offer_id != offer.id:
        raise CannotAnswer(_("This is settled already."))
    go_ahead(session, by, linkage, now)
    return walk


def confirmed(session: Session, linkage: Linkage, _timer: Timer, now: datetime) -> None:
    """The five minutes are over."""
    go_ahead(session, None, linkage, now)


def decline(session: Session, by: Warrant, offer: Offer, now: datetime, *, reason: str = "") -> None:
    """Not this time. After five minutes, in which it can be taken back, the next one is asked. A reason is never asked
    for, and costs nothing. Raises `CannotAnswer`."""
    linkage = _held(session, offer)
    if offer.answered_at is not None:
        raise CannotAnswer(_("Thank you. This is settled already."))
    offer.answered_at, offer.answer, offer.reason = now, Answer.DECLINED, reason if reason in REASONS else ""
    untell(session, QUESTION, offer.id)
    session.flush()
    if offer.reason == KNOWS:
        block(session, offer.champion_id, linkage.person_id, now, name=_(SOMEBODY))
    said_no(session, offer, now)
    note(session, linkage, "declined", by, now, reason=rounds.as_whom(offer))
    if linkage.state is State.OFFERING and all(each.answered_at for each in offer.round.offers):
        offer.round.closed_at = now
        timers.end(session, linkage, {"window"}, now)
        timers.begin(session, linkage, "next", now, due_at=now + UNDO, subject=offer.round_id)


def undo(session: Session, by: Warrant, offer: Offer, now: datetime) -> None:
    """Take an answer back within five minutes. A no becomes an open question again; a yes makes room for the next one.
    Raises `CannotAnswer`."""
    linkage = _held(session, offer)
    other = open_round(session, linkage.id)
    went_on = bool(open_questions(session, offer.champion_id)) or (other is not None and other.id != offer.round_id)
    rests = bool(held_back(session, (linkage.person_id, offer.champion_id), now))
    is_asked = offer.answer is Answer.DECLINED and (went_on or rests)
    if is_asked or not may_undo(offer, linkage, now):
        raise CannotAnswer(_("This cannot be taken back any more. Please ring your coordinator."))
    if offer.answer is Answer.DECLINED:
        if offer.reason == KNOWS:
            meet_again(session, offer.champion_id, linkage.person_id, offer.answered_at or now)
        took_back(session, offer)
        offer.answered_at, offer.answer, offer.reason = None, None, ""
        offer.round.closed_at, offer.round.closes_at = None, max(offer.round.closes_at, now + UNDO)
        timers.end(session, linkage, {"next"}, now)
        timers.begin(session, linkage, "window", now, due_at=offer.round.closes_at, subject=offer.round_id)
        note(session, linkage, "undone", by, now)
        return
    walk = open_walk(session, linkage.id)
    if walk:
        walk.ended_at, walk.ending, walk.shares_contact = now, UNDONE, False
    if offer.as_staff and offer.answered_at:
        tasks.reopen(session, linkage, offer.answered_at, kinds=GLAD_OF_STAFF)
    offer.answer = Answer.UNDONE
    anew(linkage, now)
    move(session, linkage, State.OFFERING, by, now, reason="undone")
    rounds.go_on(session, linkage, offer.round, now, reason=NOT_AFTER_ALL if offer.as_staff else rounds.NOBODY_YET)


def may_undo(offer: Offer, linkage: Linkage, now: datetime) -> bool:
    """May this answer still be taken back?"""
    if offer.answered_at is None or now >= offer.answered_at + UNDO:
        return False
    states = {Answer.ACCEPTED: State.ACCEPTED, Answer.DECLINED: State.OFFERING}
    return offer.answer in states and linkage.state is states[offer.answer]


def recall(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> None:
    """A coordinator takes an open question back; the request waits for them to choose anew. Raises `CannotAnswer`."""
    found: Round | None = open_round(session, linkage.id)
    if found is None or linkage.state is not State.OFFERING:
        raise CannotAnswer(_("Nobody is being asked at this moment."))
    rounds.close(session, found, Answer.RECALLED, now)
    found.then, linkage.released_at = [], None
    note(session, linkage, "recalled", by, now)
    rounds.go_on(session, linkage, found, now)


def another_person(session: Session, by: Warrant | None, linkage: Linkage, now: datetime, *, ending: str) -> None:
    """The walk ends and somebody else is sought: the newcomer wishes so (no reason needed), or the champion steps back.
    Who was next in line is asked; else a coordinator chooses."""
    if linkage.state not in WITH_A_CHAMPION:
        raise CannotAnswer(_("Nobody walks with them at present."))
    earlier = rounds.latest(session, linkage.id)
    anew(linkage, now)
    rounds.end_walk(session, linkage, ending, now)
    if linkage.state is State.GOING:
        move(session, linkage, State.REPLANNING, by, now, reason=ending)
    move(session, linkage, State.OFFERING, by, now, reason=ending)
    reason = ending if ending == rounds.BY_STAFF else rounds.NOBODY_YET
    rounds.go_on(session, linkage, earlier, now, reason=reason)


def step_back(session: Session, champion_id: str, organisation_id: str, now: datetime) -> None:
    """A champion steps back: open questions to them are taken back and everybody they walk with is handed on, in this
    transaction. For `champions.actions.stepping.ON_STEP_BACK`."""
    for linkage_id in rounds.concerned(session, champion_id, organisation_id):
        linkage = held(session, linkage_id)
        if linkage:
            let_off(session, linkage, champion_id, now, ending=rounds.STEPPED_BACK)


def let_off(session: Session, linkage: Linkage, person_id: str, now: datetime, *, ending: str) -> None:
    """They are asked about this request no more, or go with the newcomer no more: somebody else is sought. The caller
    holds the request."""
    found, walk = open_round(session, linkage.id), open_walk(session, linkage.id)
    if found and any(each.champion_id == person_id and each.answered_at is None for each in found.offers):
        if not rounds.take_out(session, found, person_id, now):
            rounds.go_on(session, linkage, found, now)
    elif walk and walk.champion_id == person_id:
        hand_on(session, None, linkage, now, ending=ending)


def hand_on(session: Session, by: Warrant | None, linkage: Linkage, now: datetime, *, ending: str) -> None:
    """The walk ends, and somebody else is sought: by itself, or by a coordinator where the request rests."""
    if linkage.state in HANDED_ON:
        another_person(session, by, linkage, now, ending=ending)
    else:
        rounds.end_walk(session, linkage, ending, now)
        rounds.to_choose(session, linkage, now)


def anew(linkage: Linkage, now: datetime) -> None:
    """What goes by itself searches from the beginning again."""
    if linkage.released_at:
        linkage.released_at, linkage.searched_at = now, None


HANDED_ON = frozenset({
    State.ACCEPTED, State.CONTACTING, State.PLANNED, State.GOING, State.REPLANNING, State.FOLLOWING, State.OUTREACH,
})  # fmt: skip
"""States from which somebody else can be asked; from others the walk ends and a coordinator is told."""


def _check_not_apart(session: Session, linkage: Linkage, offer: Offer, now: datetime) -> None:
    """Since then somebody may have said that these two are not to meet, or stopped what is one's. It reads as any
    settled question."""
    if stands_between(session, (linkage.person_id, offer.champion_id), now):
        raise CannotAnswer(_(SETTLED))


def _held(session: Session, offer: Offer) -> Linkage:
    linkage = held(session, offer.linkage_id)
    if linkage is None:
        raise CannotAnswer(_("This is settled already."))
    session.refresh(offer, ["answered_at", "answer", "reason"])
    session.refresh(offer.round, ["closed_at", "closes_at", "then", "offers"])
    return linkage


def honest_word(_session: Session, _linkage: Linkage, _timer: Timer, _now: datetime) -> None:
    """Nothing is to be done by anybody: that the timer is over is what the planner tells the newcomer by."""


WHEN_DUE = {
    "window": rounds.window_over,
    "next": rounds.pause_over,
    "confirm": confirmed,
    "honest_word": honest_word,
}
"""What the timers of this part do when they are over."""
