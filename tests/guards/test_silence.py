"""No checker is told to look away, and no name hides what it holds."""

import re
from pathlib import Path

import pytest

from config import ROOT

SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|mypy:|ruff:)|pytest\.mark\.(skip|xfail)")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b(?! #\d)")
DRAWERS = ("utils", "helpers", "common", "manager", "misc", "services")
UNKIND = re.compile(r"\b(addicts?|alcoholics?(?! anonymous)|abusers?|relapsers?|non-compliant)\b", re.IGNORECASE)
FELLOWSHIP_NAMES = re.compile(r"(Alcoholics|Narcotics|Cocaine|Marijuana) Anonymous|Adult Children of Alcoholics", re.I)


def code(*folders: str) -> list[Path]:
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts]


@pytest.mark.parametrize("folder", ["app", "migrations", "tools", "tests", "bench"])
def test_no_checker_is_silenced(folder: str) -> None:
    here = Path(__file__)
    silenced = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in code(folder)
        if path != here
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if SILENCED.search(line) or UNFINISHED.search(line)
    ]

    assert silenced == []


def test_no_file_is_a_drawer() -> None:
    assert [str(path) for path in code("app", "tests", "tools") if path.stem in DRAWERS] == []


@pytest.mark.parametrize("page", sorted((ROOT / "templates").rglob("*.*")), ids=lambda page: page.name)
def test_pages_put_the_person_first(page: Path) -> None:
    words = FELLOWSHIP_NAMES.sub("", page.read_text())

    assert UNKIND.findall(words) == []
