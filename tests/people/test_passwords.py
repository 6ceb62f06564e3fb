"""What a password may be (SR-038): long, of any characters, and not what guessers try first."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.rules.passwords import (
    LONGEST,
    MOST_TYPED,
    SHORTEST,
    WeakPassword,
    check_password,
    check_word,
    is_known,
    listed,
    tidy,
    tidy_word,
)

CONTEXT = ("Alongside", "Nia", "nia.walker@example.org", "Calder Hub")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "kettle-window-otter",
        "846201937465",
        "пурпурный чайник",
        "紫色のやかんと窓とカワウソと傘",
        "🫖🪟🦦☂️🧦🚲🍐🧭🎈🪵🥁🪐",
        "Llanfairpwllgwyngyll!",
        "alongside otters wander home",
        "~|}{~|}{[]^`",
        "k" * 3 + "m" * 5 + "q" * 4,
    ],
)
def test_a_long_password_of_any_characters_will_do(password: str) -> None:
    check_password(password, CONTEXT)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "12 characters or more"),
        ("kettle-otte", "12 characters or more"),
        ("a\u0301" * 11, "12 characters or more"),
        ("kettle otter " * 10, "128 characters or fewer"),
        ("password1234", "Many people"),
        ("PassWord!!2026", "Many people"),
        ("1985-Dragon-1985", "Many people"),
        ("qwertyuiop!?", "Many people"),
        ("iloveyou iloveyou", "Many people"),
        ("123456789012", "Many people"),
        ("lkjihgfedcba", "Many people"),
        ("890123456789", "Many people"),
        ("aaaaaaaaaaaa", "Many people"),
        ("otter otter otter", "Many people"),
        ("alongside2024!!", "mostly your name"),
        ("Nia.Walker.1985", "mostly your name"),
        ("calderhub-2024-x", "mostly your name"),
        ("walker@example", "mostly your name"),
    ],
)
def test_says_why_a_password_will_not_do(password: str, reason: str) -> None:
    with pytest.raises(WeakPassword, match=reason):
        check_password(password, CONTEXT)


def test_the_list_is_long_and_holds_only_what_can_refuse_a_password() -> None:
    assert len(listed()) >= 10_000
    assert all(len(each) >= SHORTEST or (each[0].isalpha() and each[-1].isalpha()) for each in listed())
    assert {"password", "qwerty", "liverpool"} <= listed()


@given(
    st.sampled_from(sorted(each for each in listed() if len(each) < SHORTEST)),
    st.text("0123456789!?.-_", min_size=SHORTEST, max_size=20),
)
def test_no_listed_password_is_saved_by_capitals_and_digits_around_it(entry: str, tail: str) -> None:
    assert is_known(entry.title() + tail)
    assert is_known(tail + entry.upper())


@given(st.text(max_size=LONGEST + 5))
def test_a_password_is_the_same_however_its_characters_are_composed(text: str) -> None:
    assert tidy(unicodedata.normalize("NFD", text)) == tidy(unicodedata.normalize("NFC", text))


@given(st.text(min_size=LONGEST + 1))
def test_what_is_too_long_stays_too_long(text: str) -> None:
    if len(unicodedata.normalize("NFC", text)) > LONGEST:
        assert len(tidy(text * MOST_TYPED)) > LONGEST


@given(st.text())
def test_any_text_is_either_taken_or_refused_with_a_sentence(text: str) -> None:
    for check in (check_password, check_word):
        try:
            check(text, CONTEXT)
        except WeakPassword as refused:
            assert str(refused).endswith(".")


@pytest.mark.parametrize("word", ["blue otter", "Pontefract cakes", "тюльпаны", "zebrafish-7"])
def test_a_sign_in_word_may_be_short(word: str) -> None:
    check_word(word, CONTEXT)


@pytest.mark.parametrize("word", ["", "otte", "Walker", "alongside", " calder  hub ", "password", "aaaaaa", "w" * 65])
def test_a_sign_in_word_is_not_one_that_others_guess_early(word: str) -> None:
    with pytest.raises(WeakPassword):
        check_word(word, CONTEXT)


def test_capitals_and_spaces_of_a_sign_in_word_do_not_count() -> None:
    assert tidy_word("  Blue   OTTER ") == tidy_word("blue otter")
    assert tidy_word("Straße") == tidy_word("STRASSE")
