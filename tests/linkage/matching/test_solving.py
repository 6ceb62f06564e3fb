"""The answer is the best of all, stage by stage: held against trying everything, and against another solver."""

import subprocess
import sys
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.linkage.matching.rules.solving import Match, Need, Problem, Room, solve, tie_key, weight_of, without
from config import ROOT
from tests.linkage.matching.oracles import by_flow, by_trying, islands, part, worth

KEY, DAY = b"k" * 32, "2026-12-21"


def problem(seed: int, most: int, rooms: int = 5, chance: float = 0.5) -> Problem:
    """Small numbers, so that ties and shortage are the rule."""
    random = Random(seed)
    needs = tuple(
        Need(f"r{number}", waited, weight_of(waited, random.random() < 0.2) // 3 + 1)
        for number, waited in enumerate(random.choices(range(6), k=random.randint(1, most)))
    )
    champions = tuple(
        Room(f"c{number}", random.choice((0, 1, 1, 2)), random.choice((0, 0, 1)))
        for number in range(random.randint(1, rooms))
    )
    pairs = {
        (need.request, room.champion): Match(
            random.choice((0, 0, 1, 5)), need.waited + random.choice((3, 9, 30)), random.random() < 0.2
        )
        for need in needs
        for room in champions
        if random.random() < chance
    }
    return Problem(needs, champions, pairs, KEY, DAY)


PROBLEMS = st.builds(problem, st.integers(0, 10**9), st.just(7), st.just(5), st.sampled_from((0.25, 0.5, 0.8)))


def solved(asked: Problem) -> dict[str, str]:
    found = solve(asked)
    assert found
    return dict(found.chosen)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.builds(problem, st.integers(0, 10**9), st.just(5), st.just(4), st.sampled_from((0.4, 0.9))))
def test_nothing_that_can_be_tried_is_better(asked: Problem) -> None:
    assert solved(asked) == by_trying(asked)


def test_another_solver_agrees_on_two_thousand_problems() -> None:
    differing = []
    for seed in range(2000):
        asked = problem(seed, 3 + seed % 6, chance=(0.25, 0.5, 0.8)[seed % 3])
        ours, theirs = solved(asked), by_flow(asked)
        for island in islands(asked):
            here = part(asked, island)
            if _of(here, ours) != _of(here, theirs):
                differing.append((seed, _of(here, ours), _of(here, theirs)))

    assert differing == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(PROBLEMS, st.randoms(use_true_random=False))
def test_only_pairs_that_could_go_within_room_and_whatever_the_order_of_rows(asked: Problem, random: Random) -> None:
    chosen = solved(asked)
    needs, rooms, pairs = list(asked.needs), list(asked.rooms), list(asked.pairs.items())
    for rows in (needs, rooms, pairs):
        random.shuffle(rows)

    again = solved(replace(asked, needs=tuple(needs), rooms=tuple(rooms), pairs=dict(pairs)))

    assert again == chosen
    assert chosen.items() <= asked.pairs.keys()
    taken = list(chosen.values())
    assert all(taken.count(room.champion) <= room.places for room in asked.rooms)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(PROBLEMS, st.randoms(use_true_random=False))
def test_one_champion_more_never_matches_fewer_and_never_leaves_more_weight(asked: Problem, random: Random) -> None:
    before = solve(asked)
    more = {(need.request, "z"): Match(random.randint(0, 9), 3) for need in asked.needs if random.random() < 0.5}

    after = solve(replace(asked, rooms=(*asked.rooms, Room("z", 1, 3)), pairs=asked.pairs | more))

    assert before and after
    assert len(after.chosen) >= len(before.chosen)
    assert after.weighs <= before.weighs


@settings(max_examples=100, deadline=None, derandomize=True)
@given(PROBLEMS, PROBLEMS)
def test_another_district_changes_nothing_here(here: Problem, there: Problem) -> None:
    away = Problem(
        tuple(replace(need, request=f"a{need.request}") for need in there.needs),
        tuple(replace(room, champion=f"a{room.champion}") for room in there.rooms),
        {(f"a{request}", f"a{champion}"): match for (request, champion), match in there.pairs.items()},
        KEY,
        DAY,
    )

    both = solved(Problem(here.needs + away.needs, here.rooms + away.rooms, {**here.pairs, **away.pairs}, KEY, DAY))

    assert both == solved(here) | solved(away)


def test_a_champion_without_room_joins_nothing() -> None:
    needs, rooms = (Need("a", 0, 1), Need("b", 0, 1)), (Room("1", 1), Room("2", 1), Room("3", 1), Room("full", 0))
    pairs = {("a", "1"): Match(0, 100), ("b", "2"): Match(5, 10), ("b", "3"): Match(0, 50)}
    through = {("a", "full"): Match(0, 1), ("b", "full"): Match(0, 1)}

    assert solved(Problem(needs, rooms, pairs | through, KEY, DAY)) == {"a": "1", "b": "2"}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(PROBLEMS)
def test_who_is_not_to_be_left_is_matched_if_anybody_could_go(asked: Problem) -> None:
    for need in asked.needs:
        could = any(request == need.request and _places(asked, champion) for request, champion in asked.pairs)
        found = solve(without(asked, (), must=need.request))

        assert (found is not None) is could
        assert found is None or need.request in found.chosen


def test_ties_fall_by_the_key_and_the_day_and_evenly() -> None:
    needs, rooms = (Need("a", 5, 6), Need("b", 5, 6)), (Room("c", 1),)
    both = {("a", "c"): Match(0, 5), ("b", "c"): Match(0, 5)}
    days = [f"day {number}" for number in range(400)]

    first = [solved(Problem(needs, rooms, both, KEY, day)) for day in days]

    assert 160 < sum("a" in chosen for chosen in first) < 240
    assert first == [solved(Problem(needs, rooms, both, KEY, day)) for day in days]
    assert first != [solved(Problem(needs, rooms, both, b"another", day)) for day in days]
    assert tie_key(Problem(needs, rooms, both, KEY, "x"), "a", "c") != tie_key(
        Problem(needs, rooms, both, KEY, "y"), "a", "c"
    )


def test_the_solver_comes_only_when_somebody_is_to_be_matched() -> None:
    look = "import sys, app, app.linkage.matching.rules.solving; print({'scipy', 'numpy'} & set(sys.modules))"

    found = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "set()"


def _of(here: Problem, chosen: dict[str, str]) -> object:
    return worth(here, {need.request: chosen[need.request] for need in here.needs if need.request in chosen})


def _places(asked: Problem, champion: str) -> int:
    return next(room.places for room in asked.rooms if room.champion == champion)
