"""English for lists, counts, places in a row, and addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.words import in_words, ordinal, printable, slug


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_is_spoken(words: list[str], said: str) -> None:
    assert in_words(words) == said


def test_a_list_of_choices_is_spoken() -> None:
    assert in_words(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (22, "22nd"), (111, "111th"), (-1, "last")],
)  # fmt: skip
def test_a_place_in_a_row_has_its_ending(number: int, said: str) -> None:
    assert ordinal(number) == said


@pytest.mark.parametrize(
    ("text", "address"),
    [("Women's Group", "womens-group"), ("  Café: Zoë & co. ", "cafe-zoe-co"), ("😀", "x"), ("", "x"), ("---", "x")],
)
def test_words_make_an_address(text: str, address: str) -> None:
    assert slug(text) == address


@given(st.text())
def test_every_text_makes_a_plain_address_that_stays_itself(text: str) -> None:
    made = slug(text)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= 60
    assert slug(made) == made


@given(st.text(alphabet=st.characters()))
def test_what_is_printable_can_be_stored_and_shown_anywhere(text: str) -> None:
    kept = printable(text)

    assert "\0" not in kept
    assert kept.encode().decode() == kept
    assert printable(kept) == kept


def test_line_ends_are_printable() -> None:
    assert printable("a\r\n\tb\x00\x07\ud800c") == "a\r\n\tbc"


def test_sr_060_signs_that_turn_others_round_and_codes_of_no_character_are_left_out() -> None:
    assert printable("a\u202etxt.exe\u2066b\ufffe\ufdd0\U0010ffffc") == "atxt.exebc"
    assert printable("\u200fسلام\u200d 🫶🏽") == "\u200fسلام\u200d 🫶🏽"
