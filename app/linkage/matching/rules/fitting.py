"""Who could go with whom, and how many were left after each rule."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.linkage.matching.rules.hard import (
    ASKER,
    ASKER_THERE,
    CHAMPION,
    CHAMPION_THERE,
    PAIR,
    RULES,
    Reason,
    Rule,
)
from app.linkage.matching.rules.values import Asker, Candidate, Ground, Meeting, Pairing

Fits = dict[Pairing, tuple[Meeting, ...]]
"""By request and champion: the dates on which they could go together, soonest first."""
Funnel = tuple[tuple[str, int], ...]
"""How many champions there were, under "", and then each rule that left fewer, with how many it left."""
Somebody = TypeVar("Somebody", Asker, Candidate)


@dataclass(frozen=True, slots=True)
class Able:
    """Champions, each with the dates on which they could go with somebody: one bit for each of `dates`."""

    dates: tuple[Meeting, ...]
    champions: tuple[tuple[Candidate, int], ...]


def fits(askers: Iterable[Asker], candidates: Iterable[Candidate], meetings: Iterable[Meeting], ground: Ground) -> Fits:
    """Every pair that could go, as `falls` would say of each; quicker, since no rule looks at all three at once. For
    whom there is nobody in the days that are looked at, it is looked further."""
    return paired(askers, able(candidates, meetings, ground), ground)


def able(candidates: Iterable[Candidate], meetings: Iterable[Meeting], ground: Ground) -> Able:
    """Which champions could go with somebody, and when."""
    dates = tuple(sorted(meetings, key=_soonest))
    found = ((each, _dates_of(each, dates, ground, CHAMPION, CHAMPION_THERE)) for each in candidates)
    return Able(dates, tuple((candidate, possible) for candidate, possible in found if possible))


def paired(askers: Iterable[Asker], ours: Able, ground: Ground) -> Fits:
    """Those of them who could go with these."""
    found: Fits = {}
    for asker in askers:
        found |= _with(asker, ours, ground) or _with(asker, ours, ground.wider)
    return found


def ground_of(request: str, found: Fits, ground: Ground) -> Ground:
    """How far it was looked for a request: further where there was nobody soon."""
    latest = ground.now + ground.limits.horizon
    soonest = (dates[0].starts for (one, _champion), dates in found.items() if one == request)
    return ground if any(starts <= latest for starts in soonest) else ground.wider


def falls(asker: Asker, candidate: Candidate, meetings: Iterable[Meeting], ground: Ground) -> Reason | None:
    """The rule after which no date was left for these two, in the order of the table, or None."""
    left = list(meetings)
    for rule in RULES:
        parts = [{"asker": asker, "candidate": candidate}[part] for part in rule.sees if part != "meeting"]
        if "meeting" in rule.sees:
            left = [meeting for meeting in left if rule.holds(*parts, meeting, ground)]
            if not left:
                return Reason(rule.code, rule.says)
        elif not rule.holds(*parts, ground):
            return Reason(rule.code, rule.says)
    return None


def keeps_apart(asker: Asker, candidate: Candidate, ground: Ground) -> Reason | None:
    """The first rule about the two themselves that does not hold, whatever date they find together, or None."""
    parts = {"asker": asker, "candidate": candidate}
    for rule in RULES:
        if "meeting" not in rule.sees and not rule.holds(*(parts[part] for part in rule.sees), ground):
            return Reason(rule.code, rule.says)
    return None


def funnel(asker: Asker, candidates: Sequence[Candidate], meetings: Sequence[Meeting], ground: Ground) -> Funnel:
    """24 champions, 15 after gender, 9 after the way there, and so on: only rules that left fewer."""
    fallen = [reason.code for each in candidates if (reason := falls(asker, each, meetings, ground))]
    steps, left = [("", len(candidates))], len(candidates)
    for code in dict.fromkeys(rule.code for rule in RULES):
        if code in fallen:
            left -= fallen.count(code)
            steps.append((code, left))
    return tuple(steps)


def _with(asker: Asker, ours: Able, ground: Ground) -> Fits:
    rules = [rule for rule in RULES if rule.sees == PAIR]
    wished = _dates_of(asker, ours.dates, ground, ASKER, ASKER_THERE)
    return {
        (asker.request, candidate.person): tuple(_picked(ours.dates, wished & possible))
        for candidate, possible in ours.champions
        if wished & possible and all(rule.holds(asker, candidate, ground) for rule in rules)
    }


def _dates_of(
    somebody: Somebody, dates: Sequence[Meeting], ground: Ground, alone: tuple[str, ...], there: tuple[str, ...]
) -> int:
    """The dates that are possible for one of the two, one bit each; none if a rule about them alone does not hold. The
    last rules first: most dates fall by the hour, and then nobody has to measure the way."""
    if not all(rule.holds(somebody, ground) for rule in _seeing(alone)):
        return 0
    rules = [rule.holds for rule in _seeing(there)][::-1]
    return sum(1 << place for place, meeting in enumerate(dates) if _all_hold(rules, somebody, meeting, ground))


def _seeing(whom: tuple[str, ...]) -> Iterable[Rule]:
    return (rule for rule in RULES if rule.sees == whom)


def _all_hold(rules: Sequence[Callable[..., bool]], somebody: Somebody, meeting: Meeting, ground: Ground) -> bool:
    return all(holds(somebody, meeting, ground) for holds in rules)


def _picked(dates: Sequence[Meeting], bits: int) -> Iterable[Meeting]:
    while bits:
        lowest = bits & -bits
        yield dates[lowest.bit_length() - 1]
        bits ^= lowest


def _soonest(meeting: Meeting) -> tuple[object, str]:
    return meeting.starts, meeting.id
