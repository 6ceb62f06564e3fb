"""Staff go along themselves: whoever says so of themselves goes; a colleague is asked first, as a champion is."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.roles import GO_ALONG
from app.kernel.speech import _
from app.linkage.matching.actions import rounds
from app.linkage.matching.actions.answers import begin_walk, let_off
from app.linkage.matching.models import Answer, Offer, Round, RoundKind, Walk
from app.linkage.matching.queries.checks import CannotAsk, hold_champion
from app.linkage.matching.queries.going_along import check_may_begin, check_may_go, colleagues, staff_of
from app.linkage.matching.queries.offers import open_walk
from app.linkage.referral.actions import handling, tasks
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import held
from app.linkage.referral.rules.states import STAFF_GOES, State
from app.people.models import Holding

ASKED_STAFF = "asked_staff"


def go(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> Walk:
    """I go with them myself: that stands like a champion's yes, and can be taken back as long. It is kept as a question
    that was answered at once. The caller holds the request. Raises `CannotAsk`, `CannotMove` and `HandsFull`."""
    me = by.actor.person_id
    check_may_begin(session, linkage)
    hold_champion(session, me)
    check_may_go(session, linkage, me, now)
    _look_for(session, by, linkage, now)
    made = Round(
        linkage_id=linkage.id, number=rounds.next_number(session, linkage), kind=RoundKind.SINGLE, opened_at=now,
        closes_at=now, closed_at=now, then=[],
    )  # fmt: skip
    offer = Offer(
        round=made, linkage_id=linkage.id, champion_id=me, made_at=now, answered_at=now, answer=Answer.ACCEPTED,
        as_staff=True,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return begin_walk(session, by, linkage, offer, now)


def ask(session: Session, by: Warrant, linkage: Linkage, colleague_id: str, now: datetime) -> Round:
    """Ask a colleague whether they would: nobody is promised who does not know of it. The caller holds the request.
    Raises as `go` does."""
    check_may_begin(session, linkage)
    if colleague_id not in {each.id for each in colleagues(session, linkage, by.actor.person_id, now)}:
        raise CannotAsk(_("Choose a colleague who is there and can be asked."))
    _look_for(session, by, linkage, now)
    made = rounds.opened(session, linkage, [rounds.Asked(colleague_id, as_staff=True)], now)
    note(session, linkage, ASKED_STAFF, by, now)
    return made


def gone(session: Session, holding: Holding, now: datetime) -> None:
    """Somebody's role was suspended or has ended: whoever they go with as staff is handed on, unless they are staff
    there in another role. For `people.actions.roles.ON_STOPPED`."""
    at, who = holding.organisation_id or "", holding.person_id
    if holding.role not in GO_ALONG or any(each.id == who for each in staff_of(session, at)):
        return
    for linkage_id in rounds.concerned(session, who, at, as_staff=True):
        linkage = held(session, linkage_id)
        if linkage:
            let_off(session, linkage, who, now, ending=rounds.STAFF_GONE)


def goes(session: Session, linkage_id: str) -> tuple[str, datetime] | None:
    """Who goes with somebody now, and since when. For `referral.queries.about.GOES`."""
    walk = open_walk(session, linkage_id)
    return (walk.champion_id, walk.since) if walk else None


def _look_for(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> None:
    """From here on staff choose, and somebody is looked for."""
    if linkage.state is State.RECEIVED:
        handling.take(session, by, linkage, now)
    if linkage.state is not State.OFFERING:
        move(session, linkage, State.OFFERING, by, now, reason=STAFF_GOES)
    linkage.released_at, linkage.chooses = None, False
    tasks.finish(session, linkage, now, by.actor.person_id, kinds={rounds.CHOOSE})
