"""Two other ways to the same answer: trying everything, and flows of least cost in whole numbers (NetworkX)."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

import networkx as nx

from app.linkage.matching.rules.solving import HASH_BYTES, Problem, tie_key
from app.linkage.matching.rules.values import Pairing

Chosen = dict[str, str]
Worth = tuple[int, tuple[int, ...], int, int, int, int, int]
HASHES = 1 << 8 * HASH_BYTES


def worth(problem: Problem, chosen: Chosen) -> Worth:
    """How good an answer for one piece is, stage by stage; less is better."""
    left = [need for need in problem.needs if need.request not in chosen]
    pairs = list(chosen.items())
    taken = [champion for _request, champion in pairs]
    loads = {room.champion: room.load for room in problem.rooms}
    return (
        sum(need.weight for need in left),
        tuple(sorted((need.waited for need in left), reverse=True)),
        sum(not problem.pairs[pair].again for pair in pairs),
        max((problem.pairs[pair].hours for pair in pairs), default=0),
        sum(2 * (loads[each] + k) - 1 for each in set(taken) for k in range(1, taken.count(each) + 1)),
        sum(problem.pairs[pair].lost for pair in pairs),
        sum(tie_key(problem, *pair) for pair in pairs),
    )


def islands(problem: Problem) -> Iterator[set[str]]:
    """Requests and champions ("n…", "c…") that hang together by pairs for which there is a place."""
    roomy = {room.champion for room in problem.rooms if room.places}
    graph = nx.Graph([(f"n{request}", f"c{champion}") for request, champion in problem.pairs if champion in roomy])
    yield from nx.connected_components(graph)


def part(problem: Problem, island: set[str]) -> Problem:
    """What of the problem lies on an island."""
    return Problem(
        tuple(need for need in problem.needs if f"n{need.request}" in island),
        tuple(room for room in problem.rooms if f"c{room.champion}" in island),
        {pair: match for pair, match in problem.pairs.items() if f"n{pair[0]}" in island and f"c{pair[1]}" in island},
        problem.key,
        problem.day,
    )


def by_trying(problem: Problem) -> Chosen:
    """The best of all answers there are, island by island."""
    chosen: Chosen = {}
    for island in islands(problem):
        here = part(problem, island)
        chosen |= min(_all(here, 0, {}), key=lambda each: worth(here, each))
    return chosen


def by_flow(problem: Problem) -> Chosen:
    """The cheapest flow, island by island: one whole number a pair, as large as it takes for each stage to outweigh all
    later ones, and of longest waits the first that costs nobody their place."""
    chosen: Chosen = {}
    for island in islands(problem):
        here = part(problem, island)
        best = _left(here, cheapest(here, here.pairs.keys()))
        for hours in sorted({match.hours for match in here.pairs.values()}):
            soon = [pair for pair, match in here.pairs.items() if match.hours <= hours]
            found = cheapest(here, soon)
            if _left(here, found) == best:
                chosen |= found
                break
    return chosen


def cheapest(problem: Problem, pairs: Iterable[Pairing]) -> Chosen:
    """The cheapest flow over some of the pairs, whatever the longest wait."""
    people = len(problem.needs) + 1
    lost = people * HASHES
    load = lost * people * (1 + max(match.lost for match in problem.pairs.values()))
    strange = load * people * 2 * (1 + max(room.load + room.places for room in problem.rooms))
    leave = strange * people
    graph = nx.DiGraph()
    graph.add_node("to", demand=len(problem.needs))
    for need, rank in _ranked(problem):
        graph.add_node(f"n{need}", demand=-1)
        graph.add_edge(f"n{need}", "to", capacity=1, weight=leave * rank)
    for room in problem.rooms:
        for number in range(1, room.places + 1):
            place = f"c{room.champion}", number
            graph.add_edge(f"c{room.champion}", place, capacity=1, weight=load * (2 * (room.load + number) - 1))
            graph.add_edge(place, "to", capacity=1, weight=0)
    for pair in pairs:
        match = problem.pairs[pair]
        cost = strange * (not match.again) + lost * match.lost + tie_key(problem, *pair)
        if graph.has_node(f"c{pair[1]}"):
            graph.add_edge(f"n{pair[0]}", f"c{pair[1]}", capacity=1, weight=cost)
    flow = nx.min_cost_flow(graph)
    return {pair[0]: pair[1] for pair in problem.pairs if flow[f"n{pair[0]}"].get(f"c{pair[1]}")}


def _all(problem: Problem, place: int, chosen: Chosen) -> Iterator[Chosen]:
    if place == len(problem.needs):
        yield dict(chosen)
        return
    request = problem.needs[place].request
    yield from _all(problem, place + 1, chosen)
    for room in problem.rooms:
        if (request, room.champion) in problem.pairs and list(chosen.values()).count(room.champion) < room.places:
            yield from _all(problem, place + 1, chosen | {request: room.champion})


def _left(problem: Problem, chosen: Chosen) -> tuple[int, tuple[int, ...], int]:
    return worth(problem, chosen)[:3]


def _ranked(problem: Problem) -> Iterator[tuple[str, int]]:
    """What leaving each need costs: by weight, then by wait, each rank more than all lower waits together."""
    people = len(problem.needs) + 1
    waits = sorted({need.waited for need in problem.needs})
    order = sorted(problem.needs, key=attrgetter("weight"))
    for _weight, group in groupby(order, attrgetter("weight")):
        for need in group:
            yield need.request, need.weight * people ** (len(waits) + 1) + people ** waits.index(need.waited)
