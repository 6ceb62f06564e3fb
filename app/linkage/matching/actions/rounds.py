"""Rounds of offers: opening one, going on to the next champion, and ending all that do not belong any more.

One round is open for each request and one offer for each champion: unique indexes hold both, whatever happens at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.champions.queries.nights import QUESTION, asked_at_night
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _, marked
from app.linkage.matching.actions.minding import said_nothing
from app.linkage.matching.models import Answer, Offer, Round, RoundKind, Walk
from app.linkage.matching.queries.checks import CannotAsk, NoRoom, check_may_ask, check_not_left
from app.linkage.matching.queries.engaged import planned
from app.linkage.matching.queries.looking import why_not
from app.linkage.matching.queries.offers import CANNOT, open_round, open_walk
from app.linkage.matching.rules.windows import Terms
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import Moved, move, note
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.queries.reachable import is_left
from app.linkage.referral.rules.house import House
from app.linkage.referral.rules.states import ASIDE, STAFF_GOES, WITH_A_CHAMPION, State
from app.notices.actions.telling import tell, untell

MOST = 5
"""Champions who are asked one by one before a coordinator looks again."""

STEPPED_BACK = "stepped_back"
"""The ending of a walk whose champion steps back."""

NOBODY_YET = "nobody_yet"
BY_STAFF = "other_by_staff"
"""The ending of a walk for which staff look for somebody else."""

STAFF_GONE = "staff_gone"
"""The ending of a walk of a member of staff who is away, or whose role is over."""

OTHER = marked("We look for somebody else to go with you instead of {name}. It is not about you.")
BREAK = marked("{name} is taking a break. It is not about you. We ask somebody else to go with you.")
OFF_FOR_YOU = marked("Your plan for {when} is off: please do not set out.")
NEWS = {STEPPED_BACK: BREAK, BY_STAFF: OTHER, CANNOT: OTHER, STAFF_GONE: OTHER}
"""What a newcomer hears of an ending that is not their own wish."""

OFF = marked("The walk on {when}, has ended. Please do not set out.")
OVER = marked("A walk with somebody has ended.")

NOT_ALONE = frozenset({State.ACCEPTED, State.CONTACTING, State.PLANNED, State.GOING, State.REPLANNING})
"""What was set aside here cannot go on without a champion: where the walk ends meanwhile, it comes back as waiting."""

CHOOSE = "choose"
"""The task to choose whom to ask."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A champion is to be asked, or a member of staff. `why` tells the coordinator how they came to be chosen."""

    champion_id: str
    why: str = ""
    as_staff: bool = False


def ask(session: Session, by: Warrant | None, linkage: Linkage, whom: Sequence[Asked], now: datetime) -> Round:
    """Ask the first of some champions; the others are asked in their order when one says no or does not answer. The
    request goes to `offering`, if it is not there, and does not go by itself any more. Raises `CannotAsk` and
    `CannotMove`."""
    if not whom or len(whom) > MOST:
        raise CannotAsk(_("Choose one to five champions."))
    if open_round(session, linkage.id):
        raise CannotAsk(_("Somebody is being asked at this moment. Wait for the answer, or take the question back."))
    check_not_left(session, linkage)
    if linkage.state is not State.OFFERING:
        move(session, linkage, State.OFFERING, by, now, reason="asked")
    linkage.released_at, linkage.chooses = None, False
    made = begin(session, linkage, whom[:1], now, then=[one.champion_id for one in whom[1:]])
    note(session, linkage, "asked", by, now)
    tasks.finish(session, linkage, now, by.actor.person_id if by else "", kinds={CHOOSE})
    return made


def go_on(
    session: Session, linkage: Linkage, closed: Round | None, now: datetime, *, reason: str = NOBODY_YET
) -> Round | None:
    """After a round without a yes: ask the next one, or let the request wait for a coordinator to choose. Whom to ask
    where it goes by itself is decided for all such requests together (`driving`)."""
    if linkage.released_at:
        return None
    left = list(closed.then or []) if closed and not is_left(session, linkage) else []
    while left:
        champion_id = left.pop(0)
        try:
            with session.begin_nested():
                return begin(session, linkage, [Asked(champion_id)], now, then=left)
        except (CannotAsk, NoRoom):
            continue
    wait(session, linkage, now, reason=reason)
    return None


