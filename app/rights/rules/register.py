"""The register of every column: its class, why it is held, on what basis, for how long, and whether it is sealed.

It is written by table in `app/rights/data/register/`. A table has `purpose`, `basis`, `kept` (words for people, which
say `days` where it ends by itself, counted from the column `after`), the columns of each class as one text, and where
some are personal: `subject` (the column that names the person; else `nobody` says why none does), `group` (the part of
the privacy page), `says` (each column in plain words) and `open` (reason to columns: why a text is not sealed).
`in_backup = false`: a copy that is put back does not bring these rows back.

What somebody's rights do to a table: `others` are columns that name somebody else by their id (shown to the person as a
role, emptied when those others are erased), `inside` columns of plain values in which an id may stand, and `withheld`
(reason to columns) is what a copy for the person names but does not give. When the person is erased, the row goes;
where it stays, `stays` says why, and `emptied` names the columns that are emptied.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data" / "register"


class Class(StrEnum):
    """How much a column tells of a person. Special: it shows that somebody uses the service, which is about health
    (UK GDPR, article 9)."""

    PUBLIC = "public"
    OPERATIONAL = "operational"
    PERSONAL = "personal"
    SPECIAL = "special"


OF_PEOPLE = frozenset({Class.PERSONAL, Class.SPECIAL})


@dataclass(frozen=True, slots=True)
class Entry:
    """One column. `days` is None where the row does not end by itself; `subject` is the column of the same table that
    names the person; `says` is what the privacy page calls it; `open` why a text of a person is not sealed. `is_other`:
    it names somebody else; `holds_ids`: ids may stand in it; `withheld` why a copy does not give it; `stays` why the
    row outlives the person, and `is_emptied` whether this column of it does not."""

    table: str
    column: str
    kind: Class
    purpose: str
    basis: str
    kept: str
    days: int | None
    after: str
    sealed: bool
    subject: str
    nobody: str
    group: str
    says: str
    open: str
    in_backup: bool
    is_other: bool = False
    holds_ids: bool = False
    withheld: str = ""
    stays: str = ""
    is_emptied: bool = False

    @property
    def is_of_people(self) -> bool:
        """Does it tell something of a person?"""
        return self.kind in OF_PEOPLE


@cache
def register() -> tuple[Entry, ...]:
    """Every entry, by table in the order of the files."""
    tables: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        tables |= tomllib.loads(path.read_text(encoding="utf-8"))
    return entries(tables)


def entries(tables: Mapping[str, Mapping[str, Any]]) -> tuple[Entry, ...]:
    """The entries of parsed tables. Raises KeyError where a table lacks purpose, basis or retention, and ValueError
    where a column is named twice or a word names no column."""
    return tuple(entry for table, row in tables.items() for entry in _of_table(table, row))


def left_out_of_backups() -> frozenset[str]:
    """The tables whose rows a copy does not hold."""
    return frozenset(entry.table for entry in register() if not entry.in_backup)


def of_table(table: str) -> list[Entry]:
    """The entries of one table."""
    return [entry for entry in register() if entry.table == table]


def tables_of_people() -> dict[str, str]:
    """Each table of which a row leads to a person, and the column that leads there, in the order of the register."""
    return {entry.table: entry.subject for entry in register() if entry.is_of_people and entry.subject}


def _of_table(table: str, row: Mapping[str, Any]) -> list[Entry]:
    kinds = [(kind, column) for kind in Class for column in row.get(kind, "").split()]
    named = [column for _kind, column in kinds]
    reasons, withheld = _by_column(row.get("open", {})), _by_column(row.get("withheld", {}))
    others, inside, emptied = (row.get(word, "").split() for word in ("others", "inside", "emptied"))
    says: dict[str, str] = row.get("says", {})
    pointers = filter(None, [row.get("subject"), row.get("after")])
    strange = {*says, *reasons, *withheld, *others, *inside, *emptied, *pointers}.difference(named)
    if strange or len(set(named)) < len(named):
        raise ValueError(f"The register of “{table}” names twice, or without a class: {sorted(strange) or named}.")
    return [
        Entry(
            table, column, kind, row["purpose"], row["basis"], row["kept"], row.get("days"), row.get("after", ""),
            column.endswith("_sealed"), row.get("subject", ""), row.get("nobody", ""), row.get("group", ""),
            says.get(column, ""), reasons.get(column, ""), row.get("in_backup", True), column in others,
            column in inside, withheld.get(column, ""), row.get("stays", ""), column in emptied,
        )
        for kind, column in kinds
    ]  # fmt: skip


def _by_column(reasons: Mapping[str, str]) -> dict[str, str]:
    return {column: reason for reason, columns in reasons.items() for column in columns.split()}
