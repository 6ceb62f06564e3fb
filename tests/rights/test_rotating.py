"""Keys are changed while the site goes on: every text is sealed again, every index made again, nothing is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.people.models import Invitation, Person
from app.post.models import Letter
from app.rights.actions.rotate import reseal, tables
from app.rights.queries.sealed import counts, sealed_columns
from app.seal import Ring, key_id, using
from tests.conftest import MakeApp, run_command
from tests.rights.people import JOINED, email, found_by_email, row_id, write_people

OLD = {"field_keys": "field one", "index_key": "index one"}
BOTH = {"field_keys": "field two,field one", "index_key": "index two,index one"}
NEW = {"field_keys": "field two", "index_key": "index two,index one"}
MANY = 450

Command = Callable[..., Result]


@pytest.fixture
def started(make_app: MakeApp, database: Engine) -> Engine:
    """A site with people, an invitation and a letter, all sealed with the old keys."""
    make_app(**OLD)
    write_people(database, MANY, Ring(**OLD))
    with using(Ring(**OLD)), Session(database) as session:
        session.add(Invitation(id="i" * 32, name="Cal", email="cal@example.org", token_hash="t", role=Role.CHAMPION,
                               made_at=JOINED, ends_at=JOINED))  # fmt: skip
        session.add(Letter(id="l" * 32, to="nia@example.org", values="{}", key="k", kind="code", channel="email",
                           made_at=JOINED, due_at=JOINED, ends_at=JOINED + timedelta(days=1)))  # fmt: skip
        session.commit()
    return database


def keys_used(engine: Engine) -> set[bytes]:
    with Session(engine) as session:
        return {key for each in sealed_columns() for key in counts(session, each)}


def test_every_text_of_every_table_is_sealed_with_the_new_key(started: Engine, make_app: MakeApp) -> None:
    told = run_command(make_app(**BOTH), "keys", "rotate")

    assert told.exit_code == 0
    assert told.output.startswith(f"{MANY + 2} rows sealed again")
    assert keys_used(started) == {Ring(**NEW).writes_with}
    app = make_app(**NEW)
    assert app.extensions
    with using(Ring(**NEW)), Session(started) as session:
        assert session.scalars(select(Letter)).one().to == "nia@example.org"
        assert session.get_one(Person, row_id(7)).phone == "+447700900007"


def test_contacts_are_found_before_between_and_afterwards(started: Engine, make_app: MakeApp) -> None:
    both = Ring(**BOTH)
    first = min(row_id(number) for number in range(MANY))
    assert found_by_email(started, email(3), both) == ["Person 3"]

    with Session(started) as session:
        person = next(columns for columns in tables() if columns[0].table.name == "person")
        reseal(session, person, first, both, batch=MANY // 2)
        session.commit()
    assert all(found_by_email(started, email(number), both) == [f"Person {number}"] for number in range(MANY))
    run_command(make_app(**BOTH), "keys", "rotate")

    alone = Ring("field two", "index two")
    assert all(found_by_email(started, email(number), alone) == [f"Person {number}"] for number in range(MANY))


def test_a_second_run_changes_nothing(started: Engine, make_app: MakeApp) -> None:
    app = make_app(**BOTH)
    run_command(app, "keys", "rotate")
    with started.connect() as connection:
        before = connection.execute(text("SELECT * FROM person ORDER BY id")).all()
    told = run_command(app, "keys", "rotate")

    assert told.output.startswith("0 rows sealed again")
    with started.connect() as connection:
        assert connection.execute(text("SELECT * FROM person ORDER BY id")).all() == before


def test_the_old_keys_are_needed_until_it_is_done(started: Engine, make_app: MakeApp) -> None:
    told = run_command(make_app(**BOTH), "keys", "count").output
    assert "No text needs" not in told
    assert f"person.email_sealed            {Ring(**OLD).writes_with.hex()} reads         {MANY}" in told

    run_command(make_app(**BOTH), "keys", "rotate")
    told = run_command(make_app(**BOTH), "keys", "count").output

    assert f"No text needs key {Ring(**OLD).writes_with.hex()}" in told
    assert f"person.email_index             {Ring(**NEW).indexes_with[0].hex()} writes        {MANY}" in told
    assert "Leave old keys of ALONGSIDE_INDEX_KEY" in told


def test_a_text_that_no_key_opens_is_named_and_the_rest_is_done(started: Engine, make_app: MakeApp) -> None:
    with started.begin() as connection:
        connection.execute(text("UPDATE person SET name_sealed = email_sealed WHERE id = :id"), {"id": row_id(5)})
    told = run_command(make_app(**BOTH), "keys", "rotate")

    assert told.exit_code == 1
    assert f"person|name_sealed|{row_id(5)}" in told.output
    assert "no key may be taken away" in told.output
    with Session(started) as session:
        (left,) = session.scalars(select(Person).where(Person.id == row_id(5)))
        assert key_id(left.name_sealed or b"") == Ring(**OLD).writes_with
        assert key_id(left.phone_sealed or b"") == Ring(**NEW).writes_with


def test_an_index_of_another_text_is_named_and_left(started: Engine, make_app: MakeApp) -> None:
    with started.begin() as connection:
        connection.execute(text("UPDATE person SET email_index = 'zebra' WHERE id = :id"), {"id": row_id(5)})
    told = run_command(make_app(**BOTH), "keys", "rotate")

    assert told.exit_code == 1
    assert f"person|email_sealed|{row_id(5)}" in told.output


def test_what_somebody_changes_in_between_is_kept(started: Engine) -> None:
    both = Ring(**BOTH)
    person = next(columns for columns in tables() if columns[0].table.name == "person")
    with using(both), Session(started) as other:
        row = other.get_one(Person, row_id(5))
        row.name = "Changed"
        other.commit()
    with Session(started) as session:
        reseal(session, person, "", both, batch=MANY)
        session.commit()

    with using(both), Session(started) as session:
        assert session.get_one(Person, row_id(5)).name == "Changed"
