"""Whether a helpline answers at this moment: by weekday, by the London clock, through both clock changes."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app.site.rules.opening import read_hours, standing
from tests.browser import Browser, words

DRINKLINE = ("mon-fri 09:00-20:00", "sat-sun 11:00-16:00")
NA = ("mon-sun 10:00-24:00",)
WEEKDAYS = ("mon-fri 09:30-17:00",)
LATE = ("fri-sat 22:00-02:00",)


@pytest.mark.parametrize(
    ("rows", "moment", "said"),
    [
        (DRINKLINE, "2026-12-21T08:59Z", "Opens at 9am."),
        (DRINKLINE, "2026-12-21T09:00Z", "Open now."),
        (DRINKLINE, "2026-12-21T19:59Z", "Open now."),
        (DRINKLINE, "2026-12-21T20:00Z", "Opens tomorrow at 9am."),
        (DRINKLINE, "2026-12-25T20:00Z", "Opens tomorrow at 11am."),
        (DRINKLINE, "2026-12-26T10:59Z", "Opens at 11am."),
        (DRINKLINE, "2026-12-27T16:00Z", "Opens tomorrow at 9am."),
        (NA, "2026-12-21T23:59Z", "Open now."),
        (NA, "2026-12-22T00:00Z", "Opens at 10am."),
        (WEEKDAYS, "2026-12-18T17:00Z", "Opens on Monday at 9:30am."),
        (LATE, "2026-12-19T01:59Z", "Open now."),
        (LATE, "2026-12-20T02:00Z", "Opens on Friday at 10pm."),
        (("mon 00:00-24:00",), "2026-12-22T00:00Z", "Opens on Monday at midnight."),
        (("always",), "2026-12-22T03:00Z", "Day and night."),
        ((), "2026-12-22T03:00Z", ""),
        # The clocks go forward at 01:00 on Sunday 29 March 2026, and back at 01:00 UTC on Sunday 25 October.
        (NA, "2026-03-28T09:59Z", "Opens at 10am."),
        (NA, "2026-03-28T10:00Z", "Open now."),
        (NA, "2026-03-29T08:59Z", "Opens at 10am."),
        (NA, "2026-03-29T09:00Z", "Open now."),
        (NA, "2026-03-29T22:59Z", "Open now."),
        (NA, "2026-03-29T23:00Z", "Opens at 10am."),
        (NA, "2026-10-24T22:59Z", "Open now."),
        (NA, "2026-10-24T23:00Z", "Opens at 10am."),
        (NA, "2026-10-25T09:59Z", "Opens at 10am."),
        (NA, "2026-10-25T10:00Z", "Open now."),
        (NA, "2026-10-25T23:59Z", "Open now."),
        (LATE, "2026-03-29T00:59Z", "Open now."),
        (LATE, "2026-03-29T01:00Z", "Opens on Friday at 10pm."),
        (LATE, "2026-10-25T01:59Z", "Open now."),
        (LATE, "2026-10-25T02:00Z", "Opens on Friday at 10pm."),
    ],
)
def test_a_line_says_whether_it_is_open_and_when_it_opens_next(rows: tuple[str, ...], moment: str, said: str) -> None:
    assert standing(read_hours(rows), datetime.fromisoformat(moment)) == said


@pytest.mark.parametrize(
    "row", ["", "now and then", "mon-fri", "mon-fri 9-5", "sun-mon 09:00-10:00", "mon 25:00-26:00"]
)
def test_hours_that_make_no_sense_are_refused(row: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_hours([row])


def test_help_now_tells_which_lines_are_open_and_changes_its_mark_only_with_that(
    browser: Browser, at: Callable[[str], datetime]
) -> None:
    marks, told = [], []
    for moment in ("2026-12-22T09:58", "2026-12-22T09:59", "2026-12-22T10:00", "2026-12-22T10:01"):
        at(moment)
        page = browser.get("/help-now")
        marks.append(page.headers["ETag"])
        told.append([words(line) for line in page.all("li", class_="call")])

    assert marks[0] == marks[1] != marks[2] == marks[3]
    assert not marks[0].startswith("W/")
    (before,) = [line for line in told[1] if line.startswith("Narcotics Anonymous")]
    (after,) = [line for line in told[2] if line.startswith("Narcotics Anonymous")]
    assert before.startswith("Narcotics Anonymous Opens at 10am. 10am to midnight.")
    assert after.startswith("Narcotics Anonymous Open now. 10am to midnight.")
    assert "Samaritans Day and night. Free" in " ".join(told[0])
    assert "WithYou: drink and drugs Their site says when." in " ".join(told[0])
