"""How many asked and how far it got: requests that are here, and the counts of those that were erased."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.kernel.days import LONDON, local_day, to_instant
from app.kernel.speech import _, marked
from app.linkage.referral.models import Count, Entry, Happening, Linkage
from app.linkage.referral.rules.states import STAFF_GOES, State
from app.linkage.referral.rules.tally import (
    MEASURES,
    PART,
    Figures,
    Tally,
    first_day,
    in_words,
    mark_of,
    plain,
    quarter_of,
    quarters,
    reached,
    told,
)

NEVER_SHOWN = and_(Linkage.entry == Entry.SELF, Linkage.proved_at.is_(None), Linkage.state == State.RECEIVED)
COUNTS = and_(Linkage.state != State.DRAFT, ~NEVER_SHOWN)
"""Not counted: what was never sent, and what nobody showed to be theirs and nobody took up."""

ARRIVED = select(func.min(Happening.at)).where(Happening.linkage_id == Linkage.id).correlate(Linkage).scalar_subquery()
"""When a request came to its organisation: one from another organisation was asked before."""

CAME = case((Linkage.entry == Entry.TRANSFER, func.coalesce(ARRIVED, Linkage.asked_at)), else_=Linkage.asked_at)

ENTRIES = {
    Entry.SELF: marked("They asked themselves"),
    Entry.STAFF: marked("Staff asked with them"),
    Entry.WALK_IN: marked("They walked in"),
    Entry.TELEPHONE: marked("By telephone"),
    Entry.CHAMPION: marked("A champion asked with them"),
    Entry.TRANSFER: marked("They came from another organisation"),
}
FOR_AGENCIES = frozenset(Entry) - {Entry.SELF, Entry.TRANSFER}
"""How requests come for which a service may be named."""

AGAIN = ("yes_again",)
"""Why a request goes on with a champion without a question: a yes by telephone."""

WRITTEN = ("said", "plan_proposed", "plan_changed")
"""Words through the site, of whoever did them."""

NOT_NAMED = marked("Services that are not named any more")


@dataclass(frozen=True, slots=True)
class Row:
    """One or more requests, with what they are counted by."""

    quarter: str
    entry: Entry
    agency: str
    tally: Tally


Three = tuple[list[Figures], list[Figures], list[Figures]]


def facts(session: Session, organisation_id: str, now: datetime) -> tuple[Three, Three]:
    """By quarter, by how they came, and by service, of this quarter and the four before: the plain numbers, for who
    sees each request by name; and the same as they may be passed on, small ones not told."""
    rows = list(_rows(session, organisation_id, now))
    shown = quarters(local_day(now, LONDON))
    by_quarter, by_entry, by_agency = (defaultdict[str, Tally](Tally) for _turn in range(3))
    for row in rows:
        by_quarter[row.quarter] += row.tally
        by_entry[row.entry] += row.tally
        if row.entry in FOR_AGENCIES:
            by_agency[row.agency] += row.tally
    quarterly = [(in_words(each), by_quarter[each]) for each in shown if by_quarter[each].asked]
    roads = [(_(ENTRIES[each]), by_entry[each]) for each in Entry if by_entry[each].asked]
    services = sorted(by_agency.items())
    return (plain(quarterly), plain(roads), plain(services)), (told(quarterly), told(roads), told(services))


def states_of(session: Session, ids: Collection[str]) -> dict[str, set[State]]:
    """By request, the states that it has been in."""
    found: dict[str, set[State]] = defaultdict(set)
    moves = select(Happening.linkage_id, Happening.went_to)
    for linkage_id, state in session.execute(moves.where(Happening.linkage_id.in_(ids), Happening.went_to != "")):
        found[linkage_id].add(State(state))
    return found


def went_with_staff(session: Session, ids: Collection[str]) -> set[str]:
    """The requests in which a member of staff went with them: by whose yes was the last before they went."""
    moves = select(Happening.linkage_id, Happening.went_to, Happening.reason)
    moves = moves.where(
        Happening.linkage_id.in_(ids), Happening.went_to.in_((State.ACCEPTED, State.CONTACTING, State.ATTENDED))
    )
    found, by_staff = set[str](), dict[str, bool]()
    for linkage_id, went_to, reason in session.execute(moves.order_by(Happening.linkage_id, Happening.number)):
        if went_to == State.ACCEPTED or reason in AGAIN:
            by_staff[linkage_id] = reason == STAFF_GOES
        if went_to == State.ATTENDED and by_staff.get(linkage_id):
            found.add(linkage_id)
    return found


def in_touch(session: Session, ids: Collection[str]) -> set[str]:
    """The requests of which whoever goes with them has spoken with them, or written through the site."""
    other = Happening.actor_id.not_in(("", Linkage.person_id))
    wrote, spoke = (
        and_(Happening.what.in_(WRITTEN), other),
        and_(Happening.what == "tried", Happening.reason == "spoke"),
    )
    mine = select(Happening.linkage_id).join(Linkage, Linkage.id == Happening.linkage_id)
    return set(session.scalars(mine.where(Happening.linkage_id.in_(ids), or_(wrote, spoke))))


def _rows(session: Session, organisation_id: str, now: datetime) -> Iterator[Row]:
    """What is here, and what was counted when it went."""
    earliest = quarters(local_day(now, LONDON))[-1]
    since = to_instant(first_day(earliest), time.min, LONDON)
    mine = select(Linkage.id, Linkage.entry, CAME.label("came_at"), Linkage.agency).where(
        Linkage.organisation_id == organisation_id, CAME.between(since, now), COUNTS
    )
    here = session.execute(mine).all()
    ids = [each.id for each in here]
    been, spoke, staff = states_of(session, ids), in_touch(session, ids), went_with_staff(session, ids)
    for each in here:
        tally = reached(been[each.id], in_touch=each.id in spoke, with_staff=each.id in staff)
        yield Row(quarter_of(local_day(each.came_at, LONDON)), each.entry, each.agency, tally)
    names = {mark_of(organisation_id, each.agency): each.agency for each in here}
    gone = select(Count).where(Count.organisation_id == organisation_id, Count.quarter >= earliest)
    for count in session.scalars(gone):
        agency = names.get(count.agency_mark, _(NOT_NAMED)) if count.agency_mark else ""
        tally = Tally(*(getattr(count, name) for name in (*MEASURES, PART)))
        yield Row(count.quarter, count.entry, agency, tally)
