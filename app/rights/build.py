"""A copy for a person as one ZIP file: everything as JSON, and the same as a page that needs nothing from elsewhere."""

import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from markupsafe import Markup

from app.kernel.speech import _, language, marked
from app.rights.rules.copied import Part
from app.rights.rules.notice import headings

NAME = "copy.zip"
"""Says nothing of what is in it."""

NOTICE = marked(
    "This copy is for you alone. It says things about you that others could use against you: do not pass it on, and "
    "delete it when you have read it."
)


def zipped(parts: Sequence[Part], history: Sequence[tuple[str, str, str]], made_at: datetime) -> bytes:
    """The file. `history` holds, for each time that somebody looked or changed something, when, who and what."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("copy.html", page(parts, history))
        archive.writestr("copy.json", json.dumps(_as_data(parts, history, made_at), ensure_ascii=False, indent=1))
    return held.getvalue()


def page(parts: Sequence[Part], history: Sequence[tuple[str, str, str]]) -> str:
    """The page: what is held by occasion, what is held and not given, and who looked."""
    names = headings()
    groups = dict.fromkeys(part.group for part in parts if part.rows)
    said = [_group(names[group], [part for part in parts if part.group == group]) for group in groups]
    looks = Markup("").join(Markup("<li>{}: {} {}</li>\n").format(*look) for look in history)
    looked = Markup("<ul>\n{}</ul>\n").format(looks) if looks else Markup("<p>{}</p>\n").format(_("Nobody has."))
    html: str = Markup(
        '<!doctype html>\n<html lang="{}">\n<meta charset="utf-8">\n<meta name="viewport" '
        'content="width=device-width">\n<meta name="robots" content="noindex">\n<title>{}</title>\n'
        "<h1>{}</h1>\n<p><strong>{}</strong></p>\n{}<h2>{}</h2>\n{}</html>\n"
    ).format(
        language(), _("A copy"), _("What we hold on you"), _(NOTICE), Markup("").join(said),
        _("Who looked at my record"), looked,
    )  # fmt: skip
    return html


def _group(heading: str, parts: Iterable[Part]) -> Markup:
    filled = [part for part in parts if part.rows]
    return Markup("<h2>{}</h2>\n{}").format(heading, Markup("").join(_table(part) for part in filled))


def _table(part: Part) -> Markup:
    """The rows of a table in plain words; its plumbing is in the JSON only."""
    rows = Markup("").join(_row(row) for row in part.told)
    notes = [Markup("<li>{}: {}</li>\n").format(_(words), _(reason)) for words, reason in part.kept_back]
    more = Markup("<p>{}</p>\n<ul>\n{}</ul>\n").format(_("Held, and not in this copy:"), Markup("").join(notes))
    return Markup("<p>{}</p>\n{}{}").format(_(part.kept), rows, more if notes else "")


def _row(told: Iterable[tuple[str, str]]) -> Markup:
    pairs = [Markup("<dt>{}</dt>\n<dd>{}</dd>\n").format(_(words), value) for words, value in told]
    return Markup("<dl>\n{}</dl>\n<hr>\n").format(Markup("").join(pairs)) if pairs else Markup("")


def _as_data(parts: Iterable[Part], history: Iterable[tuple[str, str, str]], made_at: datetime) -> dict[str, Any]:
    return {
        "notice": _(NOTICE),
        "made_at": made_at.isoformat(),
        "tables": {part.table: _part_as_data(part) for part in parts},
        "history": [{"when": when, "who": who, "what": what} for when, who, what in history],
    }


def _part_as_data(part: Part) -> dict[str, Any]:
    return {
        "kept": _(part.kept),
        "columns": {column: _(words) if words else column for column, words in part.columns.items()},
        "held_and_not_given": {column: _(reason) for column, (_words, reason) in part.not_given.items()},
        "rows": part.rows,
    }
