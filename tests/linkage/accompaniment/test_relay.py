"""What the relay takes for a way to be reached, and what it lets pass."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.linkage.accompaniment.rules.relay import Sort, gives_away, is_like_a_home
from tests.linkage.accompaniment.said import ordinary, ways


def test_nine_of_ten_ways_to_be_reached_are_seen_and_hardly_anything_ordinary_is_taken_for_one() -> None:
    """SR-071: at least 90 of 100 of 50 or more formats; at most 5 of 100 of 200 or more ordinary messages."""
    every, usual = ways(), ordinary()
    missed = [each for each in every if gives_away(each) is None]
    mistaken = [each for each in usual if gives_away(each)]

    assert (len(every) >= 50, len(usual) >= 200) == (True, True)
    assert missed == []
    assert mistaken == []


SPELLED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
FORMS = (str, lambda n: SPELLED[n], lambda n: chr(0xFF10 + n), lambda n: f"\u200b{n}", lambda n: f"{n}\ufe0f\u20e3")


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(FORMS)), min_size=10, max_size=12),
    st.sampled_from([" ", "-", ".", "  ", " / ", " - ", "\n", "\u00a0", ", "]),
)
def test_a_number_is_seen_however_its_digits_are_written(
    digits: list[tuple[int, Callable[[int], str]]], between: str
) -> None:
    said = "you find me under " + between.join(form(digit) for digit, form in digits)

    assert gives_away(said) is Sort.NUMBER


@pytest.mark.parametrize(
    ("where", "is_home"),
    [
        ("Outside the red door", False), ("Outside Hall 1, 1 Mill Lane", False), ("Café, 12 Market Street", False),
        ("The library, Halifax", False), ("Bus stop K, Market Street", False), ("12 Acacia Avenue", True),
        ("At my house", True), ("Your place at seven", True), ("Flat 4", True), ("I pick you up", True),
        ("HX3 9ZZ", True), ("At mine", True), ("The café by my flat", True),
    ],
)  # fmt: skip
def test_a_place_to_meet_is_one_where_everybody_may_go(where: str, is_home: bool) -> None:
    assert is_like_a_home(where, "Hall 1, Halifax. 1 Mill Lane") is is_home
