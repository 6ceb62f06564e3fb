"""Who may do what: role and relationship and act, decided from one table. What the table does not say is not allowed.

The table is `app/web/policy.toml`. An act names, for each role, by which relations to the object it is allowed; the
application asks for the relations of a person's seat to an object only when the table could allow something.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from app.kernel.roles import Appointment, Role


class Relation(StrEnum):
    """How somebody who holds a role stands to an object."""

    ANY = "any"
    OWN = "own"
    GROUP = "group"
    AREA = "area"
    ORGANISATION = "organisation"
    CASE = "case"
    GRANTED = "granted"


@dataclass(frozen=True, slots=True)
class Seat:
    """A role held in an organisation (none for the technical admin), with its appointments."""

    holding_id: str
    role: Role
    organisation_id: str | None = None
    appointments: frozenset[Appointment] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who is signed in, and the roles that they hold at this moment."""

    person_id: str
    seats: tuple[Seat, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, in whatever organisation."""
        return frozenset(seat.role for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser in which a person is signed in: who, how far it reaches, and when they last showed that it is them."""

    session_id: str
    actor: Actor
    proved_at: datetime
    is_enrolling: bool = False

    def is_fresh(self, present: datetime, within: timedelta) -> bool:
        """Did they show that it is them within this time?"""
        return present - self.proved_at <= within


@dataclass(frozen=True, slots=True)
class Warrant:
    """The answer yes: this person, in this seat, because of this relation, may do this act."""

    actor: Actor
    seat: Seat
    relation: Relation
    act: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One act of the table: what it says in words, the relations that allow it by role, the appointment it wants, and
    whether the person must just have shown that it is them."""

    act: str
    says: str
    allows: Mapping[Role, frozenset[Relation]]
    needs: Appointment | None = None
    fresh: bool = False

    def may_ever(self, seat: Seat) -> bool:
        """Is there any object on which somebody in this seat may do it?"""
        return bool(self.allows.get(seat.role)) and (self.needs is None or self.needs in seat.appointments)


class UnknownAct(Exception):
    """The table does not know this act."""


Relations = Callable[[Seat], Collection[Relation]]


class Policy:
    """The table, ready to be asked."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = {rule.act: rule for rule in rules}

    def rule(self, act: str) -> Rule:
        """The rule of an act. Raises `UnknownAct`."""
        if act not in self.rules:
            raise UnknownAct(f"The table of access does not know “{act}”.")
        return self.rules[act]

    def may_ever(self, actor: Actor, act: str) -> bool:
        """Is there any object on which this person may do it?"""
        rule = self.rule(act)
        return any(rule.may_ever(seat) for seat in actor.seats)

    def decide(self, actor: Actor, act: str, relations: Relations) -> Warrant | None:
        """The warrant of the first seat that may do this act on an object, or None. Raises `UnknownAct`."""
        rule = self.rule(act)
        for seat in actor.seats:
            if rule.may_ever(seat):
                found = rule.allows[seat.role].intersection(relations(seat))
                if found:
                    return Warrant(actor, seat, min(found), act)
        return None


def nothing_special(_seat: Seat) -> Collection[Relation]:
    """The relations to an act without an object: just being in the seat."""
    return (Relation.ANY,)


def belonging_to(organisation_id: str) -> Relations:
    """The relation to what belongs to an organisation: of a seat there."""

    def relations(seat: Seat) -> Collection[Relation]:
        return (Relation.ORGANISATION,) if seat.organisation_id == organisation_id else ()

    return relations


def read_rules(table: Mapping[str, Mapping[str, Any]]) -> list[Rule]:
    """The rules of a parsed table. `everyone` stands for all roles. Raises ValueError or KeyError where it is wrong."""
    return [_rule(act, dict(row)) for act, row in table.items()]


def _rule(act: str, row: dict[str, Any]) -> Rule:
    says, fresh, needs = row.pop("says"), row.pop("fresh", False), row.pop("needs", None)
    everyone = row.pop("everyone", [])
    allows = {role: frozenset(map(Relation, row.pop(role.value, everyone))) for role in Role}
    if row:
        raise ValueError(f"“{act}” speaks of {', '.join(row)}, which is no role.")
    return Rule(act, says, allows, Appointment(needs) if needs else None, fresh)
