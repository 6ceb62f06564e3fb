"""Crisis facts: each says where it comes from, grows old after 180 days, and is never hidden for it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from app.directory.rules.words import clock
from app.kernel.days import LONDON, wall_span
from app.site.rules.facts import GOOD_FOR, help_facts, parse
from app.site.rules.opening import standing

CHECKED = date(2026, 3, 1)
NIGHT = datetime(2026, 12, 22, 3, tzinfo=UTC)
ROW = """
[[line]]
key = "samaritans"
group = "now"
name = "Samaritans"
does = "Call 116 123"
link = "tel:116123"
hours = "Day and night."
note = ""
source = "samaritans.org"
checked_on = "{checked}"
recheck_by = "{recheck}"
"""


def facts(checked: str = "2026-03-01", recheck: str = ""):
    return parse(ROW.format(checked=checked, recheck=recheck))


def test_a_fact_is_good_for_180_days_and_then_wants_checking() -> None:
    assert facts().stale(CHECKED + GOOD_FOR) == ()
    assert facts().stale(CHECKED + GOOD_FOR + timedelta(days=1)) == (
        "Samaritans: last checked 181 days ago. Check it again with its owner.",
    )
    assert GOOD_FOR.days == 180


def test_a_fact_may_ask_for_an_earlier_look() -> None:
    assert facts(recheck="2026-04-01").stale(date(2026, 4, 1)) == ()
    assert facts(recheck="2026-04-01").stale(date(2026, 4, 2))


def test_a_fact_that_nobody_checked_says_so_to_staff_and_carries_no_date() -> None:
    unread = facts(checked="")

    assert unread.stale(CHECKED) == (
        "Samaritans: nobody has checked this with its owner yet. It comes from samaritans.org.",
    )
    assert unread.lines[0].checked_words == ""
    assert facts().lines[0].checked_words == "1 March 2026"


def test_old_facts_stay_on_the_page() -> None:
    shown = facts()

    assert shown.stale(date(2036, 1, 1))
    assert [line.name for line in shown.group("now")] == ["Samaritans"]


def test_the_table_names_a_source_for_every_fact_and_no_fact_twice() -> None:
    told = help_facts()
    keys = [line.key for line in told.lines] + [card.key for card in told.cards]

    assert all(fact.check.source for fact in (*told.lines, *told.cards))
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", ["overdose", "withdrawal", "after-a-break"])
def test_every_care_card_says_when_to_call_999(key: str) -> None:
    card = help_facts().card(key)

    assert card.call_if and card.steps and card.heading


def test_the_button_calls_the_number_that_it_shows() -> None:
    for line in help_facts().lines:
        if line.link.startswith("tel:"):
            assert line.link == "tel:" + "".join(letter for letter in line.does if letter.isdigit())
        else:
            assert line.link == "sms:85258?body=SHOUT"


def test_every_line_says_its_hours_or_that_it_answers_day_and_night() -> None:
    for line in help_facts().lines:
        assert bool(line.hours) is not (standing(line.times, NIGHT) == "Day and night."), line.key


def test_hours_that_people_read_are_those_that_the_page_reckons_with() -> None:
    for line in help_facts().lines:
        for hours in line.times if line.hours else ():
            starts, ends = wall_span(NIGHT.date(), hours.start, hours.minutes, LONDON)
            assert f"{clock(starts)} to {clock(ends)}" in line.hours, line.key


def test_london_numbers_are_written_as_people_read_them_out() -> None:
    london = [line.does for line in help_facts().lines if line.link.startswith("tel:020")]

    assert london
    assert all(re.fullmatch(r"\D*020 \d{4} \d{4}", words) for words in london)


def test_help_now_shows_every_line_and_card(sources: dict[str, str]) -> None:
    told = help_facts()

    assert all(f'href="{line.link}"' in sources["/help-now"] for line in told.lines)
    assert all(f'id="{card.key}"' in sources["/help-now"] for card in told.cards)
    assert "we have not yet checked it with its owner" in sources["/help-now"]
