"""Rules read from RRULE values and written back."""

from datetime import date

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from app.kernel.recurrence import BadRule, ByDay, Freq, Rule, parse, parse_with_end, to_text

ANCHOR = date(2026, 1, 8)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TH", Rule(Freq.WEEKLY, 1, (ByDay(0), ByDay(3)))),
        ("freq=weekly; byday=th, mo ;", Rule(Freq.WEEKLY, 1, (ByDay(0), ByDay(3)))),
        ("BYDAY=SU;INTERVAL=2;FREQ=WEEKLY;WKST=MO", Rule(Freq.WEEKLY, 2, (ByDay(6),))),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=SU,MO", Rule(Freq.WEEKLY, 1, (ByDay(0), ByDay(6)))),
        ("FREQ=MONTHLY;BYDAY=-1WE,+3SA,1SA", Rule(Freq.MONTHLY, 1, (ByDay(5, 1), ByDay(5, 3), ByDay(2, -1)))),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1,15,15", Rule(Freq.MONTHLY, 3, (), (15, -1))),
        ("FREQ=YEARLY", Rule(Freq.YEARLY)),
    ],
)
def test_reads_the_rules_that_the_field_uses(text, rule):
    assert parse(text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=MO",
        "FREQ=MONTHLY;BYDAY=2TH,4TH",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=5FR,-1WE",
        "FREQ=MONTHLY;BYMONTHDAY=1,31,-1",
        "FREQ=YEARLY;INTERVAL=4",
    ],
)
def test_writes_a_rule_as_it_was_read(text):
    assert to_text(parse(text)) == text


def test_takes_an_empty_text_for_the_dates():
    days = (date(2027, 2, 1), date(2027, 1, 4), date(2027, 2, 1))

    listed = parse(" ", days)

    assert listed.dates == (date(2027, 1, 4), date(2027, 2, 1))
    assert to_text(listed) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FREQ=WEEKLY", "needs its weekdays"),
        ("FREQ=WEEKLY;BYDAY=1MO", "plain weekdays"),
        ("FREQ=WEEKLY;BYDAY=MO;BYMONTHDAY=1", "nothing else"),
        ("FREQ=MONTHLY", "either BYDAY"),
        ("FREQ=MONTHLY;BYDAY=MO", "which weekday of the month"),
        ("FREQ=MONTHLY;BYDAY=6MO", "which weekday of the month"),
        ("FREQ=MONTHLY;BYDAY=-2MO", "which weekday of the month"),
        ("FREQ=MONTHLY;BYDAY=1XX", "BYDAY holds"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "1 to 31"),
        ("FREQ=MONTHLY;BYMONTHDAY=x", "1 to 31"),
        ("FREQ=YEARLY;BYMONTHDAY=1", "leave out"),
        ("FREQ=DAILY", "FREQ must be"),
        ("FREQ=DATES", "FREQ must be"),
        ("BYDAY=MO", "FREQ must be"),
        ("FREQ=WEEKLY;BYDAY=MO;INTERVAL=0", "INTERVAL must be"),
        ("FREQ=WEEKLY;BYDAY=MO;INTERVAL=two", "INTERVAL must be"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "do not use BYSETPOS"),
        ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "cannot read"),
        ("FREQ=WEEKLY;BYDAY", "cannot read"),
        ("every Tuesday", "cannot read"),
        ("FREQ=WEEKLY;BYDAY=SU,MO;INTERVAL=2;WKST=SU", "Weeks begin on Monday"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270530", "beside the rule"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=3", "beside the rule"),
    ],
)
def test_says_which_part_it_cannot_use(text, reason):
    with pytest.raises(BadRule, match=reason):
        parse(text)


def test_refuses_a_rule_together_with_a_list_of_dates():
    with pytest.raises(BadRule, match="not both"):
        parse("FREQ=YEARLY", (ANCHOR,))


@pytest.mark.parametrize("end", ["20270530", "20270530T190000", "20270530T225959Z"])
def test_reads_the_day_of_an_end(end):
    rule, until = parse_with_end(f"FREQ=WEEKLY;BYDAY=TH;UNTIL={end}", ANCHOR)

    assert (rule, until) == (parse("FREQ=WEEKLY;BYDAY=TH"), date(2027, 5, 30))


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=MONTHLY;BYDAY=2TH;COUNT=6",
        "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=1",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,SU;COUNT=27",
        "FREQ=MONTHLY;BYMONTHDAY=8,31;COUNT=14",
        "FREQ=YEARLY;COUNT=3",
    ],
)
def test_turns_a_count_into_the_day_of_the_last_one(text):
    _, until = parse_with_end(text, ANCHOR)

    start = f"DTSTART:{ANCHOR:%Y%m%d}\nRRULE:{text}"
    assert until == list(rrulestr(start))[-1].date()


def test_knows_no_end_where_none_is_given():
    assert parse_with_end("FREQ=YEARLY", ANCHOR) == (Rule(Freq.YEARLY), None)
    assert parse_with_end("", ANCHOR) == (Rule(Freq.DATES, dates=(ANCHOR,)), None)
    assert parse_with_end("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;COUNT=2", date(2026, 2, 1))[1] is None


@pytest.mark.parametrize(
    "end", ["UNTIL=2027W011", "UNTIL=20271301", "COUNT=0", "COUNT=10000", "UNTIL=20270101;COUNT=2"]
)
def test_says_when_an_end_cannot_be_read(end):
    with pytest.raises(BadRule, match=r"UNTIL|COUNT"):
        parse_with_end(f"FREQ=YEARLY;{end}", ANCHOR)


@given(st.text(alphabet="FREQ=WKLYBYDAMOTUINTV;,-+1٣²", max_size=40))
@example("FREQ=WEEKLY;BYDAY=MO;INTERVAL=²")
def test_refuses_nonsense_in_words_or_reads_it_for_good(text):
    try:
        rule = parse(text)
    except BadRule as refusal:
        assert str(refusal).endswith(".")
    else:
        assert parse(to_text(rule)) == rule
