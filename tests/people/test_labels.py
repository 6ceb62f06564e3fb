"""No two people in one list look the same, and what nobody shares stays as it is."""

from collections.abc import Collection, Mapping
from random import Random

from app.people.rules.labels import told_apart


def test_only_who_shares_a_name_gets_a_mark_and_only_as_many_as_are_needed() -> None:
    names = {"1": "Mo", "2": "mo", "3": "Bo", "4": "Mo", "5": "Ned", "6": "Ned"}
    asked: list[list[str]] = []

    def day(same: Collection[str]) -> Mapping[str, str]:
        asked.append(sorted(same))
        return {"1": "asked Monday", "2": "asked Monday", "4": "asked Tuesday"}

    def time(same: Collection[str]) -> Mapping[str, str]:
        asked.append(sorted(same))
        return {"1": "at 9am", "2": "at 10am"}

    assert told_apart(names, day, time) == {
        "1": "Mo (asked Monday, at 9am)", "2": "mo (asked Monday, at 10am)", "3": "Bo", "4": "Mo (asked Tuesday)",
        "5": "Ned (number 1)", "6": "Ned (number 2)",
    }  # fmt: skip
    assert asked == [["1", "2", "4", "5", "6"], ["1", "2", "5", "6"]]


def test_what_the_name_says_already_is_not_said_twice() -> None:
    names = {"1": "Mo, champion", "2": "Mo, champion"}
    assert list(told_apart(names, lambda same: dict.fromkeys(same, "champion")).values()) == [
        "Mo, champion (number 1)", "Mo, champion (number 2)",
    ]  # fmt: skip


def test_whatever_the_names_and_marks_no_two_look_the_same() -> None:
    chance = Random(3)
    for _turn in range(300):
        names = {str(number): chance.choice(["Mo", "Bo", "mo", ""]) for number in range(chance.randrange(9))}
        marks = [{each: chance.choice(["a", "b", ""]) for each in names} for _level in range(chance.randrange(4))]
        called = told_apart(names, *(lambda same, found=found: {each: found[each] for each in same} for found in marks))
        assert list(called) == list(names)
        assert len({each.casefold() for each in called.values()}) == len(names)
