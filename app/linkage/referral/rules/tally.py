"""Counts that name nobody: by quarter and by how requests came, how far they got; and what of them may be told."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.kernel.speech import _, marked
from app.linkage.referral.rules.states import State

FEWEST = 10
"""Smaller numbers are not told, nor any from which one could be worked out (spec of indicators, C)."""

QUARTERS = 5
"""So many are shown: this one and the four before."""

MONTHS = (
    marked("January to March {year}"),
    marked("April to June {year}"),
    marked("July to September {year}"),
    marked("October to December {year}"),
)
IS_LINKED = frozenset({
    State.ACCEPTED, State.CONTACTING, State.PLANNED, State.GOING, State.REPLANNING, State.OUTREACH,
})  # fmt: skip
MEASURES = ("asked", "linked", "contacted", "arranged", "went", "followed")
PART = "with_staff"
"""Of those who went together, how many went with a member of staff: told beside the others, and no step of theirs."""
IS_ARRANGED = frozenset({State.PLANNED, State.GOING, State.ATTENDED})


@dataclass(frozen=True, slots=True)
class Tally:
    """So many asked; of them so many had somebody to go with, were in touch with them, had the way there arranged, went
    together (the three verbs), and were asked after. `with_staff` of those who went did so with a member of staff."""

    asked: int = 0
    linked: int = 0
    contacted: int = 0
    arranged: int = 0
    went: int = 0
    followed: int = 0
    with_staff: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*(getattr(self, each) + getattr(other, each) for each in (*MEASURES, PART)))


@dataclass(frozen=True, slots=True)
class Figures:
    """A tally as it may be told. None: not told, since it is small or would give a small one away."""

    label: str
    asked: int | None
    linked: int | None
    contacted: int | None
    arranged: int | None
    went: int | None
    followed: int | None
    with_staff: int | None


def reached(states: Collection[State], *, in_touch: bool = False, with_staff: bool = False) -> Tally:
    """One request, by the states that it has been in; were the two in touch? Whoever has a plan was. `with_staff`: a
    member of staff went with them."""
    been = set(states)
    is_arranged = bool(been & IS_ARRANGED)
    return Tally(
        asked=1,
        linked=int(bool(been & IS_LINKED)),
        contacted=int(in_touch or is_arranged),
        arranged=int(is_arranged),
        went=int(State.ATTENDED in been),
        followed=int(State.FOLLOWING in been),
        with_staff=int(with_staff),
    )


def quarter_of(day: date) -> str:
    """The quarter of a day: "2026-4". In the order of time they are in the order of letters."""
    return f"{day.year}-{(day.month + 2) // 3}"


def quarters(today: date) -> list[str]:
    """Those that are shown, latest first."""
    number = today.year * 4 + (today.month - 1) // 3
    return [f"{each // 4}-{each % 4 + 1}" for each in range(number, number - QUARTERS, -1)]


def first_day(quarter: str) -> date:
    """The day on which a quarter begins."""
    year, number = map(int, quarter.split("-"))
    return date(year, 3 * number - 2, 1)


def in_words(quarter: str) -> str:
    """A quarter in words: "October to December 2026"."""
    year, number = quarter.split("-")
    return _(MONTHS[int(number) - 1], year=year)


def mark_of(organisation_id: str, agency: str) -> str:
    """What stands for the name of a service where the name itself is not kept; "" where there is none. It says which of
    the services that are named today it is, and no more."""
    if not agency:
        return ""
    return hashlib.blake2b(f"{organisation_id}\n{agency.casefold()}".encode(), digest_size=16).hexdigest()


def plain(tallies: Sequence[tuple[str, Tally]]) -> list[Figures]:
    """Tallies as they are, for who sees each request by name anyway."""
    return [Figures(label, *(getattr(each, name) for name in (*MEASURES, PART))) for label, each in tallies]


def told(tallies: Sequence[tuple[str, Tally]]) -> list[Figures]:
    """Tallies that add up to a whole which is known, as they may be told, in their order."""
    asked = hidden([each.asked for _label, each in tallies])
    columns = {"asked": asked}
    for earlier, measure in pairwise(MEASURES):
        cells = [getattr(each, measure) for _label, each in tallies]
        columns[measure] = hidden(cells, asked | {
            at for at, (_label, each) in enumerate(tallies)
            if any(0 < getattr(each, more) - cells[at] < FEWEST for more in ("asked", earlier))
        })  # fmt: skip
    columns[PART] = _of_staff([each for _label, each in tallies], columns["went"])
    return [
        Figures(label, *(None if at in columns[name] else getattr(each, name) for name in (*MEASURES, PART)))
        for at, (label, each) in enumerate(tallies)
    ]


def _of_staff(tallies: Sequence[Tally], went: Collection[int]) -> set[int]:
    """Nor is anything told from which it could be worked out how few went with a champion."""
    few = {at for at, each in enumerate(tallies) if 0 < each.went - each.with_staff < FEWEST}
    return hidden([each.with_staff for each in tallies], {*went, *few})


def hidden(cells: Sequence[int], besides: Collection[int] = ()) -> set[int]:
    """Which cells of a column are not told: small ones, those `besides`, and as many of the smallest others as it takes
    that what is left out cannot be worked out from the whole."""
    found = {at for at, cell in enumerate(cells) if cell < FEWEST} | set(besides)
    rest = sorted(set(range(len(cells))) - found, key=lambda at: (cells[at], at))
    while found and rest and (len(found) == 1 or sum(cells[at] for at in found) < FEWEST):
        found.add(rest.pop(0))
    return found
