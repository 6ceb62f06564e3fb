"""SR-081: a sealed text that was carried to another row, column or table of the database does not open there."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.people.models import Invitation, Person
from app.seal import CannotOpen

NOW = datetime(2026, 12, 21, 18, tzinfo=UTC)


@pytest.fixture
def people(session: Session) -> tuple[Person, Person]:
    """Nia and Oz, written down."""
    nia = Person(id="1" * 32, name="Nia", email="nia@example.org", phone="+447700900123", made_at=NOW)
    oz = Person(id="2" * 32, name="Oz", email="oz@example.org", made_at=NOW)
    asked = Invitation(id=nia.id, name="Cal", email="cal@example.org", token_hash="t", role=Role.CHAMPION, made_at=NOW,
                       ends_at=NOW)  # fmt: skip
    session.add_all([nia, oz, asked])
    session.commit()
    return nia, oz


def change(session: Session, statement: str) -> None:
    session.execute(text(statement))
    session.commit()
    session.expire_all()


def test_texts_come_back_from_the_database(session: Session, people: tuple[Person, Person]) -> None:
    session.expire_all()
    nia, oz = session.scalars(select(Person).order_by(Person.id))

    assert (nia.name, nia.email, nia.phone, nia.totp) == ("Nia", "nia@example.org", "+447700900123", "")
    assert (oz.name, oz.phone, oz.phone_sealed) == ("Oz", "", None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE person SET name_sealed = (SELECT name_sealed FROM person WHERE id LIKE '2%') WHERE id LIKE '1%'",
        "UPDATE person SET name_sealed = email_sealed",
        "UPDATE person SET name_sealed = (SELECT name_sealed FROM invitation) WHERE id LIKE '1%'",
        "UPDATE person SET id = '3' || id",
    ],
    ids=["another row", "another column", "another table, same row id", "another id"],
)
def test_a_text_that_was_carried_elsewhere_does_not_open(
    session: Session, people: tuple[Person, Person], statement: str
) -> None:
    change(session, statement)
    nia = session.scalars(select(Person).order_by(Person.id)).first()

    assert nia is not None
    with pytest.raises(CannotOpen, match=r"does not belong there"):
        assert nia.name


def test_a_text_is_bound_to_an_id_made_for_it_at_once() -> None:
    cal = Person(name="Cal", made_at=NOW)

    assert len(cal.id) == 32
    assert cal.name == "Cal"


def test_taking_a_text_out_leaves_nothing(session: Session, people: tuple[Person, Person]) -> None:
    people[0].phone = ""
    session.commit()
    session.expire_all()

    assert people[0].phone_sealed is None
    assert people[0].phone == ""


def test_no_text_stands_open_in_the_database(session: Session, people: tuple[Person, Person]) -> None:
    for table in ("person", "invitation"):
        for row in session.execute(text(f'SELECT * FROM "{table}"')):
            for word in ("Nia", "Oz", "Cal", "example.org", "7700900123"):
                assert word not in str(tuple(row))
                assert not [each for each in row if isinstance(each, bytes) and word.encode() in each]
