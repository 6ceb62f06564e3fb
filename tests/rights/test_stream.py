"""A sealed file opens as it was written, and in no other shape."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rights.rules.stream import CHUNK, ID_BYTES, MAGIC, SALT_BYTES, TAG_BYTES, CannotRead, Opening, Sealing

NAME, KEY = b"name", bytes(range(32))
HEAD = len(MAGIC) + ID_BYTES + SALT_BYTES
SEALED_CHUNK = CHUNK + TAG_BYTES
THREE = bytes(range(256)) * (CHUNK // 256) * 3


def sealed(*parts: bytes) -> bytes:
    below = io.BytesIO()
    with Sealing(below, NAME, KEY) as writing:
        for part in parts:
            writing.write(part)
    return below.getvalue()


def read(file: bytes, key: bytes = KEY) -> bytes:
    return Opening(io.BytesIO(file), {NAME: key}).readall()


@given(st.lists(st.binary(max_size=300), max_size=6), st.sampled_from([0, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK]))
def test_what_is_sealed_in_parts_comes_back_whole(parts: list[bytes], more: int) -> None:
    given_parts = [*parts, bytes(more)]

    assert read(sealed(*given_parts)) == b"".join(given_parts)


def test_a_full_last_chunk_is_the_last_one() -> None:
    file = sealed(THREE)

    assert len(file) == HEAD + 3 * SEALED_CHUNK
    assert read(file) == THREE


@pytest.mark.parametrize(
    "at", [0, len(MAGIC), HEAD - 1, HEAD, HEAD + 100, HEAD + SEALED_CHUNK - 1, HEAD + 2 * SEALED_CHUNK]
)
def test_a_changed_byte_anywhere_is_refused(at: int) -> None:
    spoilt = bytearray(sealed(THREE))
    spoilt[at] ^= 1

    with pytest.raises(CannotRead):
        read(bytes(spoilt))


LENGTHS = [0, 5, HEAD - 1, HEAD, HEAD + 5, *(HEAD + n * SEALED_CHUNK for n in (1, 2)), HEAD + 3 * SEALED_CHUNK - 1]


@pytest.mark.parametrize("length", LENGTHS)
def test_a_cut_file_is_refused(length: int) -> None:
    with pytest.raises(CannotRead):
        read(sealed(THREE)[:length])


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2), (0, 1, 1, 2), (0, 1, 2, 2), (2,), (0, 2, 1)])
def test_chunks_in_another_order_are_refused(order: tuple[int, ...]) -> None:
    file = sealed(THREE)
    chunks = [file[HEAD + n * SEALED_CHUNK :][:SEALED_CHUNK] for n in range(3)]

    with pytest.raises(CannotRead):
        read(file[:HEAD] + b"".join(chunks[n] for n in order))


def test_chunks_of_two_files_do_not_mix() -> None:
    one, other = sealed(THREE), sealed(THREE)

    with pytest.raises(CannotRead):
        read(one[: HEAD + SEALED_CHUNK] + other[HEAD + SEALED_CHUNK :])


def test_something_after_the_end_is_refused() -> None:
    with pytest.raises(CannotRead):
        read(sealed(b"short") + b"more")


def test_another_key_and_another_file_are_told_apart() -> None:
    with pytest.raises(CannotRead, match="another key"):
        Opening(io.BytesIO(sealed(b"short")), {b"else": KEY})
    with pytest.raises(CannotRead, match="not as it was written"):
        read(sealed(b"short"), bytes(32))
    with pytest.raises(CannotRead, match="no backup"):
        read(b"PK\x03\x04" + bytes(200))


def test_the_text_stands_nowhere_in_the_file() -> None:
    assert b"canary" not in sealed(b"canary" * 1000)
