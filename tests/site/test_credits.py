"""The credits page shows, word for word, what the sources of our data ask for."""

import re

import html5lib

from config import ROOT
from tests.browser import words

README = ROOT / "app" / "places" / "data" / "README.md"


def test_every_credit_that_the_data_ask_for_is_shown(sources: dict[str, str]) -> None:
    asked = re.findall(r"(?:Credit|Attribution): \"(.+?)\"", " ".join(README.read_text().split()))
    shown = words(html5lib.parse(sources["/credits"], namespaceHTMLElements=False).find(".//main"))

    assert len(asked) >= 4
    assert [credit for credit in asked if credit not in shown] == []
