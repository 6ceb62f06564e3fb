"""Whatever stands in a table comes back from its line of JSON as it was."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rights.rules.portable import line, row

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
NESTED = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
MOMENTS = st.datetimes(timezones=st.just(UTC))
VALUES = PLAIN | st.binary() | MOMENTS | st.dates() | st.times() | st.dictionaries(st.text(), NESTED) | st.lists(NESTED)


class Word(StrEnum):
    ONE = "one"


def read(text: str) -> list[Any]:
    return row(json.loads(text))


@given(st.lists(VALUES))
def test_a_row_comes_back_as_it_was(values: list[Any]) -> None:
    told = line(values)

    assert read(told) == values
    assert [type(value) for value in read(told)] == [type(value) for value in values]
    assert "\n" not in told


def test_an_object_that_looks_like_one_of_ours_stays_what_it_is() -> None:
    values = [{"bytes": "AAAA"}, {"moment": "2026-12-21"}, {"json": {}}, [{"day": 1}]]

    assert read(line(values)) == values


def test_a_word_of_a_list_of_words_is_its_text() -> None:
    assert read(line([Word.ONE])) == ["one"]


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="complex"):
        line([1j])


def test_a_moment_keeps_its_microseconds_and_its_zone() -> None:
    moment = datetime(2026, 12, 21, 12, 30, 15, 123456, tzinfo=UTC)

    assert read(line([moment])) == [moment]
