"""The letters of iCalendar: escaping, folding, parameters and stamps (RFC 5545 section 3.1, RFC 6868)."""

from datetime import UTC, date, datetime
from functools import lru_cache

OCTETS = 75
"""The longest line without its end, in octets (RFC 5545 section 3.1)."""

_LINE_ENDS = (0x0A, 0x85, 0x2028, 0x2029)
_DROPPED: dict[int, str | None] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFEFF])
_ONE_LINE = _DROPPED | {9: " "} | dict.fromkeys(_LINE_ENDS, " ")
_TEXT = _DROPPED | {ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,", 9: " "} | dict.fromkeys(_LINE_ENDS, "\\n")
_PARAMETER = _DROPPED | {9: " ", ord("^"): "^^", ord('"'): "^'"} | dict.fromkeys(_LINE_ENDS, "^n")
_URI = _DROPPED | {0x20: "%20"}


def escaped(text: str) -> str:
    """A TEXT value: line ends become `\\n`, other control characters and lone surrogates go."""
    return _marked(text) if text.isprintable() else _one_end(text).translate(_TEXT)


@lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """A TEXT value that stays on one line, for titles and places."""
    return _marked((text if text.isprintable() else _one_end(text).translate(_ONE_LINE)).strip())


def uri(text: str) -> str:
    """A URI value: nothing in it may end the line."""
    return text if text.isascii() and text.isprintable() and " " not in text else text.strip().translate(_URI)


@lru_cache(maxsize=256)
def parameter(name: str, value: str) -> str:
    """`;NAME=value`, with the circumflex forms of RFC 6868 and quotation marks where the value needs them."""
    written = _one_end(value).translate(_PARAMETER)
    return f';{name}="{written}"' if set(written) & set(",;:") else f";{name}={written}"


def folded(line: str) -> str:
    """The line cut into pieces of at most 75 octets, never inside a character."""
    if len(line) * 4 <= OCTETS or (len(line) <= OCTETS and line.isascii()):
        return line
    octets = line.encode()
    if len(octets) <= OCTETS:
        return line
    pieces, start, room = [], 0, OCTETS
    while start < len(octets):
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end].decode())
        start, room = end, OCTETS - 1
    return "\r\n ".join(pieces)


def written(lines: list[str]) -> str:
    """The lines folded and each ended by CRLF."""
    text = "\r\n".join(lines)
    if not text.isascii() or max(map(len, lines)) > OCTETS:
        text = "\r\n".join([folded(line) for line in lines])
    return text + "\r\n"


@lru_cache(maxsize=4096)
def stamp(moment: datetime) -> str:
    """An aware moment in UTC, to the second: `20261122T203000Z`."""
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return local(utc) + "Z"


def local(moment: datetime) -> str:
    """The wall time of a moment, without its zone: `20261122T203000`."""
    return moment.isoformat("T", "seconds")[:19].replace("-", "").replace(":", "")


def day(moment: date) -> str:
    """A day: `20261122`."""
    return moment.isoformat()[:10].replace("-", "")


def _one_end(text: str) -> str:
    """The text with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marked(text: str) -> str:
    """What means something to a reader, with a backslash before it."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
