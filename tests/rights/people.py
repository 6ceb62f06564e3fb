"""Many people with sealed names and contacts, written at once."""

from datetime import UTC, datetime

from sqlalchemy import Engine, insert, select

from app import db
from app.people.models import Person
from app.seal import Ring, place_in

JOINED = datetime(2026, 12, 1, tzinfo=UTC)
COLUMNS = ("name", "email", "phone")


def row_id(number: int) -> str:
    """An id of 32 characters for a person by number, in no order that a table is walked in."""
    return f"{number * 2654435761 % 2**32:08x}{number:024x}"


def email(number: int) -> str:
    return f"person-{number}@example.org"


def write_people(engine: Engine, many: int, keys: Ring) -> None:
    """So many people, sealed with these keys."""
    with db.writing(engine).begin() as connection:
        connection.execute(insert(Person), [_row(number, keys) for number in range(many)])


def found_by_email(engine: Engine, address: str, keys: Ring) -> list[str]:
    """The names of those who have this address, as a site with these keys finds them."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(Person.id, Person.name_sealed).where(Person.email_index.in_(keys.indexes(address, "email")))
        )
        return [keys.open(sealed or b"", place_in("person", "name_sealed", row)) for row, sealed in rows]


def _row(number: int, keys: Ring) -> dict[str, object]:
    row = row_id(number)
    texts = {"name": f"Person {number}", "email": email(number), "phone": f"+4477009{number:05}"}
    sealed = {
        f"{name}_sealed": keys.seal(text, place_in("person", f"{name}_sealed", row)) for name, text in texts.items()
    }
    indexes = {f"{name}_index": keys.index(texts[name], name) for name in ("email", "phone")}
    return {"id": row, "word_hash": "", "password_hash": "", "totp_step": 0, "made_at": JOINED, "is_example": False,
            **sealed, **indexes}  # fmt: skip
