"""Codes and links that let somebody in: how long they last, and what they are good for (security decisions 3.3)."""

from datetime import timedelta
from enum import StrEnum

LASTS = timedelta(minutes=10)
CODE_DIGITS = 6
MOST_TRIES = 5
INVITATION_LASTS = timedelta(days=7)


class Purpose(StrEnum):
    """What a code or link was sent for; it is good for nothing else."""

    SIGN_IN = "sign-in"
    EMAIL = "email"
    PHONE = "phone"
    PROVE = "prove"
    JOIN = "join"
    PAGE = "page"


def tidy_code(typed: str) -> str:
    """The digits of a code, however it was spaced; "" when it is no code."""
    digits = "".join(each for each in typed[:40] if each.isdigit() and each.isascii())
    return digits if len(digits) == CODE_DIGITS else ""


def tidy_token(typed: str) -> str:
    """A printed code as it is kept: small letters without spaces and dashes; letters read as what they look like."""
    plain = "".join(typed[:60].lower().split()).replace("-", "")
    return plain.translate(str.maketrans("oil", "011"))


def spaced(token: str) -> str:
    """A token in groups of four, to be printed and typed."""
    return "-".join(token[start : start + 4] for start in range(0, len(token), 4))
