"""Chips and choices: every one leads to an address that is understood, and shows what is chosen."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.directory.rules.choosing import chips, groups, online_chips
from app.directory.rules.finding import MARKS, MOMENTS, ONLINE, Wish
from app.directory.rules.vocabulary import routes

TODAY = date(2026, 12, 21)
WISHES = st.builds(
    Wish,
    when=st.sampled_from(("", *MOMENTS)),
    miles=st.integers(1, 300),
    online=st.sampled_from(ONLINE),
    marks=st.frozensets(st.sampled_from(MARKS)),
    page=st.integers(1, 5),
)


def test_what_is_usual_is_shown_as_chosen() -> None:
    chosen = [chip.words for chip in chips("/near/halifax", Wish(), TODAY) if chip.is_current]

    assert chosen == ["Today"]


def test_the_days_offered_are_those_after_tomorrow() -> None:
    offered = [chip.words for chip in chips("/near/halifax", Wish(), TODAY)]

    assert offered[:6] == ["On now", "Today", "Tomorrow", "Wednesday", "Thursday", "7 days"]


@given(WISHES)
def test_a_chip_that_is_on_is_taken_off_by_another_tap(wish: Wish) -> None:
    for chip in chips("/x", wish, TODAY):
        if chip.words == "Step-free":
            assert chip.is_current == ("step_free" in wish.marks)
            assert ("step_free=1" in chip.url) is not chip.is_current
        if chip.words == "Online":
            assert ("online=only" in chip.url) is not chip.is_current


@given(WISHES)
def test_choices_show_the_wish_and_nothing_else_as_chosen(wish: Wish) -> None:
    shown = {
        (choice.name, choice.value) for group in groups(wish, routes(), ["en", "pl"]) for choice in group.choices
        if choice.is_chosen
    }  # fmt: skip

    marks = {(mark, "1") for mark in wish.marks}
    assert shown == {("when", wish.when), ("miles", str(wish.miles)), ("online", wish.online), ("language", "")} | marks


def test_english_is_not_a_choice_of_language() -> None:
    told = {choice.words for group in groups(Wish(), routes(), ["en", "pl", "cy"]) for choice in group.choices}

    assert {"Polish", "Welsh"} <= told
    assert "English" not in told


def test_online_has_moments_and_no_distance() -> None:
    assert [chip.url for chip in online_chips("/online", Wish())] == [
        "/online?when=now", "/online?when=today", "/online?when=tomorrow", "/online?when=week",
    ]  # fmt: skip
