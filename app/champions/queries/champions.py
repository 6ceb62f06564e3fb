"""Champions of an organisation with what each still needs; one's own; and who would like to become one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.champions.models import Application, Champion
from app.champions.queries.candidates import constants_of, readiness_of, supervisors, whole
from app.champions.rules.constants import Constants
from app.champions.rules.next_step import Step, is_asked, next_step
from app.champions.rules.readiness import LACKING, Facts, Reason, missing, needs, reasons, standing, supervision_due
from app.champions.rules.waiting import Waiting, waiting
from app.champions.rules.words import Kind, Standing, Status, Visibility
from app.kernel.days import LONDON, local_day
from app.kernel.roles import Role
from app.people.models import Holding, Invitation, Organisation
from app.people.rules.contact import Contact
from app.seal import ring


@dataclass(frozen=True, slots=True)
class Seen:
    """A champion as those see them who look after champions. `needs` is what is still wanted before they are ready,
    `reasons` why nothing new is asked now."""

    champion: Champion
    facts: Facts
    constants: Constants
    standing: Standing
    needs: tuple[Reason, ...]
    reasons: tuple[Reason, ...]
    waiting: tuple[Waiting, ...]
    supervisor: str
    supervision_due: date | None

    @property
    def name(self) -> str:
        """The name to use."""
        return self.champion.holding.person.name

    @property
    def unsaid(self) -> tuple[str, ...]:
        """What they have not said themselves, without which nobody asks them: when they can go, and from where."""
        own = self.champion
        return tuple(name for name, is_said in (("times", own.slots), ("going", own.home and own.modes)) if not is_said)

    @property
    def is_asked(self) -> bool:
        """Is something new asked of them, where they are ready?"""
        return is_asked(self.standing, self.reasons)

    @property
    def next_step(self) -> Step | None:
        """What comes next, as they read it themselves."""
        goes, here = Kind.COMMUNITY in self.facts.kinds, self.champion.holding.organisation
        others = [each for each in dict.fromkeys((*self.needs, *self.reasons)) if each in LACKING]
        return next_step(
            self.standing, self.reasons, missing((each for each in others if each is not Reason.PHONE), self.facts,
            self.constants), self.unsaid if goes else (), has_phone=Reason.PHONE not in self.needs,
            here=f"/champion/{self.champion.id}", who=self.supervisor or (here.name if here else ""),
        )  # fmt: skip

    @property
    def is_rung(self) -> bool:
        """Can somebody ring them when they are out, or do they not go with anybody yet? Who gets ready reads it among
        what is still to come."""
        goes = self.standing in (Standing.READY, Standing.PAUSED) and Kind.COMMUNITY in self.facts.kinds
        return self.facts.has_phone or not goes

    @property
    def is_on_the_way(self) -> bool:
        """Is what is still needed worth telling? Not of somebody who has stopped."""
        return self.standing in (Standing.PREPARING, Standing.READY, Standing.PAUSED)


def of_organisation(session: Session, organisation_id: str, now: datetime) -> list[Seen]:
    """Everybody who holds the role here, suspended ones too, in the order in which they stand."""
    here = whole().where(Holding.organisation_id == organisation_id, Holding.role == Role.CHAMPION)
    found = session.scalars(here.where(Holding.ended_at.is_(None)).order_by(Champion.made_at, Champion.id)).unique()
    constants, named = constants_of(session, organisation_id), supervisors(session, organisation_id)
    order = list(Standing)
    seen = [_seen(champion, constants, named, now) for champion in found]
    return sorted(seen, key=lambda each: (order.index(each.standing), each.name.casefold()))


def one(session: Session, organisation_id: str, champion_id: str, now: datetime) -> Seen | None:
    """One champion of an organisation."""
    return _first(session, Champion.id == champion_id, Holding.organisation_id == organisation_id, now=now)


def own(session: Session, person_id: str, champion_id: str, now: datetime) -> Seen | None:
    """Somebody's own profile, while they hold the role."""
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None))
    return _first(session, Champion.id == champion_id, Holding.person_id == person_id, *live, now=now)


