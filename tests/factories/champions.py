"""Champions for tests: one who may be asked, unless it is said otherwise."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from app.champions.models import Champion, ChampionCheck, ChampionCourse, ChampionSlot, Supervision
from app.champions.rules.checks import ACCOMPANY, Level
from app.champions.rules.constants import INDUCTION
from app.champions.rules.words import Status
from app.kernel.roles import Appointment, Role
from app.people.models import Holding, Organisation, Person
from app.seal import new_id
from tests.factories.persons import person

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)
TODAY = date(2026, 12, 21)


def supervisor(session: Session, at: Organisation, name: str = "Cora") -> Person:
    """A coordinator who is a supervisor of champions."""
    return person(session, name, Role.COORDINATOR, at, Appointment.SUPERVISOR)


def champion(session: Session, held: Holding, supervised_by: Person | None = None, **changes: Any) -> Champion:
    """The profile of somebody who holds the role: ready, and free on Mondays from six to eleven."""
    made = Champion(id=new_id(), holding_id=held.id, made_at=LONG_AGO)
    made.holding, made.status, made.kinds = held, Status.READY, ["community"]
    made.ready_on = made.agreed_on = made.walked_on = made.conversation_on = date(2026, 12, 1)
    made.supervisor_id = supervised_by.id if supervised_by else None
    made.courses = [ChampionCourse(course=each, done_on=date(2026, 11, 1)) for each in INDUCTION]
    made.checks = [check(date(2027, 6, 30))]
    made.supervisions = [Supervision(held_on=date(2026, 12, 10))]
    made.slots = [ChampionSlot(weekday=0, starts=time(18), ends=time(23))]
    for name, value in changes.items():
        setattr(made, name, value)
    session.add(made)
    session.flush()
    return made


def check(good_until: date, activity: str = ACCOMPANY, **changes: Any) -> ChampionCheck:
    """A decision on a basic check, that it suits."""
    made = {"level": Level.BASIC, "suits": True, "decided_on": date(2026, 6, 30), "made_at": LONG_AGO}
    return ChampionCheck(activity=activity, good_until=good_until, **made | changes)
