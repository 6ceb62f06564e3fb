"""What sealing gives, byte by byte, worked out a second way; and every envelope that must not open."""

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from app.seal import HEAD, CannotOpen, Ring, key_id

FIELD, INDEX = "first secret of the field keys", "the index secret"
PLACE = "person|name_sealed|row-1"
ENVELOPE = bytes.fromhex("01463ac4de000102030405060708090a0b913c22bba37297bf465c3ef5af5a7988e3d8d2")
"""“Nia”, sealed at `PLACE` with the nonce 00…0b."""


def derived(secret: str, purpose: str, size: int) -> bytes:
    """HKDF-SHA-256 without a salt for one block of output, as RFC 5869, 2.2 and 2.3 write it."""
    extracted = hmac.new(bytes(32), secret.encode(), hashlib.sha256).digest()
    return hmac.new(extracted, f"alongside {purpose} v1".encode() + b"\x01", hashlib.sha256).digest()[:size]


def test_a_known_envelope_opens() -> None:
    assert Ring(FIELD, INDEX).open(ENVELOPE, PLACE) == "Nia"


def test_an_envelope_is_version_key_nonce_and_what_aes_gives() -> None:
    sealed = Ring(FIELD, INDEX).seal("Nia", PLACE)

    opened = AESGCM(derived(FIELD, "field encryption", 32)).decrypt(
        sealed[5:17], sealed[17:], b"alongside|person|name_sealed|row-1"
    )
    assert opened == b"Nia"
    assert (sealed[:1], sealed[1:5], len(sealed)) == (b"\x01", derived(FIELD, "field key id", 4), 17 + 3 + 16)


def test_the_blind_index_is_known() -> None:
    expected = hmac.new(derived(INDEX, "blind index", 32), b"email\nnia@example.org", hashlib.sha256).hexdigest()

    assert Ring(FIELD, INDEX).index("nia@example.org", "email") == expected
    assert expected == "ea72715f53d14df595a698fbd31a1decdfafce5bd7f3dd81a9f0cf12485de0c7"


def test_other_purposes_have_keys_of_their_own() -> None:
    keys = Ring(FIELD, INDEX).keys_for("backup")

    assert keys == {derived(FIELD, "field key id", 4): derived(FIELD, "backup", 32)}
    assert len({derived(FIELD, purpose, 32) for purpose in ("backup", "field encryption", "blind index")}) == 3


@pytest.mark.parametrize("at", range(len(ENVELOPE)))
def test_an_envelope_with_one_bit_changed_does_not_open(at: int) -> None:
    spoilt = bytearray(ENVELOPE)
    spoilt[at] ^= 1

    with pytest.raises(CannotOpen):
        Ring(FIELD, INDEX).open(bytes(spoilt), PLACE)


@pytest.mark.parametrize("length", range(len(ENVELOPE)))
def test_a_cut_envelope_does_not_open(length: int) -> None:
    with pytest.raises(CannotOpen):
        Ring(FIELD, INDEX).open(ENVELOPE[:length], PLACE)


@pytest.mark.parametrize(
    "place",
    [
        "person|name_sealed|row-2",
        "person|email_sealed|row-1",
        "invitation|name_sealed|row-1",
        "",
        f"{PLACE}|",
        "person",
    ],
)
def test_an_envelope_opens_in_its_own_place_only(place: str) -> None:
    with pytest.raises(CannotOpen):
        Ring(FIELD, INDEX).open(ENVELOPE, place)


def test_an_envelope_under_the_name_of_another_key_does_not_open() -> None:
    ring = Ring(f"{FIELD},another secret", INDEX)
    other = ring.reads_with[1]

    with pytest.raises(CannotOpen):
        ring.open(ENVELOPE[:1] + other + ENVELOPE[5:], PLACE)


def test_what_does_not_open_says_where_and_never_what() -> None:
    with pytest.raises(CannotOpen) as told:
        Ring("quite another secret", INDEX).open(ENVELOPE, PLACE)

    assert PLACE in str(told.value)
    assert "Nia" not in str(told.value)
    assert FIELD not in str(told.value)


@given(st.text(), st.text(max_size=60), st.integers(min_value=1, max_value=3))
def test_whatever_is_sealed_comes_back(text: str, place: str, keys: int) -> None:
    secrets = [f"secret number {number}" for number in range(keys)]
    sealed = Ring(secrets[0], INDEX).seal(text, place)

    assert Ring(",".join(reversed(secrets)), INDEX).open(sealed, place) == text
    assert len(sealed) == HEAD + len(text.encode()) + 16


@given(st.binary(max_size=80))
def test_nothing_that_was_not_sealed_opens(envelope: bytes) -> None:
    with pytest.raises(CannotOpen):
        Ring(FIELD, INDEX).open(envelope, PLACE)


def test_the_same_text_never_looks_the_same() -> None:
    ring = Ring(FIELD, INDEX)
    sealed = {ring.seal("Nia", PLACE) for _ in range(100)}

    assert len(sealed) == 100
    assert {key_id(each) for each in sealed} == {ring.writes_with}
