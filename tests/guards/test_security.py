"""Every requirement on privacy and safety has a test named after it, or a line in docs/security.md."""

import re

from config import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text()
CODE = "\n".join(file.read_text() for file in (ROOT / "tests").rglob("test_*.py") if "node_modules" not in file.parts)
TESTS = set(re.findall(r"def (test_\w+)", CODE))
ASKED = [f"{number:03}" for number in (*range(1, 68), *range(80, 96))]


def test_every_requirement_has_a_test_or_a_line_that_says_why_not_yet() -> None:
    named = set(re.findall(r"test_sr_(\d{3})", "\n".join(TESTS)))
    listed = set(re.findall(r"^\| (\d{3}) \|", PAGE.split("## Faults")[0] + PAGE.split("## Not yet")[1], re.MULTILINE))

    assert [number for number in ASKED if number not in named | listed] == []


def test_every_test_that_the_page_names_exists() -> None:
    assert {name for name in re.findall(r"`(test_\w+)`", PAGE)} - TESTS == set()


def test_every_fault_that_was_tried_names_a_test() -> None:
    faults = PAGE.split("## Faults")[1].split("## Not yet")[0]

    assert [line for line in faults.splitlines() if re.match(r"\| (SR-)?\d", line) and "test_" not in line] == []
