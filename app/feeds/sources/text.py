"""Plain text out of what lists really hold: HTML, entities, odd quotes, control characters, wrong types."""

import html
import re
import unicodedata

LONGEST = 4000
"""Characters kept of one long text; the longest note in the real lists we know has under 2,000."""

_LONGEST_RAW = 3 * LONGEST
"""Characters looked at, tags and all, so that nobody keeps us busy with a text of a million brackets."""

_CONTAINERS = re.compile(r"<(script|style|iframe|object)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_UNSEEN = {"Cc", "Cf", "Cs", "Co"}
_JOINERS = "\u200c\u200d"
_QUOTES = ("''", '""', "“”", "‘’", "«»")


def plain(value: object, longest: int = LONGEST) -> str:
    """A value as plain text with line breaks, never longer than `longest`; empty for what is neither text nor number.

    Tags go, entities are resolved (also when written twice over), control and direction characters go, a value wrapped
    in quotes is unwrapped, backslashes at the end go. Some scripts need the zero-width joiners, so these stay.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = _without_html(str(value)[:_LONGEST_RAW])
    lines = [" ".join(_seen(line).split()) for line in re.split(r"\r\n|[\r\n\u2028\u2029\x0b\x0c]", text)]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return _unwrapped(joined)[:longest].strip()


def line(value: object, longest: int = 255) -> str:
    """A value as one line of plain text."""
    return " ".join(plain(value).split())[:longest].strip()


def _without_html(text: str) -> str:
    """Tags and entities resolved, twice over, because some programs escape what was escaped already."""
    for _ in range(2):
        text = _COMMENT.sub("", _CONTAINERS.sub(" ", text))
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return _TAG.sub("", text)


def _seen(text: str) -> str:
    """The characters that a reader sees; tabs become spaces."""
    kept = (" " if char == "\t" else char for char in text)
    return "".join(char for char in kept if char in _JOINERS or unicodedata.category(char) not in _UNSEEN)


def _unwrapped(text: str) -> str:
    """Without quotes around the whole and backslashes at the end."""
    text = text.rstrip("\\").rstrip()
    inner = text[1:-1]
    wrapped = len(text) > 1 and text[0] + text[-1] in _QUOTES
    return inner.strip() if wrapped and not {text[0], text[-1]} & set(inner) else text
