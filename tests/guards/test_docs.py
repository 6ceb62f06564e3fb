"""What the documents point at exists."""

import re
from pathlib import Path

import pytest

from config import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "app").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\ssrc=\"([^\"]+)\"")
COMMAND = re.compile(r"\bmake ([a-z]+)")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
FILE = re.compile(r"`((?:app|docs|tests|tools|templates|static|migrations|bench)/[\w./-]+\.\w+)`")


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def broken(page: Path) -> list[str]:
    faults = []
    for address in (first or second for first, second in LINK.findall(page.read_text())):
        path, _, anchor = address.partition("#")
        if re.match(r"[a-z]+:", address):
            continue
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            faults.append(address)
    return faults


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken(page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_and_command_that_is_named_exists(page: Path) -> None:
    text = page.read_text()
    quoted = " ".join(re.findall(r"`[^`]+`|^ {4}.+$", text, re.MULTILINE))
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))

    assert [name for name in FILE.findall(text) if not (ROOT / name).exists()] == []
    assert set(COMMAND.findall(quoted)) - targets == set()
