"""What waits for a coordinator: one list, people before chores, then by when it is due; all else by where it stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.rules.words import clock
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.speech import _
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.covers import acting
from app.linkage.referral.queries.labels import of_requests
from app.linkage.referral.queries.linkages import caseload, next_due, of_organisations
from app.linkage.referral.queries.soon import soon_of
from app.linkage.referral.rules.house import House
from app.linkage.referral.rules.notice import day_of
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.tasks import rank
from app.linkage.standing.queries.chores import Ask, asks_of
from app.linkage.standing.rules.exceptions import Caseload
from app.people.models import Organisation, Person

IN_OUR_HANDS = frozenset({
    State.RECEIVED, State.TRIAGE, State.WAITING, State.OUTREACH, State.REENGAGING, State.SAFETY_HOLD
})  # fmt: skip
"""States in which somebody of the staff has to act before anything happens."""

LAST = datetime.max.replace(tzinfo=UTC)

NOBODY_ASKED = frozenset({State.RECEIVED, State.TRIAGE, State.WAITING})


@dataclass(frozen=True, slots=True)
class Line:
    """A request as the worklist shows it. `asks` are its open tasks, `due_at` the next thing that is due.
    `stands_in_for`: the name of a colleague who has it and is away. `soon`: "Tonight 7pm" where they wish to go so soon
    that nobody would be asked in time; `by_tonight`: when nobody can be asked for it any more."""

    linkage: Linkage
    name: str
    stands_in_for: str
    asks: tuple[Ask, ...]
    due_at: datetime | None
    is_late: bool
    is_mine: bool
    is_urgent: bool
    rank: int
    soon: str = ""
    by_tonight: datetime | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """`first`: what somebody has to act on, the most urgent kinds first, then soonest due. `others` by state, longest
    wait first. `counts`: all of them by state."""

    first: tuple[Line, ...]
    others: dict[State, list[Line]]
    counts: dict[State, int]


def board(session: Session, organisations: Sequence[str], person_id: str, now: datetime) -> Board:
    """The worklist of a coordinator."""
    covers = {each: acting(session, each, now) for each in organisations if each}
    away = {absent for found in covers.values() for absent, cover in found.items() if cover == person_id}
    names = {each.id: each.name for each in session.scalars(select(Person).where(Person.id.in_(away)))} if away else {}
    found = of_organisations(session, organisations)
    asks = asks_of(session, found, person_id, now)
    called = of_requests(found)
    lines = [
        replace(_line(linkage, asks[linkage.id], person_id, names, now), name=called[linkage.id]) for linkage in found
    ]
    lines = [_soon(session, each, now) for each in lines]
    first = [each for each in lines if each.asks or each.linkage.state in IN_OUR_HANDS]
    today = local_day(now, LONDON)
    first.sort(
        key=lambda each: (
            each.rank, not _leaves_today(each, today), each.by_tonight or LAST, not each.is_late, each.due_at or now,
            each.linkage.asked_at,
        )
    )  # fmt: skip
    others: dict[State, list[Line]] = {}
    for each in lines:
        if each not in first:
            others.setdefault(each.linkage.state, []).append(each)
    counts = Counter(each.linkage.state for each in lines if each.linkage.is_live)
    return Board(
        tuple(first),
        {state: others[state] for state in State if state in others},
        {state: counts[state] for state in State if counts[state]},
    )


def _leaves_today(line: Line, today: date) -> bool:
    """Do they leave hospital or treatment today, or have they, and nobody is asked yet? Their keyworker was told that
    this stands first."""
    leaves = line.linkage.discharge_on
    return leaves is not None and leaves <= today and line.linkage.state in NOBODY_ASKED


def caseloads(session: Session, organisations: Sequence[str], person_id: str) -> list[tuple[str, Caseload]]:
    """In each organisation, by name, how many requests somebody looks after and how many at most."""
    found = session.scalars(select(Organisation).where(Organisation.id.in_(organisations)).order_by(Organisation.name))
    return [
        (each.name, Caseload(caseload(session, each.id, person_id), House.of(each.constants).caseload))
        for each in found
    ]


def _soon(session: Session, line: Line, now: datetime) -> Line:
    """Who would go tonight is due before the evening, whatever is promised for later."""
    found = soon_of(session, line.linkage, now)
    if found is None:
        return line
    wall = found.starts.astimezone(zone_of(LONDON))
    words = _("{day}, {time}", day=day_of(found.starts, now), time=clock(wall))
    due_at = min(line.due_at or found.told_at, found.told_at)
    return replace(line, soon=words, by_tonight=found.told_at, due_at=due_at, is_late=due_at <= now)


def _line(linkage: Linkage, asks: list[Ask], person_id: str, away: dict[str, str], now: datetime) -> Line:
    tasks = [each for each in linkage.tasks if each.done_at is None]
    due = min([each.due_at for each in tasks] + ([found] if (found := next_due(linkage)) else []), default=None)
    return Line(
        linkage=linkage,
        name=linkage.name,
        asks=tuple(asks),
        due_at=due,
        is_late=bool(tasks) and min(each.due_at for each in tasks) <= now,
        stands_in_for=away.get(linkage.holder_id or "", ""),
        is_mine=linkage.holder_id == person_id or linkage.holder_id in away,
        is_urgent=linkage.discharge_on is not None,
        rank=rank(each.kind for each in tasks),
    )
