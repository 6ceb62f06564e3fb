"""Bo goes with Ola and Amy, and a lead stops what is his."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.actions import handling, telling
from app.concerns.models import Concern, ConcernNote
from app.concerns.rules.concern import Given, Part, Sort
from app.kernel.roles import Appointment, Role
from app.linkage.matching.actions import rounds
from app.linkage.matching.models import Offer, Walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.people.models import AppointmentHeld, Person
from tests.linkage.cast import NOW, asked, by, champion, cora, hub, person

SITE = "http://localhost"
LATER = NOW + timedelta(hours=1)


@dataclass
class Stopped:
    """Bo goes with Ola, who told us of him, and with Amy, and was asked for Bea; Ines, a lead, stopped what is his."""

    session: Session
    bo: Person
    sid: Person
    ines: Person
    cora: Person
    ola: Linkage
    amy: Linkage
    bea: Linkage
    question: Offer
    concern: Concern

    @property
    def page(self) -> str:
        return f"/organisations/{hub(self.session).slug}/concerns/{self.concern.id}"

    def go_on(self) -> None:
        self.session.rollback()
        handling.resume(self.session, by(self.ines), self.concern, self.bo.id, LATER)
        self.session.commit()

    def state(self, linkage: Linkage) -> State:
        self.session.rollback()
        self.session.expire_all()
        return linkage.state

    def noted(self) -> list[str]:
        self.session.rollback()
        mine = select(ConcernNote).where(ConcernNote.sort == Sort.HOLD_ENDED).order_by(ConcernNote.made_at)
        return [each.words for each in self.session.scalars(mine)]


def lead(session: Session, name: str = "Ines") -> Person:
    made = person(session, name, Role.COORDINATOR)
    session.add(AppointmentHeld(holding_id=made.holdings[0].id, duty=Appointment.SAFEGUARDING_LEAD, since=NOW))
    session.commit()
    return made


def together(session: Session, bo: Person, name: str) -> Linkage:
    linkage = asked(session, person(session, name), State.CONTACTING)
    session.add(Walk(linkage_id=linkage.id, champion_id=bo.id, since=NOW, shares_contact=True))
    session.commit()
    return linkage


def stopped(session: Session) -> Stopped:
    """Written."""
    bo, sid = champion(session, "Bo", cap=5, cap_week=5), champion(session, "Sid")
    hub(session).constants = {"champion_active": 5, "champion_week": 5}
    staff, ines = cora(session), lead(session)
    ola, amy = together(session, bo, "Ola"), together(session, bo, "Amy")
    bea = asked(session, person(session, "Bea"), State.TRIAGE)
    question = rounds.ask(session, by(staff), bea, [rounds.Asked(bo.id), rounds.Asked(sid.id)], NOW).offers[0]
    told = telling.tell(session, hub(session), Given("He would not stop", ref=bo.id), NOW, site=SITE,
                        teller_id=ola.person_id).concern  # fmt: skip
    assert [(each.person_id, each.part) for each in told.marks] == [(bo.id, Part.ABOUT)]
    handling.freeze(session, by(ines), told, bo.id, NOW)
    session.commit()
    return Stopped(session, bo, sid, ines, staff, ola, amy, bea, question, told)
