"""Who waits longer until somebody goes with them: by groups, of which no small one is told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from statistics import median_low

from app.kernel.speech import marked
from app.linkage.referral.rules.tally import FEWEST, hidden
from app.linkage.referral.rules.wishes import Wishes

WEEK_HOURS = 7 * 24
ENGLISH, OTHER, NOTHING, SOMETHING, UNSAID = "english", "other", "nothing", "something", ""

BY = {
    "gender": marked("By what they are"),
    "wish": marked("By whom they would like to go with"),
    "language": marked("By language"),
    "access": marked("By what they need"),
    "route": marked("By kind of meeting"),
    "area": marked("By area"),
}
"""What is looked at, each a table of its own."""

NAMES: dict[str, dict[str, str]] = {
    "gender": {
        "woman": marked("Women"),
        "man": marked("Men"),
        "non_binary": marked("Non-binary people"),
        UNSAID: marked("Did not say"),
    },
    "wish": {
        "woman": marked("A woman"),
        "man": marked("A man"),
        "non_binary": marked("Somebody non-binary"),
        "any": marked("Anybody"),
    },
    "language": {ENGLISH: marked("English"), OTHER: marked("Another language")},
    "access": {SOMETHING: marked("Something for access"), NOTHING: marked("Nothing that they told us")},
    "route": {UNSAID: marked("Any kind, or help with choosing")},
    "area": {UNSAID: marked("No area")},
}
"""Of groups that have no name of their own."""


@dataclass(frozen=True, slots=True)
class Waited:
    """One request: the group it belongs to in each table, and after how many hours somebody was there; None is not
    yet."""

    groups: Mapping[str, str]
    hours: float | None


@dataclass(frozen=True, slots=True)
class Wait:
    """A group as it may be told. `hours`: after so many half of them had somebody, infinite where half of them have
    nobody yet; `soon` had somebody within a week. None: not told."""

    group: str
    asked: int | None
    soon: int | None
    hours: float | None


def groups_of(wishes: Wishes, route: str, area: str) -> dict[str, str]:
    """To which group a request belongs in each table."""
    return {
        "gender": wishes.own_gender,
        "wish": wishes.gender.value,
        "language": OTHER if wishes.languages else ENGLISH,
        "access": SOMETHING if wishes.access else NOTHING,
        "route": route,
        "area": area,
    }


def waits(every: Sequence[Waited], by: str) -> list[Wait]:
    """One table, the largest group first."""
    found: dict[str, list[float]] = defaultdict(list)
    for each in every:
        found[each.groups[by]].append(inf if each.hours is None else each.hours)
    order = sorted(found, key=lambda group: (-len(found[group]), group))
    asked = [len(found[group]) for group in order]
    soon = [sum(hours <= WEEK_HOURS for hours in found[group]) for group in order]
    secret = hidden(asked)
    late = {at for at, count in enumerate(asked) if 0 < count - soon[at] < FEWEST}
    unsaid = hidden(soon, secret | late)
    return [
        Wait(
            group,
            None if at in secret else asked[at],
            None if at in unsaid else soon[at],
            None if at in secret else median_low(found[group]),
        )
        for at, group in enumerate(order)
    ]


def worst(found: Iterable[Wait]) -> float | None:
    """How many times as long the group that waits longest waits; None where there are no two to compare."""
    known = [each.hours for each in found if each.hours]
    return max(known) / min(known) if len(known) > 1 and max(known) < inf else None
