"""Reading addresses and numbers: one form of each, nothing that could be two, and never for long."""

import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.people.rules.contact import CannotRead, Contact, can_ring, read_contact, read_email, read_phone
from app.people.rules.entry import tidy_code, tidy_token
from app.people.rules.sessions import label
from app.post.rules.message import Message, check_message
from app.web.safely import own_path

QUICK = 0.1
"""Seconds (SR-067)."""
CHARACTERS = st.text(st.one_of(st.characters(), st.sampled_from("@+.- 07()\\/%\t\r\n\0")), max_size=300)


@pytest.mark.parametrize("typed", ["07700 900 123", "+44 7700 900123", "0044 7700 900123", "(07700) 900-123"])
def test_a_number_is_kept_in_one_form_however_it_is_written(typed: str) -> None:
    assert read_contact(typed) == Contact("phone", "+447700900123")


def test_an_address_is_kept_in_small_letters() -> None:
    assert read_contact("  Nia@Example.ORG ") == Contact("email", "nia@example.org")


@pytest.mark.parametrize(
    "typed",
    ["07700900", "0770 0900", "07700 900 9", "+44 7700 900", "01422 123", "01422 12345", "0800 1111", "0909 879 0000",
     "07700 900 1234", "+353 85 012 3456", "+1 202 555 0123"],
)  # fmt: skip
def test_half_a_number_and_one_that_we_cannot_write_to_is_refused(typed: str) -> None:
    with pytest.raises(CannotRead):
        read_contact(typed)


@pytest.mark.parametrize(
    "typed", ["01632 960123", "020 7946 0123", "0303 999 0123", "016977 2345", "0800 123456", "+44 1481 960123"]
)
def test_whole_numbers_of_every_sort_that_people_have_are_taken(typed: str) -> None:
    assert read_contact(typed).sort == "phone"
    assert can_ring(typed)


@pytest.mark.parametrize(("typed", "rings"), [("01422 123", False), ("ring us", False), ("+353 85 012 3456", True)])
def test_a_number_to_ring_may_be_of_another_country_but_is_whole(typed: str, rings: bool) -> None:
    assert can_ring(typed) is rings


@pytest.mark.parametrize(
    "typed",
    ["", " ", "nia", "nia@", "@example.org", "nia@example", "12", "999", "0" * 41, "nia@example.org, cal@example.org",
     "nia@example.org cal@example.org", "nia@example.org\r\nBcc: all@example.org", "<nia@example.org>", "+290 1234",
     "nia\0@example.org", "nia\u202e@example.org", "nia@example.org" + " " * 300 + "x", "n" * 250 + "@example.org"],
)  # fmt: skip
def test_sr_027_what_is_not_one_address_or_number_is_refused(typed: str) -> None:
    with pytest.raises(CannotRead):
        read_contact(typed)


@given(CHARACTERS)
@settings(max_examples=400, deadline=None)
def test_sr_027_whatever_is_read_can_be_written_to_and_is_one_recipient(typed: str) -> None:
    try:
        contact = read_contact(typed)
    except CannotRead:
        return
    channel = {"email": "email", "phone": "text"}[contact.sort]
    values = {"code": "123456", "link": "https://x.example/a", "minutes": "10"}
    message = Message("key", "sign_in_code", channel, contact.text, values, datetime.now(UTC))
    check_message(message)
    assert read_contact(contact.text) == contact


@given(CHARACTERS, st.integers(1, 30_000))
@settings(max_examples=200, deadline=None)
def test_sr_067_no_text_makes_a_reader_slow(piece: str, times: int) -> None:
    typed = (piece * times)[:100_000]
    for read in (read_email, read_phone, read_contact, tidy_code, tidy_token, label, own_path):
        begun = time.process_time()
        with suppress(CannotRead):
            read(typed)
        assert time.process_time() - begun < QUICK, (read, piece)


@given(CHARACTERS)
def test_a_code_is_six_digits_or_nothing(typed: str) -> None:
    code = tidy_code(typed)

    assert code == "" or (len(code) == 6 and code.isascii() and code.isdigit())


def test_a_printed_code_is_read_however_it_is_spaced_and_spelt() -> None:
    assert tidy_token(" 7K2M-9QXD 4hvt-bOcE ") == "7k2m9qxd4hvtb0ce"
    assert tidy_token("o0iIlL") == "001111"


def test_a_browser_is_called_by_a_coarse_name_only() -> None:
    agent = "Mozilla/5.0 (Linux; Android 15; SM-S911B) AppleWebKit/537.36 Chrome/156.0.1.2 Mobile Safari/537.36"

    assert label(agent) == "Chrome on Android"
    assert label("zz-canary " * 5000) == "A browser"
