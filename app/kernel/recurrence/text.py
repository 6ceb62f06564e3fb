"""Rules read from, and written as, the RRULE values of RFC 5545."""

import re
from datetime import date
from itertools import islice

from app.kernel.recurrence.rule import LONGEST_INTERVAL, BadRule, ByDay, Freq, Rule, between

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "WKST", "UNTIL", "COUNT"}
PAIR = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
UNTIL = re.compile(r"(\d{8})(T\d{6}Z?)?")
LARGEST_COUNT = 9999


def parse(text: str, dates: tuple[date, ...] = ()) -> Rule:
    """The rule that an RRULE value of our subset states; an empty text means `dates`. Raises `BadRule`."""
    if not text.strip():
        return Rule(Freq.DATES, dates=tuple(sorted(set(dates))))
    parts = _parts(text)
    if dates:
        raise BadRule("Give either a rule or a list of dates, not both.")
    if "UNTIL" in parts or "COUNT" in parts:
        raise BadRule("Give the last day beside the rule: leave out UNTIL and COUNT.")
    return _rule(parts)


def parse_with_end(text: str, anchor: date) -> tuple[Rule, date | None]:
    """The rule of an RRULE value that may say when it ends, and its last day; an empty text means the anchor alone.

    UNTIL gives its date part, as written. COUNT gives the date of that many-th occurrence from the anchor on. Raises
    `BadRule`.
    """
    if not text.strip():
        return Rule(Freq.DATES, dates=(anchor,)), None
    parts = _parts(text)
    rule = _rule(parts)
    if "UNTIL" in parts and "COUNT" in parts:
        raise BadRule("Give either UNTIL or COUNT, not both.")
    if "COUNT" in parts:
        return rule, _nth(rule, anchor, _number("COUNT", parts["COUNT"], LARGEST_COUNT))
    return rule, _until(parts["UNTIL"]) if "UNTIL" in parts else None


def to_text(rule: Rule) -> str:
    """The RRULE value of a rule, without UNTIL; empty for `DATES`."""
    if rule.freq is Freq.DATES:
        return ""
    parts = [f"FREQ={rule.freq}"]
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.by_day:
        parts.append("BYDAY=" + ",".join(f"{each.ordinal or ''}{WEEKDAYS[each.weekday]}" for each in rule.by_day))
    if rule.month_days:
        parts.append("BYMONTHDAY=" + ",".join(map(str, rule.month_days)))
    if rule.freq is Freq.WEEKLY and rule.interval > 1:
        parts.append("WKST=MO")
    return ";".join(parts)


def _parts(text: str) -> dict[str, str]:
    """The named parts of an RRULE value, in capitals."""
    parts: dict[str, str] = {}
    for piece in text.strip().strip(";").upper().split(";"):
        name, _, value = (word.strip() for word in piece.partition("="))
        if not value or name in parts:
            raise BadRule(f"We cannot read “{piece}” in the rule.")
        if name not in PARTS:
            raise BadRule(f"We do not use {name} in a rule.")
        parts[name] = value
    return parts


def _rule(parts: dict[str, str]) -> Rule:
    freq = parts.get("FREQ", "")
    if freq not in (Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY):
        raise BadRule("FREQ must be WEEKLY, MONTHLY or YEARLY.")
    rule = Rule(
        Freq(freq),
        _number("INTERVAL", parts.get("INTERVAL", "1"), LONGEST_INTERVAL),
        _by_day(parts.get("BYDAY", "")),
        _month_days(parts.get("BYMONTHDAY", "")),
    )
    if parts.get("WKST", "MO") != "MO" and freq == Freq.WEEKLY and rule.interval > 1 and len(rule.by_day) > 1:
        raise BadRule("Weeks begin on Monday here: write WKST=MO, and check which weeks are meant.")
    return rule


def _by_day(text: str) -> tuple[ByDay, ...]:
    """First to fifth before last, then Monday to Sunday, each once."""
    found = set()
    for word in text.split(",") if text else ():
        pair = PAIR.fullmatch(word.strip())
        if not pair:
            raise BadRule(f"BYDAY holds “{word}”: write weekdays as MO, TU, WE, TH, FR, SA, SU.")
        found.add(ByDay(WEEKDAYS.index(pair[2]), int(pair[1] or 0)))
    return tuple(sorted(found, key=lambda each: (each.ordinal < 0, each.ordinal, each.weekday)))


def _month_days(text: str) -> tuple[int, ...]:
    words = [word.strip() for word in text.split(",")] if text else []
    if not all(re.fullmatch(r"[+-]?\d{1,2}", word) for word in words):
        raise BadRule("BYMONTHDAY must be a number from 1 to 31, or -1 for the last day.")
    return tuple(sorted({int(word) for word in words}, key=lambda number: (number < 0, number)))


def _number(name: str, text: str, largest: int) -> int:
    if not re.fullmatch(r"\d{1,4}", text) or not 1 <= int(text) <= largest:
        raise BadRule(f"{name} must be a number from 1 to {largest}.")
    return int(text)


def _until(text: str) -> date:
    written = UNTIL.fullmatch(text)
    try:
        return date.fromisoformat(written[1] if written else "")
    except ValueError as error:
        raise BadRule("UNTIL must be a day, for example UNTIL=20270530.") from error


def _nth(rule: Rule, anchor: date, count: int) -> date | None:
    """The day of the `count`-th occurrence; the last there is, if the calendar ends first."""
    days = list(islice(between(rule, anchor, anchor, date.max), count))
    return days[-1] if days else None
