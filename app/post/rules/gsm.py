"""The alphabet of text messages (3GPP TS 23.038, 6.2.1): how long a text is, and whether it goes out as one."""

LONGEST = 160
"""Septets in one text message."""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
"""These cost two: an escape comes before each."""


def length(text: str) -> int | None:
    """How many septets a text takes; None when it has a character that the alphabet lacks."""
    if set(text) - _BASIC - _EXTENDED:
        return None
    return len(text) + sum(letter in _EXTENDED for letter in text)


def fits(text: str) -> bool:
    """Does it go out as one text message, without a larger alphabet?"""
    taken = length(text)
    return taken is not None and taken <= LONGEST
