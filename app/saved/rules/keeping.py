"""Which pages somebody may keep on their own phone: those that are the same for everybody."""

import re
from urllib.parse import urlsplit

from app.directory.rules.words import KIND_ADDRESSES

LONGEST = 300
"""Characters of an address."""

PATHS = re.compile(
    r"/(near/[^/]+|online|first-meeting|help-now|family|(venues|areas)/[^/]+"
    rf"|({'|'.join(sorted(KIND_ADDRESSES.values()))})(/[^/.]+)?)"
)


def kept_address(said: str) -> str:
    """The address of a page that may be kept, with its filters, on this site alone; "" for any other."""
    if len(said) > LONGEST or not said.isprintable() or "\\" in said:
        return ""
    try:
        parts = urlsplit(said)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or parts.fragment or not PATHS.fullmatch(parts.path):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
