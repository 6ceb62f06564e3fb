"""What happened to a request, in words for staff."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.speech import _, marked
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.said import STATES, when
from app.linkage.referral.rules.states import State
from app.people.models import Person

WHAT = {
    "asked": marked("A champion was asked"),
    "declined": marked("A champion said not this time"),
    "expired": marked("A champion did not answer in time"),
    "undone": marked("A champion took their answer back"),
    "recalled": marked("The question was taken back"),
    "taken": marked("Somebody else looks after it"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line: when, what, and who did it ("" for the site itself)."""

    when: str
    what: str
    who: str


def timeline(session: Session, linkage: Linkage, now: datetime) -> list[Event]:
    """Latest first."""
    ids = {each.actor_id for each in linkage.happenings} - {""}
    names = {each.id: each.name for each in session.scalars(select(Person).where(Person.id.in_(ids)))}
    return [
        Event(when(each.at, now), _words(each.what, each.went_to), names.get(each.actor_id, ""))
        for each in reversed(linkage.happenings)
    ]


def _words(what: str, went_to: str) -> str:
    return _(STATES[State(went_to)]) if went_to else _(WHAT.get(what, what))
