"""One look at all who wait and all who could go with them: who is asked first for each, and who after that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from app.kernel.days import LONDON, local_day
from app.linkage.matching.rules import solving
from app.linkage.matching.rules.fitting import Fits, fits, funnel, ground_of
from app.linkage.matching.rules.hard import both_wish_again, places
from app.linkage.matching.rules.soft import Pair, Score, Ways, Weights, scored
from app.linkage.matching.rules.solving import Match, Need, Problem, Room, Solution
from app.linkage.matching.rules.values import Asker, Candidate, Ground, Meeting, Pairing

LONGEST = 5
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class World:
    """Everybody and everything that is looked at, at one moment. `key` is a secret of the installation."""

    askers: Sequence[Asker]
    candidates: Sequence[Candidate]
    meetings: Sequence[Meeting]
    ground: Ground
    weights: Weights
    key: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """What came of it: the pairs that could go with their dates, how well they fit, and who is asked for whom."""

    world: World
    fits: Fits
    scores: Mapping[Pairing, Score]
    problem: Problem
    solution: Solution

    def asker(self, request: str) -> Asker:
        """Whoever made this request. Raises StopIteration if it was not looked at."""
        return next(each for each in self.world.askers if each.request == request)

    def ground(self, request: str) -> Ground:
        """How far it was looked for this request."""
        return ground_of(request, self.fits, self.world.ground)

    def candidate(self, champion: str) -> Candidate:
        """This champion. Raises StopIteration if they were not looked at."""
        return next(each for each in self.world.candidates if each.person == champion)


@dataclass(frozen=True, slots=True)
class Listed:
    """A champion on a short list. `is_spare`: if they are asked for this one, nobody who is matched goes without. Only
    then may they be asked without a coordinator's word. `without`: the requests that are matched and would not be."""

    rank: int
    champion: str
    dates: tuple[Meeting, ...]
    score: Score
    is_spare: bool
    without: tuple[str, ...] = ()


def look(world: World) -> Look:
    """Who could go with whom, and who is asked for whom."""
    ground = world.ground
    found = fits(world.askers, world.candidates, world.meetings, ground)
    askers = {each.request: each for each in world.askers}
    candidates = {each.person: each for each in world.candidates}
    ways: Ways = {}
    scores = {
        (request, champion): scored(Pair(askers[request], candidates[champion], dates, ground, ways), world.weights)
        for (request, champion), dates in found.items()
    }
    problem = Problem(
        needs=tuple(need(each, ground.now) for each in world.askers),
        rooms=tuple(Room(each.person, places(each, ground), each.walks + each.offers) for each in world.candidates),
        pairs={
            pair: Match(
                world.weights.most - score.total,
                _hours(askers[pair[0]].since, found[pair][0].starts),
                both_wish_again(askers[pair[0]], candidates[pair[1]]),
            )
            for pair, score in scores.items()
        },
        key=world.key,
        day=local_day(ground.now, LONDON).isoformat(),
    )
    solution = solving.solve(problem)
    if solution is None:
        raise AssertionError("Nobody has to be matched, so there is always an answer.")
    return Look(world, found, scores, problem, solution)


def need(asker: Asker, now: datetime) -> Need:
    """What leaving somebody waiting weighs."""
    waited = max(0, int((now - asker.since) / HOUR))
    return Need(asker.request, waited, solving.weight_of(waited, asker.leaves_today))


def shortlist(seen: Look, request: str, most: int = LONGEST) -> tuple[Listed, ...]:
    """Whom to ask for somebody, in order: first whoever they were matched with, then whoever they would be matched with
    if those before were not there, everybody else being matched anew each time."""
    piece = solving.piece_of(seen.problem, request)
    if piece is None:
        return ()
    here = {each.request for each in piece.needs}
    left = tuple(each for each in seen.solution.left if each.request in here)
    best: Solution | None = Solution({pair: c for pair, c in seen.solution.chosen.items() if pair in here}, left)
    weighs = best.weighs if best else (0, ())
    listed: list[Listed] = []
    while best and len(listed) < most:
        champion = best.chosen.get(request)
        if champion:
            pair, is_spare = (request, champion), request in seen.solution.chosen and best.weighs <= weighs
            lost = () if is_spare else tuple(sorted(here & set(seen.solution.chosen) - set(best.chosen) - {request}))
            listed.append(Listed(len(listed) + 1, champion, seen.fits[pair], seen.scores[pair], is_spare, lost))
        if len(listed) == most:
            break
        best = solving.solve(solving.without(piece, ((request, each.champion) for each in listed), must=request))
    return tuple(listed)


def spare(seen: Look, request: str, most: int) -> tuple[Listed, ...]:
    """Of a short list those who may be asked without a coordinator's word, in order; none for whom nobody is left."""
    if request not in seen.solution.chosen:
        return ()
    return tuple(each for each in shortlist(seen, request, most) if each.is_spare)


def stored(seen: Look, request: str, listed: Listed) -> dict[str, Any]:
    """What is kept with an offer, so that it can be told later why this champion was asked; fit for JSON. It names
    rules and numbers, and no champion but this one."""
    world = seen.world
    steps = funnel(seen.asker(request), world.candidates, world.meetings, seen.ground(request))
    return {
        "solver": solving.VERSION,
        "weights": world.weights.version,
        "at": world.ground.now.isoformat(),
        "day": seen.problem.day,
        "champion": listed.champion,
        "rank": listed.rank,
        "is_spare": listed.is_spare,
        "funnel": [list(step) for step in steps],
        "parts": {part.term: [part.points, part.weight] for part in listed.score.parts},
        "meeting": listed.score.meeting.id,
        "dates": [meeting.id for meeting in listed.dates],
        "hours": seen.problem.pairs[request, listed.champion].hours,
        "tie": solving.tie_key(seen.problem, request, listed.champion),
    }


def _hours(since: datetime, starts: datetime) -> int:
    return max(0, ceil((starts - since) / HOUR))
