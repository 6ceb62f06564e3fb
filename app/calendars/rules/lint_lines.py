"""A finished calendar taken apart line by line, and what is wrong in its letters. Shares no code with the writer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

_VALUE = r'(?:"[^"]*"|[^";:,]*)'
_LINE = re.compile(rf"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+={_VALUE}(?:,{_VALUE})*)*):(.*)", re.DOTALL)
_PARAMETER = re.compile(rf";([A-Za-z0-9-]+)=({_VALUE}(?:,{_VALUE})*)")
_TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION", "CATEGORIES", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "RELATED-TO"}
_STAMP = re.compile(r"(\d{8})T(\d{6})(Z?)")
_LONGEST = 75
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """One content line, unfolded; `number` counts the lines of the file from 1."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """What stands between a BEGIN and its END."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, *names: str) -> list[Line]:
        """Every line of those names."""
        return [line for line in self.lines if line.name in names]

    def value(self, name: str) -> str:
        """The value of the first line of that name; empty if there is none."""
        return next((line.value for line in self.lines if line.name == name), "")

    def of(self, name: str) -> list["Component"]:
        """The parts of that name."""
        return [part for part in self.parts if part.name == name]


class Moment(NamedTuple):
    """A date, or a date with a time, as written: `kind` is date, utc, zone or floating."""

    kind: str
    wall: datetime
    zone: str

    @property
    def day(self) -> date:
        """The date part."""
        return self.wall.date()


class Reading(NamedTuple):
    """The tree of a file (None if there is none) and what is wrong in its letters."""

    calendar: Component | None
    faults: list[str]


def read(body: bytes) -> Reading:
    """Take a file apart."""
    found = list(_octet_faults(body))
    parsed = []
    for number, text in _unfolded(body.decode("utf-8", "replace")):
        line = _parsed(number, text)
        if line is None:
            found.append(f"1: line {number} is no content line")
        else:
            parsed.append(line)
            found += _text_faults(line)
    calendar = _tree(parsed)
    if calendar is None:
        found.append("1: BEGIN and END do not pair, or there is not exactly one calendar")
    return Reading(calendar, found)


def moment(line: Line) -> Moment | None:
    """The date or time of a line; None if it is neither."""
    zone = line.parameters.get("TZID", "")
    try:
        if line.parameters.get("VALUE") == "DATE":
            return (
                Moment("date", datetime.fromisoformat(line.value), "") if re.fullmatch(r"\d{8}", line.value) else None
            )
        written = _STAMP.fullmatch(line.value)
        if written is None or (zone and written[3]):
            return None
        kind = "utc" if written[3] else "zone" if zone else "floating"
        return Moment(kind, datetime.fromisoformat(f"{written[1]}T{written[2]}"), zone)
    except ValueError:
        return None


def is_stamp(text: str) -> bool:
    """Is it a moment in UTC?"""
    return bool(re.fullmatch(r"\d{8}T\d{6}Z", text))


def _octet_faults(body: bytes) -> Iterator[str]:
    if body.startswith(b"\xef\xbb\xbf"):
        yield "1: the file begins with a byte order mark"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", body):
        yield "1: a line does not end in CRLF"
    if not body.endswith(b"END:VCALENDAR\r\n"):
        yield "1: the file does not end with END:VCALENDAR and one CRLF"
    for number, octets in enumerate(re.split(rb"\r\n|\n|\r", body), 1):
        if len(octets) > _LONGEST:
            yield f"1: line {number} is longer than {_LONGEST} octets"
        try:
            text = octets.decode()
        except UnicodeDecodeError:
            yield f"1: line {number} is not whole UTF-8: a fold inside a character, a surrogate or another encoding"
            continue
        if _CONTROLS.search(text) or "\t" in text.strip("\t"):
            yield f"1: line {number} holds a control character"


def _unfolded(text: str) -> list[tuple[int, str]]:
    """(line number, text) of each content line."""
    found: list[tuple[int, str]] = []
    for number, piece in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if piece[:1] in {" ", "\t"} and found:
            found[-1] = (found[-1][0], found[-1][1] + piece[1:])
        elif piece:
            found.append((number, piece))
    return found


def _parsed(number: int, text: str) -> Line | None:
    match = _LINE.fullmatch(text)
    if match is None:
        return None
    parameters = {name.upper(): value.strip('"') for name, value in _PARAMETER.findall(match[2])}
    return Line(number, match[1].upper(), parameters, match[3])


def _text_faults(line: Line) -> Iterator[str]:
    """Escaping of TEXT, and of parameters by RFC 6868."""
    if any(re.search(r"\^(?![n^'])", value) for value in line.parameters.values()):
        yield f"1: line {line.number} holds a circumflex that RFC 6868 does not know"
    if line.name not in _TEXTS:
        return
    bare = re.sub(r"\\[\\;,nN]", "", line.value)
    if "\\" in bare:
        yield f"1: line {line.number} holds a backslash that escapes nothing"
    if ";" in bare or ("," in bare and line.name != "CATEGORIES"):
        yield f"1: line {line.number} holds a comma or semicolon that is not escaped"


def _tree(lines: list[Line]) -> Component | None:
    """The one calendar that the lines make."""
    root = Component("", 0)
    stack = [root]
    for line in lines:
        if line.name == "BEGIN":
            part = Component(line.value.upper(), line.number)
            stack[-1].parts.append(part)
            stack.append(part)
        elif line.name == "END":
            if len(stack) < 2 or stack.pop().name != line.value.upper():
                return None
        else:
            stack[-1].lines.append(line)
    is_one = len(stack) == 1 and not root.lines and [part.name for part in root.parts] == ["VCALENDAR"]
    return root.parts[0] if is_one else None
