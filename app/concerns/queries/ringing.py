"""Whom those can ring who hear only that a concern waits; and who answers calls at this moment."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.concerns.models import Concern
from app.concerns.queries.concerns import circle, untaken
from app.concerns.queries.duty import on_duty
from app.concerns.rules.clocks import Circle, Waiting, waits_for
from app.kernel.access import Actor
from app.kernel.contact import dialled
from app.kernel.roles import Role
from app.people.models import Organisation, Person
from app.people.queries.covering import stand_ins

FIRST_TWO = 2
"""As many as a text message has room for."""

LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who may read it: how to ring them ("" where we know no number); who stands in while they are away."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    cover: str = field(default="", repr=False)


def waiting(concern: Concern) -> Waiting:
    """A concern as the clocks have it."""
    return Waiting(concern.id, concern.waits_since, concern.is_immediate, len(concern.wakings))


def to_ring(session: Session, concern: Concern, told: Circle, now: datetime) -> tuple[Lead, ...]:
    """Who may read this one, whoever is there first. Nobody who has a part in it, not even as the one who stands in."""
    covers = stand_ins(session, concern.organisation_id, now)
    away = {each for each in told.leads if covers.get(each, each) != each}
    apart = {mark.person_id for mark in concern.marks}
    acting = {each: "" if covers[each] in apart else _name(session, covers[each]) for each in away}
    return tuple(
        Lead(_name(session, each), dialled(session.get_one(Person, each).phone), acting.get(each, ""))
        for each in sorted(told.leads, key=lambda each: each in away)
    )


def in_a_line(leads: tuple[Lead, ...]) -> str:
    """The first of them, names with numbers, as a message has room for; those with a number first."""
    inorder = sorted(leads, key=lambda each: not each.phone)
    return ", ".join(f"{_first(each.name)} {each.phone}".strip() for each in inorder[:FIRST_TWO])


def rings_for(session: Session, actor: Actor, now: datetime) -> list[tuple[Organisation, tuple[Lead, ...]]]:
    """For whoever is told only that something waits: where it does, and whom to ring, each answer once."""
    mine = {seat.organisation_id for seat in actor.seats if seat.role is Role.COORDINATOR}
    found = list[tuple[Organisation, tuple[Lead, ...]]]()
    for each in untaken(session) if mine else []:
        told = circle(session, each, now) if each.organisation_id in mine else Circle()
        if told.on_duty and waits_for(actor.person_id, waiting(each), told, now):
            found.append((each.organisation, to_ring(session, each, told, now)))
    return list(dict.fromkeys(found))


def answering(session: Session, concern: Concern, now: datetime) -> tuple[list[str], list[str]]:
    """The names of those who answer calls now, and of those among them who have a part in the concern."""
    apart, there = {mark.person_id for mark in concern.marks}, on_duty(session, concern.organisation_id, now)
    return [each.name for each in there], [each.name for each in there if each.id in apart]


def _name(session: Session, person_id: str) -> str:
    return session.get_one(Person, person_id).name


def _first(name: str) -> str:
    return " ".join(name.split()[:1])[:LONGEST_NAME]