def wait(session: Session, linkage: Linkage, now: datetime, *, reason: str = NOBODY_YET) -> None:
    """Nobody is left to be asked: the request waits, and a coordinator is to choose."""
    move(session, linkage, State.WAITING, None, now, reason=reason)
    to_choose(session, linkage, now)


def to_choose(session: Session, linkage: Linkage, now: datetime) -> None:
    """A coordinator is to choose whom to ask."""
    tasks.give(session, linkage, CHOOSE, now)


def latest(session: Session, linkage_id: str) -> Round | None:
    """The last round of a request."""
    mine = select(Round).where(Round.linkage_id == linkage_id).order_by(Round.number.desc()).limit(1)
    return session.scalars(mine).first()


def concerned(session: Session, champion_id: str, organisation_id: str, *, as_staff: bool = False) -> list[str]:
    """The ids of requests of an organisation about which somebody is asked, or in which they walk with the newcomer, in
    the order in which they are to be held: as a champion, or as staff."""
    asked = select(Offer.linkage_id).where(Offer.champion_id == champion_id, Offer.answered_at.is_(None))
    walks = select(Walk.linkage_id).where(Walk.champion_id == champion_id, Walk.ended_at.is_(None))
    asked, walks = asked.where(Offer.as_staff == as_staff), walks.where(Walk.as_staff == as_staff)
    mine = select(Linkage.id).where(Linkage.organisation_id == organisation_id)
    return list(session.scalars(mine.where(Linkage.id.in_(asked.union(walks))).order_by(Linkage.id)))


def close(session: Session, found: Round, answer: Answer, now: datetime) -> None:
    """End a round; those who have not answered hear that it is settled."""
    found.closed_at = now
    for each in found.offers:
        if each.answered_at is None:
            each.answered_at, each.answer = now, answer
        untell(session, QUESTION, each.id)
    session.flush()


def take_out(session: Session, found: Round, champion_id: str, now: datetime) -> bool:
    """One of those who are asked is asked no more; is anybody of the round still asked?"""
    for each in found.offers:
        if each.champion_id == champion_id and each.answered_at is None:
            each.answered_at, each.answer = now, Answer.RECALLED
            untell(session, QUESTION, each.id)
    is_asked = any(each.answered_at is None for each in found.offers)
    found.closed_at = None if is_asked else now
    session.flush()
    return is_asked


def window_over(session: Session, linkage: Linkage, timer: Timer, now: datetime) -> None:
    """Nobody answered in time: the next one is asked."""
    found = open_round(session, linkage.id)
    if found and found.id == timer.subject and linkage.state is State.OFFERING:
        close(session, found, Answer.EXPIRED, now)
        said_nothing(session, found, now)
        note(session, linkage, "expired", None, now, reason=as_whom(found.offers[0]))
        go_on(session, linkage, found, now)


def pause_over(session: Session, linkage: Linkage, timer: Timer, now: datetime) -> None:
    """The five minutes in which a no could be taken back are over: the next one is asked."""
    found = session.get(Round, timer.subject)
    if (
        found
        and found.closed_at is not None
        and linkage.state is State.OFFERING
        and not open_round(session, linkage.id)
    ):
        go_on(session, linkage, found, now)


def unwind(session: Session, moved: Moved, now: datetime) -> None:
    """Whatever does not belong to the new state ends: open offers outside `offering`, and the walk where nobody walks
    with the newcomer any more; an ending from a hold is not one together. For `moving.ON_MOVE`."""
    if moved.went_to is not State.OFFERING:
        found = open_round(session, moved.linkage.id)
        if found:
            close(session, found, Answer.RECALLED, now)
    ends_held = moved.came_from is State.SAFETY_HOLD and moved.went_to is State.CLOSING
    if ends_held or moved.went_to not in WITH_A_CHAMPION:
        end_walk(session, moved.linkage, moved.reason or moved.went_to.value, now)


