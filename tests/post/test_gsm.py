"""How long a text message is, counted as the network counts it."""

import pytest

from app.post.rules import gsm


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("Your code is 402913", 19), ("£5 at the café", 14), ("€", 2), ("[~]", 6), ("a\n@", 3)],
)
def test_counts_septets(text: str, length: int) -> None:
    assert gsm.length(text) == length


@pytest.mark.parametrize("text", ["“code”", "it’s", "wait…", "a–b", "`", "ŵ", "😀", "\t"])
def test_knows_what_the_alphabet_lacks(text: str) -> None:
    assert gsm.length(text) is None
    assert not gsm.fits(text)


def test_one_text_holds_a_hundred_and_sixty() -> None:
    assert gsm.fits("x" * 160)
    assert not gsm.fits("x" * 161)
    assert not gsm.fits("x" * 159 + "€")


def test_every_character_of_the_alphabet_is_one_of_a_hundred_and_twenty_eight() -> None:
    basic = [chr(number) for number in range(0x3000) if gsm.length(chr(number)) == 1]

    assert len(basic) == 127
