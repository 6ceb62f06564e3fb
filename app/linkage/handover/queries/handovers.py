"""Finding handovers: the one that stands, the last one, those that wait for an answer here."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, joinedload

from app.kernel.access import Relation, Relations, Seat
from app.kernel.postcode import find_in, is_full, sector_of
from app.kernel.roles import Role
from app.linkage.handover.models import Handover
from app.linkage.handover.rules.handover import ALLOWED, LONGEST_PLACE, MOST_AT_ONCE, OUT, Ending, May
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.queries.asking import place, who_helps
from app.linkage.referral.rules.states import State
from app.people.models import Holding, Organisation, Person
from app.people.queries.people import by_id
from app.places.models import Area
from app.places.queries import area_by_name
from app.places.rules.values import Place


def one(session: Session, handover_id: str) -> Handover | None:
    """A question, to be read."""
    return session.scalars(_whole().where(Handover.id == handover_id)).first()


def standing(session: Session, linkage_id: str) -> Handover | None:
    """The question that stands about a request."""
    return session.scalars(_whole().where(Handover.linkage_id == linkage_id, Handover.ended_at.is_(None))).first()


def latest(session: Session, linkage_id: str) -> Handover | None:
    """The last one, whatever became of it."""
    mine = _whole().where(Handover.linkage_id == linkage_id).order_by(Handover.made_at.desc(), Handover.id).limit(1)
    return session.scalars(mine).first()


def arriving(session: Session, organisations: Sequence[str]) -> list[Handover]:
    """Those that wait for an answer of these organisations, soonest due first; none about a person who works there."""
    mine = _whole().where(Handover.organisation_id.in_(organisations), Handover.ended_at.is_(None))
    return list(session.scalars(mine.order_by(Handover.due_at, Handover.id)))


def of_person(session: Session, person_id: str) -> list[Handover]:
    """All that stand about somebody."""
    theirs = _whole().join(Linkage, Linkage.id == Handover.linkage_id).where(Linkage.person_id == person_id)
    return list(session.scalars(theirs.where(Handover.ended_at.is_(None)).order_by(Handover.id)))


def moved_to(session: Session, linkage: Linkage) -> Linkage | None:
    """Where a request goes on that another organisation looks after now."""
    last = latest(session, linkage.id)
    return last.next if last and last.ending is Ending.ACCEPTED and linkage.state is State.WITHDRAWN else None


def may_ask(linkage: Linkage) -> bool:
    """May another organisation be asked about it?"""
    return ALLOWED[linkage.state] is May.ASK


def is_out(session: Session, linkage_id: str) -> bool:
    """Is a champion still watched over on their way home?"""
    runs = exists().where(Timer.linkage_id == linkage_id, Timer.kind.in_(OUT), Timer.done_at.is_(None))
    return bool(session.scalar(select(runs)))


def asked_of(found: Handover | None) -> Relations:
    """How a seat stands to a question: it is, or was, asked of its organisation."""

    def relations(seat: Seat) -> Iterator[Relation]:
        if found and seat.organisation_id == found.organisation_id:
            yield Relation.ORGANISATION

    return lambda seat: set(relations(seat))


def place_of(typed: str) -> Place | None:
    """The place that is meant; a whole postcode is cut to its sector. None where it is not clear."""
    typed = typed[:LONGEST_PLACE].strip()
    if postcode := find_in(typed) or (typed if is_full(typed) else ""):
        typed = sector_of(postcode)
    return place(typed) if typed else None


def area_of(session: Session, near: Place | None) -> Area | None:
    """In which area a place lies."""
    return area_by_name(session, near.authority.name) if near and near.authority else None


def others(session: Session, linkage: Linkage, near: Place | None) -> list[Organisation]:
    """Which organisations can be asked: those that look after requests where somebody will be; without a place all, as
    long as they are few. Never the one that has it, nor one in which they work or help themselves."""
    person = by_id(session, linkage.person_id)
    helps = (
        {held.organisation_id for held in person.live_holdings if held.role is not Role.NEWCOMER} if person else set()
    )
    but = {linkage.organisation_id, *(each for each in helps if each)}
    if near:
        return who_helps(session, area_of(session, near), but)
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    coordinated = select(Holding.organisation_id).join(Person, Person.id == Holding.person_id)
    coordinated = coordinated.where(Holding.role == Role.COORDINATOR, *live)
    all_ = select(Organisation).where(Organisation.id.in_(coordinated), Organisation.id.not_in(but))
    found = list(session.scalars(all_.order_by(Organisation.name, Organisation.id).limit(MOST_AT_ONCE + 1)))
    return found if len(found) <= MOST_AT_ONCE else []


def _whole() -> Select[Handover]:
    about = joinedload(Handover.linkage).options(joinedload(Linkage.person), joinedload(Linkage.organisation))
    return select(Handover).options(about, joinedload(Handover.organisation), joinedload(Handover.next))
