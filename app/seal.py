"""Texts that only this site can read: sealed with AES-256-GCM, bound to their table, column and row; and blind indexes,
by which a sealed text is found again without being opened.

An envelope is: version (1 byte), key id (4 bytes), nonce (12 bytes), ciphertext with its tag. The additional data is
"alongside", table, column and row, so that an envelope copied to any other place does not open there (NIST SP 800-38D).
Keys are derived from the secrets of `ALONGSIDE_FIELD_KEYS` and `ALONGSIDE_INDEX_KEY` by HKDF (RFC 5869): commas part
several; the first one writes, all of them read.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
ID_BYTES = 4
NONCE_BYTES = 12
TAG_BYTES = 16
HEAD = len(VERSION) + ID_BYTES + NONCE_BYTES


class CannotOpen(Exception):
    """A sealed text does not open: another key, another place, or changed on the way. The text says where it stands,
    never what it holds."""


class Ring:
    """The keys of one installation."""

    def __init__(self, field_keys: str, index_key: str) -> None:
        """Both are texts of one or more secrets, parted by commas; a secret that is named twice counts once. Raises
        ValueError when one is empty, or when two share an id (once in four thousand million pairs)."""
        self._secrets = _by_id(field_keys, "field key id")
        self._ciphers = {name: AESGCM(_derive(of, "field encryption", 32)) for name, of in self._secrets.items()}
        self._indexes = {
            name: _derive(secret, "blind index", 32) for name, secret in _by_id(index_key, "index key id").items()
        }

    @property
    def writes_with(self) -> bytes:
        """The id of the key that seals."""
        return next(iter(self._ciphers))

    @property
    def reads_with(self) -> list[bytes]:
        """The ids of all keys, the writing one first."""
        return list(self._ciphers)

    @property
    def indexes_with(self) -> list[bytes]:
        """The ids of all index keys, the writing one first, as `indexes` has its answers."""
        return list(self._indexes)

    def keys_for(self, purpose: str) -> dict[bytes, bytes]:
        """A key of 32 bytes for something other than fields, from each field key by its id, the writing one first."""
        return {name: _derive(secret, purpose, 32) for name, secret in self._secrets.items()}

    def seal(self, text: str, place: str) -> bytes:
        """The envelope of a text for one place."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._ciphers[self.writes_with].encrypt(nonce, text.encode(), _bound(place))
        return VERSION + self.writes_with + nonce + sealed

    def open(self, envelope: bytes, place: str) -> str:
        """The text of an envelope. Raises `CannotOpen`."""
        if envelope[:1] != VERSION or len(envelope) < HEAD + TAG_BYTES:
            raise CannotOpen(f"What stands at {place} is no sealed text.")
        cipher = self._ciphers.get(key_id(envelope))
        if cipher is None:
            raise CannotOpen(f"No key for what is sealed at {place}.")
        try:
            return cipher.decrypt(envelope[HEAD - NONCE_BYTES : HEAD], envelope[HEAD:], _bound(place)).decode()
        except InvalidTag as error:
            raise CannotOpen(f"What is sealed at {place} does not belong there, or was changed.") from error

    def index(self, text: str, sort: str) -> str:
        """The blind index of a text in canonical form: the same text of the same sort always gives the same."""
        return self.indexes(text, sort)[0]

    def indexes(self, text: str, sort: str) -> list[str]:
        """The blind index under every index key, the writing one first: where to look while keys are changed."""
        message = f"{sort}\n{text}".encode()
        return [hmac.new(key, message, hashlib.sha256).hexdigest() for key in self._indexes.values()]


_ring: ContextVar[Ring] = ContextVar("ring")


def ring() -> Ring:
    """The keys in use. Raises LookupError where none were given."""
    return _ring.get()


def use(keys: Ring) -> None:
    """Use these keys from here on in this thread."""
    _ring.set(keys)


@contextmanager
def using(keys: Ring) -> Iterator[None]:
    """Use other keys meanwhile."""
    token = _ring.set(keys)
    try:
        yield
    finally:
        _ring.reset(token)


def key_id(envelope: bytes) -> bytes:
    """The id of the key that an envelope was sealed with."""
    return envelope[len(VERSION) : len(VERSION) + ID_BYTES]


class Sealed:
    """A text of a model, kept sealed in the column of the same name with `_sealed`, bound to the row's `id`.

    The row's id is made at once where it has none yet; one that is given comes before the texts, as the first word of
    the constructor. An empty text is kept as nothing. Where the model has a column of the same name with `_index`, it
    holds the blind index of the text, under the name as its sort.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn which columns are ours."""
        self.name = name
        self.column = f"{name}_sealed"
        self.index_column = f"{name}_index"

    @overload
    def __get__(self, row: None, owner: type) -> "Sealed": ...
    @overload
    def __get__(self, row: Any, owner: type) -> str: ...
    def __get__(self, row: Any, owner: type) -> "Sealed | str":
        """The text, or "" where there is none. Raises `CannotOpen`."""
        if row is None:
            return self
        envelope: bytes | None = getattr(row, self.column)
        return ring().open(envelope, place_of(row, self.column)) if envelope else ""

    def __set__(self, row: Any, text: str) -> None:
        """Seal a text."""
        if row.id is None:
            row.id = new_id()
        setattr(row, self.column, ring().seal(text, place_of(row, self.column)) if text else None)


def place_of(row: Any, column: str) -> str:
    """The one place where an envelope opens."""
    return place_in(row.__tablename__, column, row.id)


def place_in(table: str, column: str, row_id: str) -> str:
    """The one place where the envelope of this column of this row opens."""
    return f"{table}|{column}|{row_id}"


def new_id() -> str:
    """An unguessable name of a row: 128 random bits as 32 hexadecimal characters."""
    return secrets.token_hex(16)


def _by_id(given: str, purpose: str) -> dict[bytes, str]:
    """The secrets in their order, each by the id that is derived from it."""
    secrets_given = list(dict.fromkeys(part.strip() for part in given.split(",") if part.strip()))
    if not secrets_given:
        raise ValueError("A key is missing.")
    found = {_derive(secret, purpose, ID_BYTES): secret for secret in secrets_given}
    if len(found) < len(secrets_given):
        raise ValueError("Two keys share an id: make another one.")
    return found


def _derive(secret: str, purpose: str, size: int) -> bytes:
    info = f"alongside {purpose} v1".encode()
    return HKDF(algorithm=SHA256(), length=size, salt=None, info=info).derive(secret.encode())


def _bound(place: str) -> bytes:
    return f"alongside|{place}".encode()
