"""Nothing grows past what one reading takes in. No exceptions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_TEMPLATE = 150
FOLDERS = ("app", "migrations", "tests", "tools", "bench")
HISTORY = ROOT / "migrations" / "versions"
"""A migration is written once and read top to bottom; its functions may be as long as its file."""


def files() -> list[Path]:
    found = [*ROOT.glob("*.py")]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts]
    return found


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def long_functions(path: Path) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{each.lineno} {each.name}"
        for each in functions(ast.parse(path.read_text()))
        if each.end_lineno and each.end_lineno - each.lineno + 1 > LONGEST_FUNCTION
    ]


def too_long(paths: list[Path], lines: int) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths if len(path.read_text().splitlines()) > lines]


def test_no_file_is_longer_than_300_lines() -> None:
    assert too_long(files(), LONGEST_FILE) == []


def test_no_function_and_no_test_is_longer_than_40_lines() -> None:
    measured = [path for path in files() if not path.is_relative_to(HISTORY)]

    assert [name for path in measured for name in long_functions(path)] == []


def test_no_template_is_longer_than_150_lines() -> None:
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]

    assert too_long(templates, LONGEST_TEMPLATE) == []


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_says_in_its_first_sentence_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_the_guard_sees_a_long_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.guards.test_sizes.ROOT", tmp_path)
    path = tmp_path / "long.py"
    path.write_text("def long():\n" + "    pass\n" * LONGEST_FUNCTION)

    assert long_functions(path) == ["long.py:1 long"]
