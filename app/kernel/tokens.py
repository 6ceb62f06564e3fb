"""Short and long unguessable names."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case: no i, l, o or u, so that it survives being read aloud."""

REF_LENGTH = 8


def new_ref() -> str:
    """A new short permanent name, 40 random bits as 8 characters, as used in `/l/<id>`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REF_LENGTH))


def new_uid() -> str:
    """A new opaque calendar UID, 130 random bits; says nothing of host, place, time or subject."""
    return "".join(secrets.choice(ALPHABET) for _ in range(26))


def new_key() -> str:
    """A new key, 160 random bits as 32 characters: who knows it may read what it opens."""
    return "".join(secrets.choice(ALPHABET) for _ in range(32))


def new_page() -> str:
    """A new name of somebody's own page, 60 random bits as 12 characters: short enough to be printed and typed, and it
    opens nothing by itself."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
