"""Codes on paper, each good once: how they look and how they are read."""

import secrets

from app.kernel.tokens import ALPHABET
from app.people.rules.entry import spaced, tidy_token

SET = 10
LENGTH = 16
"""80 random bits: a code alone tells whose it is, and nobody guesses one."""


def new_code() -> str:
    """A new code as it is kept: 16 characters without i, l, o and u."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_printed(code: str) -> str:
    """A code in groups of four, "0abc-1def-2ghj-3kmn"."""
    return spaced(code)


def as_kept(typed: str) -> str:
    """A typed code as it is kept, however it was spaced and whether letters look like digits; "" if it is none."""
    code = tidy_token(typed)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
