"""SR-013, SR-014: the privacy page and the inventory tell what the register holds, no more and no less."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from click.testing import Result
from flask import Flask

from app.rights.rules.register import register
from app.schema import Model
from tests.browser import Browser

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def page(browser: Browser) -> str:
    return unescape(browser.get("/privacy").source)


def listed(page: str) -> list[tuple[str, str]]:
    """Each thing on the page, after the sentence that says how long."""
    pairs = re.findall(r"<p>([^<]*:)</p>\s*<ul>(.*?)</ul>", page, re.DOTALL)
    return [(kept, thing) for kept, things in pairs for thing in re.findall(r"<li>([^<]*)</li>", things)]


def test_the_page_lists_everything_of_people_that_the_register_holds_and_nothing_else(page: str) -> None:
    told = listed(page)

    assert set(told) == {(entry.kept, entry.says) for entry in register() if entry.is_of_people}
    assert len(told) >= 30


def test_the_page_tells_every_basis_and_who_sees_it(page: str) -> None:
    for words in ("with your yes", "The law lets us", "The law asks us", "Only you can see it.", "Editors of the area"):
        assert words in page


def test_the_page_still_says_that_looking_leaves_nothing(page: str) -> None:
    first, rest = page.split("<h2>When you report a mistake</h2>")

    assert "We keep no record of the places you search for or the pages you read." in first
    assert "When you look" in first
    assert "When you have an account" in rest


def test_the_inventory_covers_every_column(command: Callable[..., Result]) -> None:
    told = json.loads(command("data", "inventory", "--json").output)["columns"]
    columns = {(table.name, column.name) for table in Model.metadata.tables.values() for column in table.columns}

    assert {(row["table"], row["column"]) for row in told} == columns
    assert len(told) == len(columns)
    assert {"table", "column", "class", "purpose", "basis", "retention", "sealed", "subject"} <= told[0].keys()


def test_the_inventory_for_people_has_a_line_for_each_column(command: Callable[..., Result], app: Flask) -> None:
    lines = command("data", "inventory").output.splitlines()

    assert len(lines) == len(register())
    assert any(re.match(r"person\.email_sealed +special +sealed +365 days +explicit consent", line) for line in lines)
