"""One row for every view: what it does, to which things it is tried, and a form that would really succeed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import Client

from tests.access.cast import COLLEAGUE
from tests.access.world import Ids, World

NOTHING = "nothing"
"""Instead of the name of a table: this post only shows something."""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody tries a view on a thing. `session` writes where the view will look, `client` opens pages beforehand."""

    app: Flask
    world: World
    session: Session
    client: Client
    person: str
    thing: str
    headers: Mapping[str, str]

    @property
    def ids(self) -> Ids:
        """The ids of the thing, for its address and its form."""
        return ids_of(self.world, self.person, self.thing)


Form = Mapping[str, Any] | Callable[[Case], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """`act` as the table of access names it; `things` of the cast's `RELATIONS`; `values` stand in the address besides
    the thing's own ids. A post has a `form`, sent as JSON if `is_json`, `changes` names a table in which something is
    then different. `gives` is the status for whoever may, by person and thing if it is not always the same. `prepare`
    brings about what the form needs. What `is_slow` (a password is hashed) is tried by one person of each role."""

    act: str
    things: tuple[str, ...] = ("",)
    form: Form | None = None
    changes: str = ""
    gives: int | Callable[[str, str], int] = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[Case], None] | None = None
    is_json: bool = False
    is_slow: bool = False

    def status(self, person: str, thing: str) -> int:
        """What whoever may gets: a page, or after a post the way to the next one."""
        if callable(self.gives):
            return self.gives(person, thing)
        return self.gives or (200 if self.form is None else 303)


def ids_of(world: World, person: str, thing: str) -> Ids:
    """The ids of a thing; of somebody's own ones by who asks."""
    if thing == "own":
        return world.own[person]
    return world.own[COLLEAGUE[person]] if thing == "another's" else world.ids.get(thing, {})


def public(path: str) -> str:
    """An address of ours, for messages."""
    return f"http://localhost{path}"
