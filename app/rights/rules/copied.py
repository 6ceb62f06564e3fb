"""What a copy for a person is made of."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.consent.rules.looking import day, when
from app.kernel.speech import _


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a copy. `columns` gives each column its plain words ("" for the plumbing), `not_given` each column
    that is held and not handed out its plain words and the reason; `rows` hold what is given, by column. `told` are
    the rows for people: what each value is and the value in words, without what says nothing to a person. `kept_back`
    is what of `not_given` is really held on them."""

    table: str
    group: str
    kept: str
    columns: dict[str, str]
    not_given: dict[str, tuple[str, str]]
    rows: list[dict[str, Any]]
    told: list[list[tuple[str, str]]]
    kept_back: list[tuple[str, str]]


def in_words(value: Any) -> str:
    """A value as a person reads it: moments by the clocks of London, yes and no."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return when(value)
    return day(value) if isinstance(value, date) else str(value)
