"""From the bytes of a Meeting Guide list to its rows, however they are wrapped; or one sentence why not."""

import json
from collections.abc import Mapping

from app.feeds.sources.reading import Unusable

Row = Mapping[str, object]

_HEADINGS = {
    "id": "slug",
    "meeting_name": "name",
    "start_time": "time",
    "zip": "postal_code",
    "postcode": "postal_code",
}
"""Plain headings of tables that differ from the field's name."""


def rows_of(data: bytes) -> list[object]:
    """The rows of a list: a bare array, `{"meetings": [...]}`, or a table `{"values": [[...]]}`. Raises `Unusable`."""
    found = _parsed(_text(data))
    if isinstance(found, Mapping):
        if isinstance(found.get("values"), list):
            return _from_table(found["values"])
        if isinstance(found.get("meetings"), list):
            found = found["meetings"]
    if not isinstance(found, list):
        raise Unusable(
            f"This is not a list of meetings: the site answered {_excerpt(found)}. Ask whether sharing is on."
        )
    return found


def _text(data: bytes) -> str:
    """The bytes as text; says what came instead of a list when that is plain to see."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unusable(f"The file is not in UTF-8: line {line} has a character we cannot read.") from error
    start = text.lstrip()[:1]
    if not start:
        raise Unusable("The file is empty.")
    if start == "<":
        raise Unusable("This is a web page, not a list of meetings: the site may ask visitors to prove they are human.")
    return text


def _parsed(text: str) -> object:
    """The value that the text states, or a refusal that names the line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = text.count("\n", 0, len(text.rstrip()) if error.pos >= len(text.rstrip()) else error.pos) + 1
        raise Unusable(f"The file breaks off or is not JSON at line {line}: {error.msg.lower()}.") from error
    except (ValueError, RecursionError) as error:
        raise Unusable("The file holds a number too long or lists too deep to be a list of meetings.") from error


def _from_table(values: list[object]) -> list[object]:
    """Rows of a table whose first row holds the headings, in plain English and any order."""
    if not values or not isinstance(values[0], list):
        raise Unusable("The table has no row of headings.")
    fields = [_field_of(heading) for heading in values[0]]
    rows: list[object] = []
    for cells in values[1:]:
        rows.append(dict(zip(fields, cells, strict=False)) if isinstance(cells, list) else cells)
    return rows


def _field_of(heading: object) -> str:
    """The field that a heading names: "Conference URL" is `conference_url`, "ID" is `slug`."""
    name = "_".join(str(heading).strip().casefold().split())
    return _HEADINGS.get(name, name)


def _excerpt(found: object) -> str:
    """The first words of an answer, fit to show."""
    text = json.dumps(found, ensure_ascii=True, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."
