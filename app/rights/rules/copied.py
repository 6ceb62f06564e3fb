"""What a copy for a person is made of."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a copy. `columns` gives each column its plain words ("" for the plumbing), `not_given` each column
    that is held and not handed out its plain words and the reason; `rows` hold what is given, by column."""

    table: str
    group: str
    kept: str
    columns: dict[str, str]
    not_given: dict[str, tuple[str, str]]
    rows: list[dict[str, Any]]
