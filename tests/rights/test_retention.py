"""SR-092: what has an end goes when it is there, no day before; and whoever was not here for a year is asked first."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Date, Engine, Integer, Table, func, select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import State
from app.model import Model
from app.people.models import Person
from app.post.models import Letter
from app.rights.actions.retention import MORE, NEVER, Where, due, forget_in_time, steps
from app.rights.rules.register import of_table, register
from tests.conftest import run_command
from tests.factories import persons
from tests.rights.everybody import PRESENT, filled, keys_of

LIMITED = sorted({entry.table for entry in register() if entry.days and entry.table not in NEVER | MORE.keys()})
SIGN_IN = "https://site.example/sign-in"


@pytest.fixture
def where(app: Flask, tmp_path: Any) -> Where:
    """A ledger of its own."""
    with app.app_context():
        return Where(tmp_path / "erased.txt", SIGN_IN)


def moved(table: Table, days: int, seconds: int) -> Any:
    """The value that a row has whose end lies so far back."""
    column, at = table.c[of_table(table.name)[0].after], PRESENT - timedelta(days=days, seconds=seconds)
    if isinstance(column.type, Integer):
        return int(at.timestamp())
    return at.date() - timedelta(days=seconds > 0) if isinstance(column.type, Date) else at


def seed(session: Session, table: Table, keys: dict[str, str], number: int, ended: Any) -> None:
    """A row whose end is that."""
    row = filled(table, keys["person"], keys)
    for column in table.columns:
        is_alone = column.unique or column.name.endswith("_index") or (column.primary_key and not column.foreign_keys)
        if is_alone and row[column.name] is not None and not isinstance(row[column.name], int):
            row[column.name] = f"{row[column.name]}"[:30] + f"{number:02}"
    row |= {"number": number} if "number" in row else {}
    session.execute(table.insert().values(row | {of_table(table.name)[0].after: ended}))


def walked(session: Session, keys: dict[str, str]) -> dict[str, str]:
    """A request with a walk, for what hangs on them."""
    linkage = Linkage(organisation_id=keys["organisation"], person_id=keys["person"], state=State.CONTACTING,
                      since=PRESENT, entry=Entry.SELF, asked_at=PRESENT)  # fmt: skip
    session.add(linkage)
    session.flush()
    walk = Walk(linkage_id=linkage.id, champion_id=keys["person"], since=PRESENT)
    session.add(walk)
    session.flush()
    return {"linkage": linkage.id, "walk": walk.id}


@pytest.mark.parametrize("name", LIMITED)
def test_sr_092_exactly_what_is_beyond_its_limit_goes(session: Session, where: Where, name: str) -> None:
    table, keys = Model.metadata.tables[name], keys_of(session)
    keys |= walked(session, keys)
    days = of_table(name)[0].days or 0
    before = session.scalars(select(func.count()).select_from(table)).one()
    column = table.c[of_table(name)[0].after]
    ends = [moved(table, days, 1), moved(table, days + 400, 0), moved(table, days, 0), moved(table, 0, 0)]
    for number, ended in enumerate([*ends, *([None] if column.nullable else [])]):
        seed(session, table, keys, number, ended)

    said = due(session, PRESENT)
    touched = forget_in_time(session, where, PRESENT)

    assert said == touched and touched[name] == 2
    left = session.scalars(select(func.count()).select_from(table)).one()
    assert left == before + 2 + bool(column.nullable)
    assert sum(forget_in_time(session, where, PRESENT).values()) == 0


def test_sr_092_every_limit_of_the_register_has_a_step() -> None:
    told = {step.says.partition(",")[0] for step in steps()}

    assert told == {entry.table for entry in register() if entry.days} - NEVER
    assert frozenset({"audit_event"}) == NEVER


def aged(session: Session, name: str, role: Role, days: int, asked: int | None = None) -> Person:
    """Somebody who was last here so many days ago, and was asked so many days ago."""
    here = persons.organisation(session, name.lower())
    made = persons.person(session, name, role, None if role is Role.TECHNICAL_ADMIN else here)
    made.last_in_on = (PRESENT - timedelta(days=days)).date()
    made.asked_on = (PRESENT - timedelta(days=asked)).date() if asked is not None else None
    session.flush()
    return made


@pytest.mark.parametrize(("days", "asks"), [(364, 0), (365, 0), (366, 1), (800, 1)])
def test_sr_092_who_was_not_here_for_a_year_is_asked_once(session: Session, where: Where, days: int, asks: int) -> None:
    nia = aged(session, "Nia", Role.NEWCOMER, days)

    assert due(session, PRESENT)["person, asked"] == asks
    touched = forget_in_time(session, where, PRESENT)
    again = forget_in_time(session, where, PRESENT)

    assert (touched["person, asked"], touched["person, ended"]) == (asks, 0)
    assert sum(again.values()) == 0
    letters = session.scalars(select(Letter)).all()
    assert [(each.kind, each.person_id, each.channel) for each in letters] == [("still_there", nia.id, "wished")] * asks


@pytest.mark.parametrize(
    ("days", "asked", "ends"),
    [(500, 30, 0), (500, 31, 1), (366, 400, 0), (100, 50, 0), (500, None, 0)],
)
def test_sr_092_who_was_asked_and_did_not_come_for_30_days_is_erased(
    session: Session, where: Where, days: int, asked: int | None, ends: int
) -> None:
    nia = aged(session, "Nia", Role.NEWCOMER, days, asked)

    said, touched = due(session, PRESENT)["person, ended"], forget_in_time(session, where, PRESENT)["person, ended"]

    assert (said, touched) == (ends, ends)
    assert (session.get(Person, nia.id) is None) == bool(ends)
    assert where.ledger.exists() == bool(ends)


def test_sr_092_who_never_came_in_is_asked_a_year_after_joining(session: Session, where: Where) -> None:
    nia = aged(session, "Nia", Role.NEWCOMER, 1)
    nia.last_in_on, nia.made_at = None, PRESENT - timedelta(days=366)
    session.flush()

    assert forget_in_time(session, where, PRESENT)["person, asked"] == 1
    assert forget_in_time(session, where, PRESENT + timedelta(days=31))["person, ended"] == 1


@pytest.mark.parametrize("role", [Role.LINK_WORKER, Role.COORDINATOR, Role.REPORT_VIEWER, Role.TECHNICAL_ADMIN])
def test_sr_092_who_works_here_does_not_end_like_that(session: Session, where: Where, role: Role) -> None:
    somebody = aged(session, "Sam", role, 900, 100)

    assert forget_in_time(session, where, PRESENT)["person, ended"] == 0
    somebody.holdings[0].ended_at = PRESENT
    session.flush()
    assert forget_in_time(session, where, PRESENT)["person, ended"] == 1


def test_sr_092_the_dry_run_prints_the_same_and_changes_nothing(app: Flask, session: Session, database: Engine) -> None:
    nia = aged(session, "Nia", Role.NEWCOMER, 20000)
    session.commit()

    dry, wet, again = (run_command(app, "data", "retention", *extra).output for extra in (["--dry-run"], [], []))

    assert dry == wet and "person, asked: 1" in dry.splitlines()
    assert "person, asked: 0" in again.splitlines()
    session.refresh(nia)
    assert nia.asked_on == datetime.now(tz=PRESENT.tzinfo).date() >= date(2026, 1, 1)
    assert run_command(app, "job", "retention").output == "retention: 0 done.\n"
