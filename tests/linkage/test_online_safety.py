"""The assessments that the Online Safety Act asks for are there, and are looked at again within a year (SR-079)."""

import re
from datetime import UTC, date, datetime

from config import ROOT

TEXT = (ROOT / "docs" / "online-safety.md").read_text(encoding="utf-8")


def test_the_assessments_say_when_they_are_due_again_within_a_year() -> None:
    written, again = (_day(rf"{words} (\d+ \w+ \d{{4}})") for words in ("Written on", r"again \*\*by"))

    assert 0 < (again - written).days < 365


def test_each_assessment_that_is_owed_stands_there() -> None:
    heads = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    wanted = ("Which service", "illegal content", "children", "Reporting and complaints", "Records", "expression")

    assert [word for word in wanted if not any(word in head for head in heads)] == []
    assert "not read by a lawyer" in TEXT


def _day(pattern: str) -> date:
    (found,) = re.findall(pattern, " ".join(TEXT.split()))
    return datetime.strptime(found, "%d %B %Y").replace(tzinfo=UTC).date()
