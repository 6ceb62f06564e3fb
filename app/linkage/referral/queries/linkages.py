"""Finding linkages, and how somebody's seat stands to one."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.consent.queries.agreements import agrees
from app.consent.rules.texts import COMPANY
from app.kernel.access import Relation, Relations, Seat
from app.kernel.roles import Role
from app.linkage.referral.models import Linkage, Task, Timer
from app.linkage.referral.rules.states import ALONG, LIVE, State
from app.linkage.referral.rules.tasks import LYING


def held(session: Session, linkage_id: str) -> Linkage | None:
    """A linkage, held until this transaction ends: nobody else moves it meanwhile."""
    mine = _whole().where(Linkage.id == linkage_id).with_for_update(of=Linkage)
    return session.scalars(mine.execution_options(populate_existing=True)).first()


def one(session: Session, linkage_id: str) -> Linkage | None:
    """A linkage, to be read."""
    return session.scalars(_whole().where(Linkage.id == linkage_id)).first()


def by_page(session: Session, page: str) -> Linkage | None:
    """The linkage whose own page has this name."""
    return session.scalars(_whole().where(Linkage.page == page)).first()


def of_person(session: Session, person_id: str) -> list[Linkage]:
    """Somebody's own, newest first; of one that went to another organisation that which goes on."""
    mine = _whole().where(Linkage.person_id == person_id, Linkage.state != State.DRAFT)
    is_over = Linkage.state == State.WITHDRAWN
    return list(session.scalars(mine.order_by(Linkage.asked_at.desc(), is_over, Linkage.since.desc(), Linkage.id)))


def others(session: Session, linkage: Linkage) -> list[Linkage]:
    """What else the same person asked for that goes on, newest first."""
    return [each for each in of_person(session, linkage.person_id) if each.is_live and each.id != linkage.id]


def taken_back(session: Session, person_id: str) -> Linkage | None:
    """Their latest request, if it was taken back and they still let us keep what they wish for."""
    latest = next(iter(of_person(session, person_id)), None)
    is_over = latest is not None and latest.state is State.WITHDRAWN
    return latest if is_over and agrees(session, person_id, COMPANY) else None


def of_referrer(session: Session, person_id: str) -> list[Linkage]:
    """Those that somebody referred, newest first."""
    mine = _whole().where(Linkage.referrer_id == person_id, Linkage.state != State.DRAFT)
    return list(session.scalars(mine.order_by(Linkage.asked_at.desc(), Linkage.id)))


def of_organisations(session: Session, ids: Sequence[str], states: Sequence[State] = ()) -> list[Linkage]:
    """Those of some organisations, longest wait first. Unless states are named: all that go on, and those that are over
    and of which something is still to be seen to."""
    asks = exists().where(Task.linkage_id == Linkage.id, Task.done_at.is_(None))
    wanted = Linkage.state.in_(states) if states else Linkage.state.in_(sorted(LIVE)) | asks
    mine = _whole().where(Linkage.organisation_id.in_(ids), wanted)
    tasks = selectinload(Linkage.tasks)
    return list(
        session.scalars(mine.options(tasks, selectinload(Linkage.timers)).order_by(Linkage.asked_at, Linkage.id))
    )


def relations_to(linkage: Linkage | None, person_id: str) -> Relations:
    """How a seat of a person stands to a linkage: as a newcomer it is their own; they referred (case); or it belongs to
    the organisation of the seat."""

    def relations(seat: Seat) -> set[Relation]:
        return set() if linkage is None else set(_relations(seat, linkage, person_id))

    return relations


def in_nobodys_hands(session: Session, has_round: Select[str] | None = None, *, of: str = "") -> list[str]:
    """The ids of live linkages without an open timer, an open task or an open round: there may be none. `has_round`
    selects the ids of those with an open round; `of` asks of one alone."""
    timer = exists().where(Timer.linkage_id == Linkage.id, Timer.done_at.is_(None), Timer.kind.not_in(ALONG))
    task = exists().where(Task.linkage_id == Linkage.id, Task.done_at.is_(None))
    forgotten = select(Linkage.id).where(Linkage.state.in_(sorted(LIVE)), ~timer, ~task)
    if of:
        forgotten = forgotten.where(Linkage.id == of)
    if has_round is not None:
        forgotten = forgotten.where(Linkage.id.not_in(has_round))
    return list(session.scalars(forgotten.order_by(Linkage.id)))


def lying(session: Session, now: datetime) -> list[Task]:
    """Open tasks that were due so long ago that whoever they were given to does not have them in hand."""
    mine = select(Task).join(Linkage, Linkage.id == Task.linkage_id).where(Task.done_at.is_(None))
    mine = mine.where(Task.due_at <= now - LYING, Linkage.state != State.WITHDRAWN)
    return list(session.scalars(mine.options(joinedload(Task.linkage)).order_by(Task.due_at, Task.id)))


def caseload(session: Session, organisation_id: str, person_id: str) -> int:
    """How many live requests of an organisation a coordinator looks after."""
    mine = (Linkage.organisation_id == organisation_id, Linkage.holder_id == person_id)
    return session.scalars(select(func.count()).where(*mine, Linkage.state.in_(sorted(LIVE)))).one()


def asked_for_by(session: Session, referrers: Collection[str]) -> dict[str, int]:
    """For how many people, whose requests go on, each of them asked; who asked for nobody may be missing."""
    mine = (Linkage.referrer_id.in_(referrers), Linkage.state.in_(sorted(LIVE)))
    counted = select(Linkage.referrer_id, func.count(Linkage.person_id.distinct())).where(*mine)
    found = session.execute(counted.group_by(Linkage.referrer_id))
    return {person_id: count for person_id, count in found if person_id}


def next_due(linkage: Linkage) -> datetime | None:
    """When the next thing is due."""
    return min((timer.due_at for timer in linkage.timers if timer.done_at is None), default=None)


def _relations(seat: Seat, linkage: Linkage, person_id: str) -> Iterator[Relation]:
    if seat.role is Role.NEWCOMER and linkage.person_id == person_id:
        yield Relation.OWN
    if seat.organisation_id == linkage.organisation_id and linkage.person_id != person_id:
        yield Relation.ORGANISATION
    if linkage.referrer_id == person_id:
        yield Relation.CASE


def _whole() -> Select[Linkage]:
    return select(Linkage).options(joinedload(Linkage.person), joinedload(Linkage.organisation))
