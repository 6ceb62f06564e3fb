"""A file sealed in chunks, so that a large one needs little memory and a cut, mixed or changed one is refused.

The header is a magic line, the id of the key (4 bytes) and a salt (32 bytes). Each chunk holds up to 64 KiB, sealed by
AES-256-GCM with a key of the file's own (HKDF of the key and the salt); its nonce is its number and whether it is the
last one, its additional data the header. This is the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár,
"Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance" (CRYPTO 2015), as age and Tink use it.
"""

import io
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.kernel.errors import Refused

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MAGIC = b"alongside backup 1\n"
ID_BYTES, SALT_BYTES, TAG_BYTES = 4, 32, 16
CHUNK = 64 * 1024
INFO = b"alongside sealed file v1"


class CannotRead(Refused):
    """A file is no backup, was sealed with another key, or is not as it was written."""


class Sealing(io.RawIOBase):
    """Seals what is written to it. It is whole only once it is closed; the file below stays open."""

    def __init__(self, below: BinaryIO, key_id: bytes, key: bytes) -> None:
        """Write the header. `key` has 32 bytes, `key_id` 4."""
        self._below = below
        self._header = MAGIC + key_id + secrets.token_bytes(SALT_BYTES)
        self._cipher = _cipher(key, self._header)
        self._rest = bytearray()
        self._number = 0
        below.write(self._header)

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, data: "ReadableBuffer") -> int:
        """Take bytes in; whole chunks go out, the last one waits for `close`."""
        taken = memoryview(data).nbytes
        self._rest += data
        while len(self._rest) > CHUNK:
            self._put(bytes(self._rest[:CHUNK]), is_last=False)
            del self._rest[:CHUNK]
        return taken

    def close(self) -> None:
        """Write the last chunk."""
        if not self.closed:
            self._put(bytes(self._rest), is_last=True)
        super().close()

    def _put(self, chunk: bytes, is_last: bool) -> None:
        self._below.write(self._cipher.encrypt(_nonce(self._number, is_last), chunk, self._header))
        self._number += 1


class Opening(io.RawIOBase):
    """Opens what `Sealing` wrote, as it is read. Raises `CannotRead` at the first chunk that is not as it was."""

    def __init__(self, below: BinaryIO, keys: Mapping[bytes, bytes]) -> None:
        """Read the header; `keys` are by their id. Raises `CannotRead`."""
        self._below = below
        self._header = below.read(len(MAGIC) + ID_BYTES + SALT_BYTES)
        if not self._header.startswith(MAGIC) or len(self._header) < len(MAGIC) + ID_BYTES + SALT_BYTES:
            raise CannotRead("This file is no backup of this site.")
        key = keys.get(self._header[len(MAGIC) :][:ID_BYTES])
        if key is None:
            raise CannotRead("This backup was made with another key: put that key into ALONGSIDE_FIELD_KEYS, last.")
        self._cipher = _cipher(key, self._header)
        self._ahead = below.read(CHUNK + TAG_BYTES)
        self._opened = memoryview(b"")
        self._number = 0
        self._is_done = False

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, into: "WriteableBuffer") -> int:
        """Give the next bytes; 0 at the end, which is the end as it was written."""
        while not self._opened and not self._is_done:
            self._next()
        target = memoryview(into).cast("B")
        given = min(len(target), len(self._opened))
        target[:given] = self._opened[:given]
        self._opened = self._opened[given:]
        return given

    def _next(self) -> None:
        sealed, self._ahead = self._ahead, self._below.read(CHUNK + TAG_BYTES)
        self._is_done = not self._ahead
        try:
            opened = self._cipher.decrypt(_nonce(self._number, self._is_done), sealed, self._header)
        except InvalidTag as error:
            raise CannotRead("This backup is not as it was written: it was changed, or a part is missing.") from error
        self._opened = memoryview(opened)
        self._number += 1


def _cipher(key: bytes, header: bytes) -> AESGCM:
    salt = header[-SALT_BYTES:]
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=INFO).derive(key))


def _nonce(number: int, is_last: bool) -> bytes:
    """Raises OverflowError after 2^64 chunks."""
    return bytes(3) + number.to_bytes(8, "big") + bytes([is_last])
