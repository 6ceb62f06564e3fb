"""Coming in, as a person does it: one of every role, what was sent to them, and what stands on the page."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import event, inspect, select, text
from sqlalchemy.orm import Session

from app import db
from app.kernel.access import Relation, Warrant
from app.kernel.roles import Role
from app.people.models import Person
from app.people.queries.people import actor
from app.post.models import Letter
from tests.browser import Browser, Page
from tests.factories.persons import organisation, person

ROLES = {"Nia": Role.NEWCOMER, "Cal": Role.CHAMPION, "Lin": Role.LINK_WORKER, "Cora": Role.COORDINATOR,
         "Gus": Role.GROUP_REPRESENTATIVE, "Rae": Role.REPORT_VIEWER, "Tam": Role.TECHNICAL_ADMIN}  # fmt: skip
"""One person of every role, by name."""

Cast = dict[str, Person]
UPKEEP = frozenset({"audit_event", "attempt"})
"""Tables that change when somebody only looks, or is refused."""
SEEN = ("seen_at",)


@pytest.fixture
def cast(session: Session) -> Cast:
    """One of every role in one organisation, and Kit who coordinates another."""
    here, there = organisation(session, "calder"), organisation(session, "worth")
    people = {
        name: person(session, name, role, None if role is Role.TECHNICAL_ADMIN else here)
        for name, role in ROLES.items()
    }
    people["Kit"] = person(session, "Kit", Role.COORDINATOR, there)
    people["Ned"] = person(session, "Ned", Role.NEWCOMER, there)
    session.commit()
    return people


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was put into the box."""

    kind: str
    channel: str
    to: str
    values: dict[str, str]

    @property
    def link(self) -> str:
        """The path of the link in it."""
        return urlsplit(self.values["link"]).path


def letters(app: Flask) -> list[Sent]:
    """All that were put, oldest first."""
    with Session(app.extensions[db.KEY]) as session:
        kept = session.scalars(select(Letter).order_by(Letter.made_at))
        return [Sent(each.kind, each.channel, each.to, json.loads(each.values)) for each in kept]


def ask(browser: Browser, contact: str = "nia@example.org") -> tuple[str, Sent]:
    """Ask for a code: what the page keeps of it, and what was sent."""
    page = browser.post("/sign-in", {"contact": contact})
    assert page.status == 200, page.text
    return hidden(page, "ref"), letters(browser.app)[-1]


def hidden(page: Page, name: str) -> str:
    """What a hidden field of a page holds."""
    return page.all("input", name=name, type="hidden")[0].get("value", "")


def is_in(browser: Browser) -> bool:
    """Does their cookie open a page of their own?"""
    return browser.get("/account").status == 200


def warrant_of(who: Person, act: str, relation: Relation = Relation.ORGANISATION) -> Warrant:
    """The warrant of somebody in their first seat."""
    acting = actor(who)
    return Warrant(acting, acting.seats[0], relation, act)


def everything(app: Flask) -> dict[str, list[str]]:
    """Every row of every table but what keeps count of those who look."""
    with app.extensions[db.KEY].connect() as connection:
        names = set(inspect(connection).get_table_names()) - UPKEEP
        return {
            name: sorted(
                str({key: value for key, value in row.items() if key not in SEEN})
                for row in connection.execute(text(f'SELECT * FROM "{name}"')).mappings()
            )
            for name in sorted(names)
        }


def statements(app: Flask, act: Callable[[], object]) -> list[str]:
    """Every statement that something sends to the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = app.extensions[db.KEY]
    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return seen