def end_walk(session: Session, linkage: Linkage, ending: str, now: datetime) -> Walk | None:
    """Nobody walks with them any more; from the next request on the champion sees nothing of them. The other side is
    told: the champion that they need do nothing more, the newcomer that it is not about them."""
    walk = open_walk(session, linkage.id)
    if walk:
        walk.ended_at, walk.ending, walk.shares_contact = now, ending, False
        if linkage.state in ASIDE and linkage.before in NOT_ALONE:
            linkage.before = State.OFFERING
        session.flush()
        meets = planned(session, walk.id, now)
        if ending in NEWS:
            said = " ".join(
                [_(NEWS[ending], name=walk.champion.name), *([_(OFF_FOR_YOU, when=meets)] if meets else [])]
            )
            values: dict[str, str | int] = {"link": f"/mine/{linkage.page}", "said": said}
            tell(session, linkage.person_id, "company_news", f"{walk.id}:over", values=values, now=now)
        if ending not in (STEPPED_BACK, CANNOT, STAFF_GONE):
            tell(session, walk.champion_id, "walk_over", f"{walk.id}:1", values=_over(meets), now=now)
    return walk


def _over(meets: str) -> dict[str, str | int]:
    """What its champion hears inside the site: which walk it was, by its time."""
    return {"link": "/offers", "said": _(OFF, when=meets) if meets else _(OVER)}


def begin(
    session: Session, linkage: Linkage, whom: Sequence[Asked], now: datetime, *, then: Sequence[str] = (),
    closing: datetime | None = None,
) -> Round:  # fmt: skip
    """Open a round in which these are asked; several together are one whose first yes counts. `closing` at the latest.
    Raises `CannotAsk`, `NoRoom`."""
    for each in whom:
        check_may_ask(session, linkage, each.champion_id, now)
        reason = why_not(session, linkage, each.champion_id, now)
        if reason:
            raise CannotAsk(_(reason.says))
    return opened(session, linkage, whom, now, then=then, closing=closing)


def opened(
    session: Session, linkage: Linkage, whom: Sequence[Asked], now: datetime, *, then: Sequence[str] = (),
    closing: datetime | None = None,
) -> Round:  # fmt: skip
    """A round in which these are asked, who may be. Raises `CannotAsk` where one of them is asked about somebody
    else."""
    kind = RoundKind.BROADCAST if len(whom) > 1 else RoundKind.SINGLE
    made = Round(
        linkage_id=linkage.id, number=next_number(session, linkage), kind=kind, opened_at=now,
        closes_at=closing or _closing(session, linkage, [each.champion_id for each in whom], now), then=list(then),
    )  # fmt: skip
    session.add(made)
    session.flush()
    for each in whom:
        _offer(session, made, each, now)
    timers.begin(session, linkage, "window", now, due_at=made.closes_at, subject=made.id)
    return made


def next_number(session: Session, linkage: Linkage) -> int:
    """The number of the next round of a request."""
    number = select(func.coalesce(func.max(Round.number), 0)).where(Round.linkage_id == linkage.id)
    return session.scalars(number).one() + 1


def as_whom(offer: Offer) -> str:
    """What is written beside an answer: whether it is a member of staff's."""
    return STAFF_GOES if offer.as_staff else ""


def terms_of(session: Session, linkage: Linkage) -> Terms:
    """What its organisation chose for questions, and which of its champions may be asked at night."""
    house = House.of(linkage.organisation.constants)
    return Terms(house.window, house.day, asked_at_night(session, linkage.organisation_id))


def leaves_today(linkage: Linkage, now: datetime) -> bool:
    """Do they leave hospital or treatment today, or did they before?"""
    return linkage.discharge_on is not None and linkage.discharge_on <= local_day(now, LONDON)


def _closing(session: Session, linkage: Linkage, whom: Sequence[str], now: datetime) -> datetime:
    terms = terms_of(session, linkage)
    return terms.closes(whom, now, terms.open_for(leaves_today(linkage, now)))


def _offer(session: Session, made: Round, whom: Asked, now: datetime) -> None:
    offer = Offer(round_id=made.id, linkage_id=made.linkage_id, champion_id=whom.champion_id, made_at=now)
    offer.why, offer.as_staff = whom.why, whom.as_staff
    try:
        with session.begin_nested():
            session.add(offer)
            session.flush()
    except IntegrityError:
        raise CannotAsk(_("They are being asked about somebody else at this moment.")) from None
