"""Asking another organisation to look after somebody, and taking that back. Until it has said yes nothing changes: the
request, what is due, its champion and its plan stay where they are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.concerns.queries.duty import holders
from app.consent.actions.agreements import agree, use_up
from app.consent.rules.texts import HAND_OVER
from app.kernel.access import Warrant
from app.kernel.roles import Appointment
from app.kernel.speech import _, marked
from app.linkage.handover.models import Handover
from app.linkage.handover.queries import handovers
from app.linkage.handover.rules.handover import (
    ALLOWED,
    STOPPED,
    TIMER,
    UNANSWERED,
    CannotHandOver,
    Ending,
    May,
    check_ask,
)
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import Moved, note
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.queries.covers import acting, instead, there
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.timing import HANDOVER, after
from app.notices.actions.telling import tell, untell
from app.people.models import Organisation
from app.places.models import Nation
from app.places.queries import bank_holidays
from app.places.rules.values import Place

ASKED = marked("Somebody would like to be looked after by you instead of another organisation. Please answer in time.")
LATE = marked("Somebody has waited two working days for an answer: would you look after them?")


@dataclass(frozen=True, slots=True)
class Wish:
    """Which organisation is asked, where they will be then, and by which road they agreed."""

    organisation: Organisation
    near: Place | None
    how: str = "page"


def ask(session: Session, by: Warrant, linkage: Linkage, wish: Wish, now: datetime) -> Handover:
    """Ask another organisation, with a fresh agreement to this one question. Raises `CannotHandOver`."""
    check_ask(linkage.state)
    if handovers.of_person(session, linkage.person_id):
        raise CannotHandOver(_("One organisation is being asked already. Take that back first to ask another one."))
    if wish.organisation.id not in {each.id for each in handovers.others(session, linkage, wish.near)}:
        raise CannotHandOver(_("Choose one of the organisations in the list."))
    use_up(session, linkage.person_id, HAND_OVER, now)
    agree(session, by, linkage.person_id, HAND_OVER, now, how=wish.how)
    area = handovers.area_of(session, wish.near)
    due_at = after(now, HANDOVER, bank_holidays(Nation.ENGLAND_AND_WALES))
    made = Handover(
        linkage_id=linkage.id, organisation_id=wish.organisation.id, asked_by=by.actor.person_id, how=wish.how,
        area_id=area.id if area else None, made_at=now, due_at=due_at,
    )  # fmt: skip
    made.near = wish.near.slug if wish.near else ""
    session.add(made)
    session.flush()
    timers.begin(session, linkage, TIMER, now, due_at=made.due_at, subject=made.id)
    note(session, linkage, "handover_asked", by, now)
    for person_id in there(session, made.organisation_id, now):
        say(session, made, person_id, ASKED, now)
    return made


def take_back(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> None:
    """They would rather stay: nobody there sees anything of it any more. Raises `CannotHandOver` once it is settled."""
    found = handovers.standing(session, linkage.id)
    if found is None:
        raise CannotHandOver(_("This was answered already."))
    end(session, found, Ending.TAKEN_BACK, now)
    note(session, linkage, "handover_back", by, now)


def end(session: Session, found: Handover, ending: Ending, now: datetime) -> None:
    """A question is over; what was agreed to for it is used up."""
    found.ended_at, found.ending = now, ending
    untell(session, "task_due", found.id)
    timers.end(session, found.linkage, [TIMER], now)
    tasks.finish(session, found.linkage, now, kinds=[UNANSWERED])
    session.flush()
    use_up(session, found.linkage.person_id, HAND_OVER, now)


def unanswered(session: Session, linkage: Linkage, timer: Timer, now: datetime) -> None:
    """Nobody answered in time: who leads there is told, and who has the request asks. For `timers.WHEN_DUE`."""
    found = handovers.standing(session, linkage.id)
    if found is None or found.id != timer.subject:
        return
    found.late_at = now
    note(session, linkage, UNANSWERED, None, now)
    tasks.give(session, linkage, UNANSWERED, now)
    leading = [each.id for duty in Appointment for each in holders(session, found.organisation_id, duty)]
    leading = instead(acting(session, found.organisation_id, now), leading)
    for person_id in leading or there(session, found.organisation_id, now):
        say(session, found, person_id, LATE, now, cycle=2)


WHEN_DUE = {TIMER: unanswered}
"""What the timer of this part does when it is over."""


def on_move(session: Session, moved: Moved, now: datetime) -> None:
    """A question ends with the request it is about, and while everything is on hold. For `moving.ON_MOVE`."""
    found = handovers.standing(session, moved.linkage.id) if ALLOWED[moved.went_to] is May.END else None
    if found:
        end(session, found, Ending.OVER, now)
        if moved.went_to is State.SAFETY_HOLD:
            tasks.give(session, moved.linkage, STOPPED, now)


def taken_back(session: Session, person_id: str, purpose: str, now: datetime) -> None:
    """Without their yes nobody else sees their request. For `consent.actions.agreements.ON_WITHDRAWN`."""
    for found in handovers.of_person(session, person_id) if purpose == HAND_OVER else ():
        end(session, found, Ending.TAKEN_BACK, now)
        note(session, found.linkage, "handover_back", None, now)


def say(session: Session, about: Handover, person_id: str, said: str, now: datetime, *, cycle: int = 1) -> None:
    """Tell a coordinator of the organisation that is asked; nothing of who it is."""
    values = {"link": f"/arriving/{about.id}", "said": _(said)}
    tell(session, person_id, "task_due", f"{about.id}:{cycle}", values=values, now=now)
