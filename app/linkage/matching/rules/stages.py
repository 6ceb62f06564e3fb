"""The stages of one piece of matching, with SciPy's assignment solver, in whole numbers throughout.

A square of rows and columns: needs and idle places against places and waiting. A need takes a place or its own waiting;
an idle place keeps itself, or takes the waiting of a need that it could have served. After each stage only what is in
some best answer is left (an edge whose price is exactly its cost, by duality), and the next stage chooses among that.
What is not possible is no entry at all, so it cannot be bought at any price.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from app.linkage.matching.rules.solving import Match, Problem, tie_key

Numbers = NDArray[np.int64]
LARGEST = 1 << 52
"""Up to here a floating number, which the solver counts in, is a whole number still."""


IMPOSSIBLE = -1


class TooLarge(Exception):
    """The numbers of a stage are too large to be counted exactly."""


@dataclass(frozen=True, slots=True)
class Square:
    """What may still be chosen: edges by row and column, and what tells needs and places from the rest."""

    rows: Numbers
    columns: Numbers
    needs: int
    places: int

    @property
    def size(self) -> int:
        """Rows, and columns."""
        return self.needs + self.places

    @property
    def matching(self) -> NDArray[np.bool_]:
        """Which edges put a need and a place together."""
        return (self.rows < self.needs) & (self.columns < self.places)

    @property
    def leaving(self) -> NDArray[np.bool_]:
        """Which edges leave a need waiting."""
        return (self.rows < self.needs) & (self.columns >= self.places)

    def only(self, kept: NDArray[np.bool_]) -> "Square":
        """The same with fewer edges."""
        return Square(self.rows[kept], self.columns[kept], self.needs, self.places)


def solve(problem: Problem) -> dict[str, str] | None:
    """By request its champion, for one piece; None if the one that is not to be left cannot be matched."""
    needs = [need.request for need in problem.needs]
    owners = [place for place, room in enumerate(problem.rooms) for _each in range(room.places)]
    lost, hours = _table(problem, lambda match: match.lost), _table(problem, lambda match: match.hours)
    square = _square(problem, hours, owners)
    if not _is_possible(square):
        return None
    square, _chosen = _best(square, _on_leaving(square, _weights(problem)))
    square, _chosen = _best(square, _on_matching(square, _strangers(problem)[:, owners]))
    square = _shortest(square, _on_matching(square, hours[:, owners]))
    square, _chosen = _best(square, _on_matching(square, _loads(problem)))
    square, _chosen = _best(square, _on_matching(square, lost[:, owners]))
    square, chosen = _best(square, _hashes(square, problem, owners))
    taken = ((row, int(chosen[row])) for row in range(square.needs) if chosen[row] < square.places)
    return {needs[row]: problem.rooms[owners[column]].champion for row, column in taken}


def _strangers(problem: Problem) -> Numbers:
    """What putting two together costs who do not both wish to go together again."""
    return _table(problem, lambda match: int(not match.again))


def _table(problem: Problem, number: Callable[[Match], int]) -> Numbers:
    """A number of every pair by need and champion; -1 where they could not go."""
    rows = {need.request: place for place, need in enumerate(problem.needs)}
    columns = {room.champion: place for place, room in enumerate(problem.rooms)}
    table = np.full((len(rows), len(columns)), IMPOSSIBLE, dtype=np.int64)
    for (request, champion), match in problem.pairs.items():
        table[rows[request], columns[champion]] = number(match)
    return table


def _square(problem: Problem, hours: Numbers, owners: list[int]) -> Square:
    """All that is possible. Whoever is not to be left has no waiting to take."""
    needs, places = len(problem.needs), len(owners)
    allowed = np.zeros((needs + places, needs + places), dtype=np.bool_)
    could = hours[:, owners] != IMPOSSIBLE
    allowed[:needs, :places], allowed[needs:, places:] = could, could.T
    allowed[np.arange(needs), places + np.arange(needs)] = [need.request != problem.must for need in problem.needs]
    allowed[needs + np.arange(places), np.arange(places)] = True
    rows, columns = np.nonzero(allowed)
    return Square(rows, columns, needs, places)


def _weights(problem: Problem) -> Numbers:
    """What leaving each need costs: its weight, and among equal weights its wait."""
    longest = max(need.waited for need in problem.needs) + 1
    return np.array([need.weight * longest + need.waited for need in problem.needs], dtype=np.int64)


def _loads(problem: Problem) -> Numbers:
    """Each further person of one champion costs more: 1, 3, 5 and so on, whom they have already counted."""
    prices = [2 * (room.load + number) - 1 for room in problem.rooms for number in range(1, room.places + 1)]
    return np.tile(np.array(prices, dtype=np.int64), (len(problem.needs), 1))


def _hashes(square: Square, problem: Problem, owners: list[int]) -> Numbers:
    costs = np.zeros(square.rows.size, dtype=np.int64)
    for edge in np.flatnonzero(square.matching):
        champion = problem.rooms[owners[square.columns[edge]]].champion
        costs[edge] = tie_key(problem, problem.needs[square.rows[edge]].request, champion)
    return costs


def _on_matching(square: Square, table: Numbers) -> Numbers:
    """The cost of every edge, where putting together costs and nothing else does."""
    costs = np.zeros(square.rows.size, dtype=np.int64)
    costs[square.matching] = table[square.rows[square.matching], square.columns[square.matching]]
    return costs


def _on_leaving(square: Square, weights: Numbers) -> Numbers:
    """The cost of every edge, where leaving a need waiting costs and nothing else does."""
    costs = np.zeros(square.rows.size, dtype=np.int64)
    costs[square.leaving] = weights[square.rows[square.leaving]]
    return costs


def _best(square: Square, costs: Numbers) -> tuple[Square, Numbers]:
    """The edges that are in some cheapest answer, and one such answer, by row its column."""
    if square.rows.size == square.size:
        return square, square.columns
    if 2 * square.size * int(costs.max(initial=0)) >= LARGEST:
        raise TooLarge(f"{square.size} rows with costs up to {costs.max()}")
    matrix = np.full((square.size, square.size), np.inf)
    matrix[square.rows, square.columns] = costs
    _rows, chosen = linear_sum_assignment(matrix)
    spent = matrix[np.arange(square.size), chosen].astype(np.int64)
    return square.only(_slack(square, costs, chosen, spent) == 0), chosen


def _slack(square: Square, costs: Numbers, chosen: Numbers, spent: Numbers) -> Numbers:
    """By how much each edge is dearer than the prices of its row and its column, which no answer falls below.

    The prices are lengths of shortest paths over exchanges (Bellman and Ford): what a column may cost at most so that
    no row would rather have it.
    """
    order = np.argsort(square.columns, kind="stable")
    rows, change = square.rows[order], (costs - spent[square.rows])[order]
    starts = np.searchsorted(square.columns[order], np.arange(square.size))
    price = np.zeros(square.size, dtype=np.int64)
    for _round in range(square.size + 1):
        better = np.minimum(price, np.minimum.reduceat(change + price[chosen[rows]], starts))
        if np.array_equal(better, price):
            break
        price = better
    return costs - spent[square.rows] + price[chosen[square.rows]] - price[square.columns]


def _shortest(square: Square, hours: Numbers) -> Square:
    """The edges within the least longest wait that everybody who is matched can have."""
    tried = np.unique(hours[square.matching])
    low, high = 0, len(tried) - 1
    while low < high:
        middle = (low + high) // 2
        if _is_possible(square.only(~square.matching | (hours <= tried[middle]))):
            high = middle
        else:
            low = middle + 1
    return square.only(~square.matching | (hours <= tried[high])) if len(tried) else square


def _is_possible(square: Square) -> bool:
    """Can every row have a column?"""
    ones = np.ones(square.rows.size, dtype=np.int8)
    graph = csr_array((ones, (square.rows, square.columns)), shape=(square.size, square.size))
    return bool((maximum_bipartite_matching(graph, perm_type="column") >= 0).all())
