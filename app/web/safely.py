"""Addresses that somebody else may have written into a link: only our own are followed."""

import re
from urllib.parse import quote, urlsplit

OWN = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")
LONGEST = 500
HOME = "/today"


def own_path(text: str, otherwise: str = HOME) -> str:
    """The path if it is surely one of this site, otherwise the other. Browsers read backslashes as slashes, and drop
    tabs and line ends, so none of these is let through."""
    if len(text) > LONGEST or not OWN.fullmatch(text):
        return otherwise
    parts = urlsplit(text)
    return otherwise if parts.scheme or parts.netloc or "//" in parts.path else text


def inside(path: str) -> str:
    """A path of ours as the value of a query."""
    return quote(own_path(path), safe="/")
