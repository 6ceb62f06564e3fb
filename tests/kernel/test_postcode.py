"""Postcodes as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import postcode


@pytest.mark.parametrize("typed", ["HX1 1CK", "hx11ck", " Hx1  1cK ", "HX1-1CK", "h x 1 1 c k", "HX1 1CK."])
def test_writes_a_full_postcode_as_on_an_envelope(typed: str) -> None:
    assert postcode.tidy(typed) == "HX1 1CK"
    assert postcode.is_full(typed)
    assert postcode.sector_of(typed) == "HX1-1"
    assert postcode.outcode_of(typed) == "HX1"


@pytest.mark.parametrize(
    ("typed", "sector"),
    [
        ("HX1-1", "HX1-1"),
        ("hx1 1", "HX1-1"),
        ("W1A 1", "W1A-1"),
        ("ec1a1bb", "EC1A-1"),
        ("M1 1AE", "M1-1"),
        ("HX1 OAA", "HX1-0"),
    ],
)
def test_cuts_to_the_sector_whether_or_not_the_postcode_exists(typed: str, sector: str) -> None:
    assert postcode.sector_of(typed) == sector


@pytest.mark.parametrize("typed", ["HX1", "HX11", "Halifax", "", "1", "53.72,-1.86", "HX1 1C", "ABC1 1AA", "HX1 1CKK"])
def test_says_nothing_of_a_sector_where_none_was_typed(typed: str) -> None:
    assert postcode.sector_of(typed) == ""
    assert not postcode.is_full(typed)


@pytest.mark.parametrize(
    ("typed", "outcode"), [("hx1", "HX1"), ("HX11", "HX11"), ("ec1a", "EC1A"), ("Hull", ""), ("e 1", "E1")]
)
def test_knows_an_outcode_on_its_own(typed: str, outcode: str) -> None:
    assert postcode.outcode_of(typed) == outcode


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 High Street, Halifax HX1 1CK", "HX1 1CK"),
        ("from LS1 4AP to hx11ck please", "HX1 1CK"),
        ("room 5, 4th floor", ""),
        ("BANGOR1 1AA", ""),
    ],
)
def test_finds_the_last_postcode_among_other_words(text: str, found: str) -> None:
    assert postcode.find_in(text) == found


@given(st.text(max_size=200))
def test_takes_any_text_without_complaint(text: str) -> None:
    sector = postcode.sector_of(text)

    assert sector == "" or postcode.sector_of(sector) == sector
    assert postcode.is_full(text) == bool(postcode.tidy(text))
    assert isinstance(postcode.find_in(text) + postcode.outcode_of(text), str)
