"""Every column of every table is in the register of data, and the register names no column that is not there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Column, String

from app.rights.queries.sealed import sealed_columns
from app.rights.rules import register as rules
from app.rights.rules.notice import groups
from app.rights.rules.register import Entry, entries, register
from app.schema import Model

BASES = {"explicit consent", "legitimate interests", "legal obligation"}
YEAR = 365


def columns() -> dict[tuple[str, str], Column[Any]]:
    return {(table.name, column.name): column for table in Model.metadata.tables.values() for column in table.columns}


def of_people() -> list[Entry]:
    return [entry for entry in register() if entry.is_of_people]


def unsealed_without_a_reason(found: tuple[Entry, ...]) -> list[str]:
    """Texts of people that are neither sealed nor excused."""
    known = columns()
    return [
        f"{entry.table}.{entry.column}"
        for entry in found
        if entry.is_of_people
        and isinstance(known[entry.table, entry.column].type, String)
        and not (entry.sealed or entry.open)
    ]


def lengths(words: str) -> Iterator[int]:
    """The days that a sentence names."""
    for number, unit in re.findall(r"(\d+) (day|year)", words):
        yield int(number) * (YEAR if unit == "year" else 1)


def test_every_column_has_an_entry() -> None:
    assert columns().keys() - {(entry.table, entry.column) for entry in register()} == set()


def test_every_entry_has_a_column() -> None:
    assert {(entry.table, entry.column) for entry in register()} - columns().keys() == set()


def test_every_entry_says_what_for_and_on_what_ground_and_how_long() -> None:
    assert {entry.basis for entry in register()} <= BASES
    assert [entry for entry in register() if not (entry.purpose and entry.kept)] == []


def test_sealed_is_what_the_models_seal() -> None:
    sealed = {(each.table.name, each.column) for each in sealed_columns()}

    assert {(entry.table, entry.column) for entry in register() if entry.sealed} == sealed


def test_a_text_of_a_person_is_sealed_or_says_why_not() -> None:
    assert unsealed_without_a_reason(register()) == []


def test_what_is_of_people_names_the_person_or_says_why_nobody_can() -> None:
    assert [entry for entry in of_people() if bool(entry.subject) == bool(entry.nobody)] == []


def test_what_is_of_people_is_told_on_the_privacy_page() -> None:
    assert [f"{entry.table}.{entry.column}" for entry in of_people() if entry.group not in groups()] == []
    assert [f"{entry.table}.{entry.column}" for entry in of_people() if not entry.says] == []


def test_the_days_are_the_days_that_people_are_told() -> None:
    wrong = [entry.table for entry in of_people() if list(lengths(entry.kept)) != [entry.days] * bool(entry.days)]

    assert wrong == []
    assert [entry.table for entry in of_people() if bool(entry.days) != bool(entry.after)] == []


TABLE = {"purpose": "p", "basis": "b", "kept": "k", "operational": "id", "personal": "name"}


def test_the_guard_sees_an_open_text() -> None:
    found = entries({"organisation": TABLE})

    assert unsealed_without_a_reason(found) == ["organisation.name"]
    assert unsealed_without_a_reason(entries({"organisation": TABLE | {"open": {"because": "name"}}})) == []


@pytest.mark.parametrize(
    "change",
    [{"public": "id"}, {"open": {"because": "nick"}}, {"says": {"nick": "n"}}, {"subject": "who"}, {"after": "end"}],
)
def test_an_entry_without_a_class_or_with_two_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="organisation"):
        rules.entries({"organisation": TABLE | change})


@pytest.mark.parametrize("missing", ["purpose", "basis", "kept"])
def test_a_table_without_purpose_basis_or_retention_is_refused(missing: str) -> None:
    with pytest.raises(KeyError, match=missing):
        rules.entries({"organisation": {key: value for key, value in TABLE.items() if key != missing}})
