"""People for tests: Nia in recovery, Cal who walks with her, Sam of the staff."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.people.models import Holding, Organisation, Person

PRESENT = datetime(2026, 12, 21, 18, tzinfo=UTC)


def hub(session: Session) -> Organisation:
    """The one organisation, made when it is first asked for."""
    found = session.get(Organisation, "hub")
    if found is None:
        found = Organisation(id="hub", slug="hub", name="Calder Hub")
        session.add(found)
        session.flush()
    return found


def person(session: Session, name: str = "Nia", *roles: Role) -> Person:
    """Somebody with an account; a newcomer unless it is said otherwise. Committed."""
    made = Person(made_at=PRESENT)
    made.name, made.email = name, f"{name.lower()}@example.org"
    made.holdings = [
        Holding(role=role, organisation_id=hub(session).id, since=PRESENT) for role in roles or (Role.NEWCOMER,)
    ]
    session.add(made)
    session.commit()
    return made
