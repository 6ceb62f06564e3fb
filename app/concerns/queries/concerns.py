"""Concerns: who may read which, which wait, which nobody may read. Whoever has a part in one never finds it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from app.concerns.models import Concern, ConcernPerson
from app.concerns.queries.duty import admins, holders, on_duty
from app.concerns.rules.clocks import NEW, NOW, Circle, is_late
from app.kernel.access import Actor, Relation, Relations, Seat
from app.kernel.roles import Appointment, Role
from app.notices.queries.reach import reached_at
from app.people.models import Organisation, Person
from app.people.queries.covering import stand_ins
from app.seal import ring

CODE_SORT, TELLER_SORT = "concern code", "concern teller"
BOTH = (selectinload(Concern.people), selectinload(Concern.notes))


def by_id(session: Session, concern_id: str, organisation_id: str) -> Concern | None:
    """A concern of an organisation, with all that belongs to it."""
    mine = select(Concern).where(Concern.id == concern_id, Concern.organisation_id == organisation_id)
    return session.scalars(mine.options(*BOTH)).first()


def by_code(session: Session, reference: str, code: str) -> Concern | None:
    """The concern of a reference, for whoever has its code too. A wrong pair costs as much as a missing one."""
    hashes = ring().indexes(f"{reference}\n{code}", CODE_SORT)
    mine = select(Concern).where(Concern.reference == reference, Concern.code_hash.in_(hashes))
    return session.scalars(mine.options(*BOTH)).first()


def relations(concern: Concern | None, person_id: str) -> Relations:
    """How a seat stands to a concern: it belongs to the seat's organisation, and its person has no part in it."""
    apart = concern is None or person_id in {mark.person_id for mark in concern.marks}

    def to(seat: Seat) -> set[Relation]:
        is_ours = not apart and concern is not None and seat.organisation_id == concern.organisation_id
        return {Relation.ORGANISATION} if is_ours else set()

    return to


def readable(session: Session, organisation_id: str, person_id: str) -> list[Concern]:
    """The concerns of an organisation in which this person has no part: open ones first, then the latest."""
    marked = exists().where(
        ConcernPerson.concern_id == Concern.id, ConcernPerson.person_id == person_id, ConcernPerson.ended_at.is_(None)
    )
    mine = select(Concern).where(Concern.organisation_id == organisation_id, ~marked).options(*BOTH)
    return list(session.scalars(mine.order_by(Concern.closed_at.is_not(None), Concern.made_at.desc(), Concern.id)))


def untaken(session: Session) -> list[Concern]:
    """Every concern that is open and that nobody has taken up, the oldest first."""
    wanted = select(Concern).where(Concern.taken_up_at.is_(None), Concern.closed_at.is_(None))
    return list(session.scalars(wanted.options(*BOTH).order_by(Concern.made_at, Concern.id)))


def circle(session: Session, concern: Concern, now: datetime) -> Circle:
    """Whom to tell of it at this moment; nobody who has a part in it. Leads whom a message reaches come first. Raises
    `CannotOpen` while a key is not at hand."""
    apart = {mark.person_id for mark in concern.marks}
    leads = _ids(holders(session, concern.organisation_id, Appointment.SAFEGUARDING_LEAD), apart)
    there = _ids(on_duty(session, concern.organisation_id, now), apart)
    covers = stand_ins(session, concern.organisation_id, now)
    away = [each for each in leads if covers.get(each, each) != each]
    acting = [covers[each] for each in away if covers[each] not in apart]
    beside = [each for each in dict.fromkeys([*there, *acting]) if each not in leads]
    kind = NOW if concern.is_immediate else NEW
    deaf = frozenset(each for each in leads if reached_at(session, each, kind, now) is None)
    by_turn = sorted(leads, key=lambda each: (each in deaf, each in away, each not in there))
    at_once = frozenset(there + acting + away)
    return Circle(tuple(by_turn), tuple(beside), tuple(_ids(admins(session), apart)), at_once, deaf)


def has_reader(session: Session, concern: Concern) -> bool:
    """May anybody read it now?"""
    apart = {mark.person_id for mark in concern.marks}
    return bool(_ids(holders(session, concern.organisation_id, Appointment.SAFEGUARDING_LEAD), apart))


def unreadable(session: Session, actor: Actor) -> list[Organisation]:
    """For who runs the site: the organisations with an open concern that nobody may read, and no more than that. One in
    which they have a part themselves is not among them."""
    if Role.TECHNICAL_ADMIN not in actor.roles:
        return []
    waiting = session.scalars(select(Concern).where(Concern.closed_at.is_(None)).options(*BOTH))
    found = {
        each.organisation.id: each.organisation
        for each in waiting
        if not has_reader(session, each) and actor.person_id not in {mark.person_id for mark in each.marks}
    }
    return sorted(found.values(), key=lambda organisation: organisation.name)


def unheard(session: Session, actor: Actor, now: datetime) -> list[Organisation]:
    """For who runs the site: the organisations with a concern that nobody has taken up, and no message about it reaches
    any of those who may read it. One in which they have a part themselves is not among them."""
    if Role.TECHNICAL_ADMIN not in actor.roles:
        return []
    waiting = [(each.organisation, circle(session, each, now)) for each in untaken(session)]
    found = {at.id: at for at, told in waiting if told.leads and not told.is_heard and actor.person_id in told.admins}
    return sorted(found.values(), key=lambda organisation: organisation.name)


def waiting_for(session: Session, actor: Actor, now: datetime) -> list[tuple[Organisation, int, int]]:
    """For a safeguarding lead: the organisations with open concerns that they may read, how many nobody has taken up,
    and how many of those are late."""
    found = []
    for seat in actor.seats:
        if seat.organisation_id and Appointment.SAFEGUARDING_LEAD in seat.appointments:
            mine = [each for each in readable(session, seat.organisation_id, actor.person_id) if not each.closed_at]
            new = [each for each in mine if each.taken_up_at is None]
            late = [each for each in new if is_late(each.waits_since, None, now)]
            found += [(mine[0].organisation, len(new), len(late))] if mine else []
    return found


def _ids(people: Iterable[Person], apart: set[str]) -> list[str]:
    return [person.id for person in people if person.id not in apart]
