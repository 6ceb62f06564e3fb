"""The example champions: who they are, where and when they go, and how far each has come; and who would like to help.

Names of those who sign in stand in the list of people; the others have no way in. Days are told from the day of
loading, and checks and supervision, where no person has noted any, move with it.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.actions.applying import Said, apply
from app.champions.models import Champion, ChampionCheck, ChampionCourse, ChampionSlot, Supervision
from app.champions.rules.checks import Level, needed
from app.champions.rules.constants import INDUCTION
from app.champions.rules.courses import AGREEMENTS
from app.champions.rules.words import Kind, Status, Visibility, joined
from app.demo.sources.drafts import Record, records
from app.directory.models import Listing
from app.kernel.days import LONDON, local_day
from app.kernel.roles import Appointment, Role
from app.people.actions import invitations
from app.people.models import AppointmentHeld, Holding, Organisation, Person
from app.people.rules.contact import Contact
from app.seal import new_id

WORDS = ("about", "gender", "home")
CODES = ("walks_with", "belongs", "knows")
LISTS = ("kinds", "languages", "routes_willing", "access", "modes")
NUMBERS = ("minutes", "late_minutes", "cap")
AGO = timedelta(days=90)


def load_champions(session: Session, organisations: dict[str, Organisation], now: datetime) -> None:
    """Give the example champions their profiles, once; and keep their checks and supervision of today."""
    fresh = 0
    for record in records("champions"):
        held = _held(session, record["name"], organisations[record["organisation"]].id)
        if held is None:
            continue
        known = session.scalars(select(Champion).where(Champion.holding_id == held.id)).first()
        if known is None:
            known, fresh = _profile(session, held, record, now), fresh + 1
        _keep_current(known, record, local_day(now, LONDON), now)
    session.flush()
    for record in records("applications") if fresh else ():
        said = Said(
            record["name"], Contact("email", record["email"]), tuple(map(Kind, record["kinds"])), record["words"]
        )
        wrote = apply(session, organisations[record["organisation"]].id, said, now - timedelta(days=record["days"]))
        if "talked" in record:
            wrote.conversation_on = local_day(now, LONDON) - timedelta(days=record["talked"])
        if record.get("invited"):
            made = invitations.make(session, Role.CHAMPION, wrote.organisation_id, now, name=wrote.name)
            wrote.invitation_id = made.invitation.id
    session.flush()


def _held(session: Session, name: str, organisation_id: str) -> Holding | None:
    held = select(Holding).join(Holding.person).where(Person.is_example, Holding.role == Role.CHAMPION)
    here = session.scalars(held.where(Holding.organisation_id == organisation_id, Holding.ended_at.is_(None)))
    return next((each for each in here if each.person.name == name), None)


def _profile(session: Session, held: Holding, record: Record, now: datetime) -> Champion:
    today = local_day(now, LONDON)
    made = Champion(id=new_id(), holding_id=held.id, made_at=now - AGO)
    made.holding, made.status = held, Status(record["status"])
    for name in WORDS:
        setattr(made, name, record.get(name, ""))
    for name in CODES:
        setattr(made, name, joined(record.get(name, ())))
    for name in LISTS:
        setattr(made, name, record.get(name, []))
    for name in NUMBERS:
        setattr(made, name, record.get(name))
    known = select(Listing.id).where(Listing.source_key.in_(record.get("meets", ())), Listing.is_example)
    made.meets = joined(session.scalars(known.order_by(Listing.id)))
    made.visibility = Visibility(record.get("visibility", Visibility.NOBODY))
    made.slots = [
        ChampionSlot(weekday=day, starts=time(first), ends=time(last)) for day, first, last in record["slots"]
    ]
    made.supervisor_id = _supervisor(session, held.organisation_id)
    _come_so_far(made, record, today, now)
    session.add(made)
    session.flush()
    return made


def _come_so_far(made: Champion, record: Record, today: date, now: datetime) -> None:
    lacks = record.get("lacks", ())
    made.conversation_on = today - AGO
    made.courses = [ChampionCourse(course=each, done_on=today - timedelta(days=60)) for each in INDUCTION]
    if "agreement" not in lacks:
        made.agreement, made.agreed_on = next(iter(AGREEMENTS)), today - timedelta(days=58)
    if "first_walk" not in lacks:
        made.walked_on = today - timedelta(days=56)
    if made.status is not Status.PREPARING:
        made.ready_on = today - timedelta(days=55)
    if made.status is Status.STEPPED_BACK:
        made.stepped_back_at = now - timedelta(days=2)
    if "paused_days" in record:
        made.paused_at = now - timedelta(days=3)
        made.paused_until = today + timedelta(days=record["paused_days"])


def _keep_current(known: Champion, record: Record, today: date, now: datetime) -> None:
    """What nobody has decided or held in person is of today."""
    until = today + timedelta(days=record["check_ends"])
    known.checks = [each for each in known.checks if each.decided_by] + [
        ChampionCheck(activity=activity, level=Level.BASIC, suits=True, decided_on=today - timedelta(days=60),
                      good_until=until, made_at=now - timedelta(days=60))
        for activity in sorted(needed(set(map(Kind, record["kinds"]))))
    ]  # fmt: skip
    on = today - timedelta(days=record["supervised"]) if "supervised" in record else None
    held = [each for each in known.supervisions if each.held_by or each.held_on == on]
    known.supervisions = held + ([Supervision(held_on=on)] if on and on not in {each.held_on for each in held} else [])


def _supervisor(session: Session, organisation_id: str | None) -> str | None:
    found = select(Holding.person_id).join(AppointmentHeld, AppointmentHeld.holding_id == Holding.id)
    here = found.where(Holding.organisation_id == organisation_id, AppointmentHeld.duty == Appointment.SUPERVISOR)
    return session.scalars(here.order_by(Holding.person_id)).first()
