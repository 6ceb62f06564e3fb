"""What makes one champion fit better than another, in whole published points; never whether they may go at all.

Each term gives 0 to 10 points. Its weight is published, an organisation may choose another, and a newcomer may say what
matters most to them. How much time somebody has to give earns nothing beyond a choice of dates.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any, Self

from app.kernel.days import LONDON, local_day
from app.linkage.matching.rules.hard import both_wish_again
from app.linkage.matching.rules.values import Asker, Candidate, Ground, Meeting
from app.linkage.matching.rules.ways import minutes_there

MOST = 10
DAYS_A_POINT, MINUTES_A_POINT = 3, 6
POINTS_A_DATE, POINTS_A_WALK = 2, 5
PUBLISHED: Mapping[str, int] = {
    "likeness": 8,
    "again": 7,
    "familiar": 5,
    "travel": 4,
    "dates": 3,
    "rest": 2,
    "load": 1,
}
"""By term its weight, heaviest first."""
VERSION = "published-1"


@dataclass(frozen=True, slots=True)
class Weights:
    """By term its weight, and the name under which they are kept with every offer. `known`: orders that
    were worked out already."""

    by_term: Mapping[str, int]
    version: str = VERSION
    known: dict[tuple[str, ...], dict[str, int]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, chosen: Mapping[str, Any] | None) -> Self:
        """Those of an organisation, by term; what is no whole number from 0 to 100 is as if it had not been chosen."""
        ours = {term: _number((chosen or {}).get(term), usual) for term, usual in PUBLISHED.items()}
        if ours == PUBLISHED:
            return cls(PUBLISHED)
        named = blake2b(json.dumps(ours, sort_keys=True).encode(), digest_size=4).hexdigest()
        return cls(ours, f"own-{named}")

    def arranged(self, puts_first: Sequence[str]) -> dict[str, int]:
        """The same weights with the terms that a newcomer puts first getting the heaviest, in their order."""
        if tuple(puts_first) not in self.known:
            self.known[tuple(puts_first)] = self._arranged(puts_first)
        return self.known[tuple(puts_first)]

    def _arranged(self, puts_first: Sequence[str]) -> dict[str, int]:
        usual = sorted(self.by_term, key=lambda term: -self.by_term[term])
        first = [term for term in dict.fromkeys(puts_first) if term in self.by_term]
        order = first + [term for term in usual if term not in first]
        return dict(zip(order, sorted(self.by_term.values(), reverse=True), strict=True))

    @property
    def most(self) -> int:
        """The most that any pair can have."""
        return MOST * sum(self.by_term.values())


@dataclass(frozen=True, slots=True)
class Part:
    """What one term gave."""

    term: str
    points: int
    weight: int


@dataclass(frozen=True, slots=True)
class Score:
    """Of a pair: what each term gave on the date that suits them best."""

    meeting: Meeting
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(part.points * part.weight for part in self.parts)


Ways = dict[tuple[bool, str, str], int]
"""By newcomer (or champion), their id and the meeting's: minutes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What a term looks at. `ways`: how long ways take, as far as it was worked out for others already."""

    asker: Asker
    candidate: Candidate
    dates: Sequence[Meeting]
    ground: Ground
    ways: Ways = field(default_factory=dict)


def scored(pair: Pair, weights: Weights) -> Score:
    """The score of a pair on the date that suits them best, the soonest of equals."""
    arranged = weights.arranged(pair.asker.puts_first)
    best, most = pair.dates[0], -1
    for meeting in pair.dates if len(pair.dates) > 1 else ():
        total = sum(points(pair, meeting) * arranged[term] for term, points in THERE.items())
        if total > most:
            best, most = meeting, total
    found = {term: points(pair) for term, points in ALONE.items()}
    found |= {term: points(pair, best) for term, points in THERE.items()}
    return Score(best, tuple(Part(term, found[term], weight) for term, weight in arranged.items()))


def likeness(pair: Pair) -> int:
    """How much of what they asked for the champion knows from their own life; nothing asked, nothing counted."""
    asked = pair.asker.likeness
    return MOST * len(asked & pair.candidate.tags) // len(asked) if asked else 0


def again(pair: Pair) -> int:
    """Somebody whom they would like to have again, and who is glad to be asked for."""
    return MOST if both_wish_again(pair.asker, pair.candidate) else 0


def dates(pair: Pair) -> int:
    """On how many dates they could go."""
    return min(MOST, POINTS_A_DATE * len(pair.dates))


def rest(pair: Pair) -> int:
    """How long ago the champion was last asked for somebody and said yes."""
    last: date | None = pair.candidate.last_matched
    days = (local_day(pair.ground.now, LONDON) - last).days if last else MOST * DAYS_A_POINT
    return max(0, min(MOST, days // DAYS_A_POINT))


def load(pair: Pair) -> int:
    """How few people the champion goes with at present."""
    return max(0, MOST - POINTS_A_WALK * pair.candidate.walks)


def familiar(pair: Pair, meeting: Meeting) -> int:
    """The champion knows that very meeting."""
    return MOST if meeting.listing in pair.candidate.meets else 0


def travel(pair: Pair, meeting: Meeting) -> int:
    """How short both their ways are together."""
    both = sum(_minutes(each, meeting, pair) for each in (pair.asker, pair.candidate))
    return max(0, MOST - both // MINUTES_A_POINT)


def _minutes(somebody: Asker | Candidate, meeting: Meeting, pair: Pair) -> int:
    key = (isinstance(somebody, Asker), somebody.person, meeting.id)
    known = pair.ways.get(key)
    if known is None:
        known = pair.ways[key] = minutes_there(somebody, meeting, pair.ground) or 0
    return known


def _number(value: object, usual: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100 else usual


ALONE: Mapping[str, Callable[[Pair], int]] = {
    "likeness": likeness,
    "again": again,
    "dates": dates,
    "rest": rest,
    "load": load,
}
THERE: Mapping[str, Callable[[Pair, Meeting], int]] = {"familiar": familiar, "travel": travel}
