"""How a champion and whoever looks after them reach each other: by the way that each of them chose."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.champions.models import Champion
from app.champions.queries.candidates import supervisors
from app.champions.queries.looking_after import coordinators
from app.notices.queries.reach import reach_of
from app.notices.rules.reach import Wish
from app.people.models import Person


@dataclass(frozen=True, slots=True)
class Ways:
    """A person with the ways that are theirs; "" for one that they have not, or do not wish to be reached by. `inside`:
    they would rather have nothing but what the site says."""

    person_id: str
    name: str
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    inside: bool = False


def ways_to(session: Session, person: Person) -> Ways:
    """To one person. Who said that they want no contact, or that they read only here, is shown with none."""
    reach = reach_of(session, person.id)
    if reach.do_not_contact or reach.wish is Wish.INSIDE:
        return Ways(person.id, person.name, inside=True)
    by_text, by_mail = bool(person.phone) and reach.wish is Wish.TEXT, bool(person.email) and reach.wish is Wish.EMAIL
    return Ways(person.id, person.name, "" if by_mail else person.phone, "" if by_text else person.email)


def ways_to_supervisor(session: Session, champion: Champion) -> tuple[Ways, ...]:
    """To whoever looks after a champion; where nobody does, to those who coordinate there."""
    here = champion.holding.organisation_id or ""
    named = champion.supervisor_id if champion.supervisor_id in supervisors(session, here) else None
    found = [named] if named else coordinators(session, here)
    people = [session.get(Person, each) for each in found if each != champion.holding.person_id]
    return tuple(ways_to(session, each) for each in people if each and each.suspended_at is None)
