"""`make words`: every sentence that a person sees, collected into `translations/messages.pot` for translators.

The file is the same on every machine and every day: it names files without lines, and no date.
"""

import csv
import tomllib
from collections.abc import Collection, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages import Catalog, frontend
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import write_po

from config import ROOT

TEMPLATE = ROOT / "translations" / "messages.pot"
SEARCHED = ("app", "templates")
KEYWORDS = DEFAULT_KEYWORDS | {"counted": (1, 2), "marked": None}
HEAD = "# Every sentence of Alongside that a person sees. docs/decisions/0009-languages.md tells how to add a language."
CHANGING = tuple(
    f'"{name}'.encode()
    for name in ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Report-", "Generated-By")
)
"""Lines of the file's head that would differ from day to day, or that nobody has filled in."""
Found = Iterator[tuple[int, str, str, list[str]]]


def main() -> None:
    """Write the file and say how many sentences it holds."""
    found = catalogue()
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(written(found))
    print(f"{TEMPLATE.relative_to(ROOT)}: {len(found)} sentences.")


def catalogue() -> Catalog:
    """Every sentence of the site, as `babel.cfg` says where they are."""
    read_mapping: Any = frontend.parse_mapping_cfg
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = read_mapping(mapping)
    found = Catalog(project="Alongside", version="1", header_comment=HEAD, charset="utf-8", fuzzy=False)
    rows = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=_is_searched)
    for path, _line, words, comments, context in rows:
        found.add(words, None, [(path, 0)], auto_comments=comments, context=context)
    return found


def written(found: Catalog) -> bytes:
    """The catalogue as a template for translators, in order of its sentences."""
    text = BytesIO()
    write_po(text, found, sort_output=True, include_lineno=False, width=120)
    lines = text.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(CHANGING))


def csv_words(table: BinaryIO, _keywords: object, _comment_tags: Collection[str], options: dict[str, str]) -> Found:
    """The worded columns of a table, for Babel; `columns` names them."""
    for row in csv.DictReader(TextIOWrapper(table, encoding="utf-8", newline="")):
        yield from (_found(row[column]) for column in options["columns"].split() if row[column])


def toml_words(table: BinaryIO, _keywords: object, _comment_tags: Collection[str], options: dict[str, str]) -> Found:
    """The worded keys of every row of a TOML file's lists of tables, for Babel; `keys` names them."""
    for rows in tomllib.load(table).values():
        for row in rows:
            yield from (_found(words) for key in options["keys"].split() for words in _texts(row.get(key)))


def _texts(value: Any) -> list[str]:
    return [text for text in (value if isinstance(value, list) else [value]) if text]


def _found(words: str) -> tuple[int, str, str, list[str]]:
    return 0, "_", words, []


def _is_searched(path: str) -> bool:
    folder = Path(path)
    return folder.name[:1] not in ("_", ".") and folder.relative_to(ROOT).parts[0] in SEARCHED


if __name__ == "__main__":
    main()