def all_of(session: Session, person_id: str, now: datetime) -> list[Seen]:
    """Somebody as champion of each organisation in which they hold the role now."""
    live = (Holding.person_id == person_id, Holding.ended_at.is_(None), Holding.suspended_at.is_(None))
    ids = select(Champion.id).join(Champion.holding).where(*live).order_by(Champion.made_at, Champion.id)
    return [each for found in session.scalars(ids).all() if (each := own(session, person_id, found, now))]


def first_names(session: Session, organisation_id: str, now: datetime) -> list[str]:
    """The names of ready champions who let theirs stand on the public page, in the order of the alphabet."""
    seen = of_organisation(session, organisation_id, now)
    ready = [each for each in seen if each.standing is Standing.READY and not each.needs]
    return sorted(each.name for each in ready if each.champion.visibility is Visibility.FIRST_NAME)


def experienced(session: Session, organisation_id: str, but: str, now: datetime) -> list[tuple[str, str]]:
    """Who may be beside somebody at their first walk: champions who were made ready, as (person, name)."""
    held = of_organisation(session, organisation_id, now)
    return [
        (each.champion.holding.person_id, each.name)
        for each in held
        if each.champion.status is Status.READY and each.champion.id != but
    ]


def welcoming(session: Session) -> list[Organisation]:
    """Organisations that people may offer their help to: those that serve an area and have a coordinator."""
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None))
    staffed = select(Holding.organisation_id).where(Holding.role == Role.COORDINATOR, *live)
    served = select(Organisation).where(Organisation.areas.any(), Organisation.id.in_(staffed))
    return list(session.scalars(served.order_by(Organisation.name)))


def all_applications(session: Session, organisation_id: str) -> list[Application]:
    """Who would like to help here, the longest wait first."""
    here = select(Application).where(Application.organisation_id == organisation_id)
    return list(session.scalars(here.order_by(Application.made_at, Application.id)))


def application(session: Session, organisation_id: str, application_id: str) -> Application | None:
    """One of them."""
    found = session.get(Application, application_id)
    return found if found and found.organisation_id == organisation_id else None


def application_of(session: Session, organisation_id: str, contact: Contact) -> Application | None:
    """What somebody with this address wrote to this organisation."""
    indexes = ring().indexes(contact.text, "contact")
    wanted = select(Application).where(Application.organisation_id == organisation_id)
    return session.scalars(wanted.where(Application.contact_index.in_(indexes))).first()


def applications_by(session: Session, contacts: Collection[str]) -> list[Application]:
    """Everything that was written from these addresses, to whichever organisation."""
    indexes = [index for contact in contacts for index in ring().indexes(contact, "contact")]
    return list(session.scalars(select(Application).where(Application.contact_index.in_(indexes))))


def is_invited(session: Session, application: Application, present: datetime) -> bool:
    """Does an invitation wait for them to take it up?"""
    last = session.get(Invitation, application.invitation_id) if application.invitation_id else None
    return bool(last and last.spent_at is None and last.withdrawn_at is None and last.ends_at > present)


def how_many_applied(session: Session, organisation_id: str) -> int:
    """How many would like to help and have not been invited."""
    open_ones = (Application.organisation_id == organisation_id, Application.invitation_id.is_(None))
    return session.scalars(select(func.count()).select_from(Application).where(*open_ones)).one()


def _first(session: Session, *where: ColumnElement[bool], now: datetime) -> Seen | None:
    found = session.scalars(whole().where(*where)).unique().first()
    if found is None:
        return None
    here = found.holding.organisation_id or ""
    return _seen(found, constants_of(session, here), supervisors(session, here), now)


def _seen(champion: Champion, constants: Constants, named: dict[str, str], now: datetime) -> Seen:
    facts, today = readiness_of(champion, named), local_day(now, LONDON)
    stepped = local_day(champion.stepped_back_at, LONDON) if champion.stepped_back_at else None
    return Seen(
        champion,
        facts,
        constants,
        standing(facts, today),
        needs(facts, constants, now),
        reasons(facts, constants, now),
        tuple(waiting(facts, constants, stepped, now)),
        named.get(champion.supervisor_id or "", ""),
        supervision_due(facts, constants),
    )
