"""Bank holidays of each nation, as GOV.UK lists them."""

from datetime import date
from pathlib import Path

import pytest

import app.places
from app.kernel.holidays import DIVISIONS, read

PUBLISHED = Path(app.places.__file__).parent / "data" / "bank-holidays.json"


def test_tells_the_nations_apart():
    found = read(PUBLISHED.read_text(encoding="utf-8"))

    assert set(found) == set(DIVISIONS)
    assert date(2027, 1, 2) not in found["england-and-wales"]
    assert date(2027, 1, 4) in found["scotland"]
    assert date(2027, 3, 17) in found["northern-ireland"]


def test_keeps_boxing_day_of_2026_on_the_monday():
    found = read(PUBLISHED.read_text(encoding="utf-8"))["england-and-wales"]

    assert found[date(2026, 12, 28)] == "Boxing Day"
    assert date(2026, 12, 26) not in found


def test_does_not_take_another_list_for_it():
    with pytest.raises(KeyError):
        read("{}")
