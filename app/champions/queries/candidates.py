"""Champions as matching sees them, at one moment."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from app.champions.models import Champion, Supervision
from app.champions.rules.constants import Constants
from app.champions.rules.facts import CandidateFacts
from app.champions.rules.readiness import Facts, clear_until, reasons
from app.champions.rules.times import Away, Slot
from app.champions.rules.words import Gender, Help, Kind, Mode, Tag, parted
from app.kernel.days import LONDON, local_day
from app.kernel.roles import Appointment, Role
from app.people.models import AppointmentHeld, Holding, Organisation, Person
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Found

UNDO = timedelta(minutes=5)
"""So long a talk that was noted can be taken back."""


def candidates(session: Session, organisation_id: str, now: datetime, *, only: str = "") -> list[CandidateFacts]:
    """Every champion who holds the role in this organisation now, ready or not, in the order of their ids; or one."""
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    wanted = whole().where(Holding.organisation_id == organisation_id, Holding.role == Role.CHAMPION, *live)
    wanted = wanted.where(Holding.person_id == only) if only else wanted
    return _seen(session, organisation_id, wanted.order_by(Holding.person_id, Champion.id), now)


def facts(session: Session, person_id: str, organisation_id: str, now: datetime) -> CandidateFacts | None:
    """One person as champion of this organisation, whatever became of the role; None if they never were."""
    held = whole().where(Holding.organisation_id == organisation_id, Holding.person_id == person_id)
    latest = held.where(Holding.role == Role.CHAMPION).order_by(Holding.ended_at.is_not(None), Holding.since.desc())
    return next(iter(_seen(session, organisation_id, latest, now)), None)


def whole() -> Select[Champion]:
    """Champions with all that readiness is told from."""
    role = contains_eager(Champion.holding).options(contains_eager(Holding.person), selectinload(Holding.appointments))
    parts = (Champion.slots, Champion.away, Champion.checks, Champion.courses, Champion.supervisions)
    return (
        select(Champion)
        .join(Champion.holding)
        .join(Holding.person)
        .options(role, *(selectinload(part) for part in parts))
    )


def constants_of(session: Session, organisation_id: str) -> Constants:
    """The numbers that hold in an organisation."""
    return Constants.of(
        session.scalars(select(Organisation.constants).where(Organisation.id == organisation_id)).first()
    )


def supervisors(session: Session, organisation_id: str) -> dict[str, str]:
    """Who may be named as a supervisor here at this moment: names by person."""
    held = (
        select(Person)
        .join(Holding, Holding.person_id == Person.id)
        .join(AppointmentHeld, AppointmentHeld.holding_id == Holding.id)
        .where(Holding.organisation_id == organisation_id, Holding.role == Role.COORDINATOR)
        .where(Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
        .where(AppointmentHeld.duty == Appointment.SUPERVISOR, AppointmentHeld.ended_at.is_(None))
        .order_by(Person.made_at, Person.id)
    )
    return {person.id: person.name for person in session.scalars(held).unique()}


def readiness_of(champion: Champion, supervisors_now: Collection[str]) -> Facts:
    """What readiness is told from."""
    held, decided = champion.holding, {each.activity: each for each in champion.checks}
    return Facts(
        champion.status,
        frozenset(map(Kind, champion.kinds)),
        is_held=held.ended_at is None,
        is_suspended=held.suspended_at is not None or held.person.suspended_at is not None,
        paused_at=champion.paused_at,
        paused_until=champion.paused_until,
        rest_until=champion.rest_until,
        clear={activity: each.good_until for activity, each in decided.items() if each.suits},
        courses=frozenset(each.course for each in champion.courses),
        has_supervisor=champion.supervisor_id in supervisors_now,
        supervised_on=max((each.held_on for each in champion.supervisions), default=None),
        ready_on=champion.ready_on,
        is_agreed=champion.agreed_on is not None,
        has_walked=champion.walked_on is not None,
        has_phone=bool(held.person.phone),
        care=champion.care,
        care_on=local_day(champion.care_at, LONDON) if champion.care_at else None,
    )


def noted_lately(champion: Champion, person_id: str, now: datetime) -> Supervision | None:
    """The talk that this supervisor noted within the last five minutes: it can still be taken back."""
    mine = [each for each in champion.supervisions if each.held_by == person_id and each.noted_at]
    return next((each for each in reversed(mine) if each.noted_at and now - each.noted_at <= UNDO), None)


def point_of(outcode: str) -> tuple[float, float] | None:
    """About the middle of a postcode district; None where nothing, or nothing known, was said."""
    answer = gazetteer().find(outcode) if outcode else None
    return (round(answer.place.lat, 2), round(answer.place.lon, 2)) if isinstance(answer, Found) else None


def _seen(session: Session, organisation_id: str, wanted: Select[Champion], now: datetime) -> list[CandidateFacts]:
    found = session.scalars(wanted).unique().all()
    constants, named = constants_of(session, organisation_id), supervisors(session, organisation_id)
    return [_facts(champion, readiness_of(champion, named), constants, now) for champion in found]


def _facts(champion: Champion, ready: Facts, constants: Constants, now: datetime) -> CandidateFacts:
    held, gender = champion.holding, champion.gender
    return CandidateFacts(
        person_id=held.person_id,
        holding_id=held.id,
        champion_id=champion.id,
        organisation_id=held.organisation_id or "",
        kinds=ready.kinds,
        reasons=reasons(ready, constants, now),
        clear_until=clear_until(ready),
        rest_until=champion.rest_until,
        gender=Gender(gender) if gender else None,
        walks_with=frozenset(map(Gender, parted(champion.walks_with))),
        languages=frozenset(champion.languages),
        routes_willing=frozenset(champion.routes_willing),
        routes_belonging=parted(champion.belongs),
        tags=frozenset(map(Tag, parted(champion.knows))),
        access=frozenset(map(Help, champion.access)),
        point=point_of(champion.home),
        modes=frozenset(map(Mode, champion.modes)),
        minutes=champion.minutes,
        late_minutes=champion.late_minutes,
        slots=tuple(Slot(each.weekday, each.starts, each.ends) for each in champion.slots),
        away=tuple(Away(each.first, each.last) for each in champion.away),
        cap=_least(champion.cap, constants.active),
        cap_week=_least(champion.cap_week, constants.week),
        any_hour=champion.any_hour,
        again=champion.again,
        meets=parted(champion.meets),
    )


def _least(own: int | None, most: int) -> int:
    return most if own is None else min(own, most)
