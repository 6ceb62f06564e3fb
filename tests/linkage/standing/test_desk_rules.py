"""The desk's rules: whose load is asked after, and who stands in for whom."""

from datetime import date, datetime, timedelta

import pytest

from app.linkage.referral.rules.covers import Away, CannotCover, all_away, check_cover, stands_in
from app.linkage.referral.rules.tasks import rank
from app.linkage.standing.rules.exceptions import Caseload, wants_care
from tests.linkage.cast import NOW

TODAY, DAY = date(2026, 12, 21), timedelta(days=1)


def test_care_is_due_after_two_silences_or_three_noes_and_not_for_old_ones() -> None:
    def ago(*days: int) -> list[datetime]:
        return [NOW - day * DAY for day in days]

    assert not wants_care(ago(1, 2), ago(1), NOW)
    assert wants_care(ago(1, 2, 27), [], NOW)
    assert wants_care([], ago(1, 13), NOW)
    assert not wants_care(ago(1, 2, 29), ago(1, 15), NOW)
    assert [(load.is_near, load.is_full) for load in (Caseload(23, 30), Caseload(24, 30), Caseload(30, 30))] == [
        (False, False), (True, False), (True, True),
    ]  # fmt: skip


def test_people_who_wait_for_a_call_stand_before_every_chore() -> None:
    mixed = [["look"], ["kind_word"], [], ["champion_care", "look"], ["apology"], ["plan_again", "ring_champion"]]
    assert sorted(mixed, key=rank)[:4] == [
        ["plan_again", "ring_champion"],
        ["apology"],
        ["champion_care", "look"],
        ["kind_word"],
    ]


def test_who_stands_in_is_followed_and_never_round_in_a_ring() -> None:
    aways = [Away("a", "b", TODAY, TODAY + DAY), Away("b", "c", TODAY, TODAY), Away("c", "a", TODAY, TODAY)]
    assert [stands_in(who, aways, TODAY) for who in "abcd"] == ["c", "a", "b", "d"]
    assert stands_in("a", aways, TODAY + DAY) == "b"

    staff = {"a", "b", "c"}
    check_cover(Away("a", "b", TODAY, TODAY), [], staff, TODAY)
    for away, others in (
        (Away("a", "a", TODAY, TODAY), []),
        (Away("a", "z", TODAY, TODAY), []),
        (Away("a", "b", TODAY + DAY, TODAY), []),
        (Away("a", "b", TODAY - 9 * DAY, TODAY - DAY), []),
        (Away("a", "b", TODAY, TODAY + 3 * DAY), [Away("b", "c", TODAY + 2 * DAY, TODAY + 9 * DAY)]),
    ):
        with pytest.raises(CannotCover):
            check_cover(away, others, staff, TODAY)


@pytest.mark.parametrize(
    ("aways", "found"),
    [
        ([], None),
        ([("a", 0, 3)], None),
        ([("a", 0, 3), ("b", 2, 5)], (2, 3)),
        ([("a", 0, 3), ("b", 0, 9), ("a", 4, 6)], (0, 6)),
        ([("a", 5, 6), ("b", 6, 6), ("a", 9, 9), ("b", 9, 9)], (6, 6)),
    ],
)
def test_the_days_on_which_everybody_is_away_are_found(
    aways: list[tuple[str, int, int]], found: tuple[int, int] | None
) -> None:
    every = [Away(who, "c", TODAY + first * DAY, TODAY + last * DAY) for who, first, last in aways]

    assert all_away(["a", "b"], every, TODAY) == (found and tuple(TODAY + each * DAY for each in found))
    assert all_away([], every, TODAY) is None
