"""What somebody should get, worked out from the table of access and the cast alone, by other code than the site's."""

import tomllib
from enum import StrEnum
from typing import Any

from config import ROOT
from tests.access.cast import PEOPLE, Seat, relations

RULES: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "app" / "web" / "policy.toml").read_text())


class Outcome(StrEnum):
    """What the site should do: let them; say that there is nothing; ask who they are; ask for a second factor first."""

    DONE = "done"
    NOTHING = "nothing"
    STRANGER = "stranger"
    ENROLLING = "enrolling"


def expected(person: str, act: str, thing: str) -> Outcome:
    """What that person should get who tries this act on that thing; "" is nobody."""
    if not person or not PEOPLE[person].live:
        return Outcome.STRANGER
    if PEOPLE[person].is_enrolling and act != "account.keys":
        return Outcome.ENROLLING
    is_allowed = any(_allows(person, seat, act, thing) for seat in PEOPLE[person].live)
    return Outcome.DONE if is_allowed else Outcome.NOTHING


def _allows(person: str, seat: Seat, act: str, thing: str) -> bool:
    rule = RULES[act]
    by = set(rule.get(seat.role, rule.get("everyone", ())))
    has_duty = "needs" not in rule or rule["needs"] in seat.duties
    return has_duty and bool(by & relations(person, seat, thing))
