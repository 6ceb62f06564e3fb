"""A series cut into rules that every calendar program takes; what does not fit is left to be written date by date.

Outlook skips "second and fourth Wednesday", "fifth Friday" and longer lists of month days; readers split over days that
a month may lack. So each such rule becomes several plain ones, or none.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.calendars.rules.text import day as day_text
from app.calendars.rules.text import stamp
from app.calendars.rules.zones import is_doubtful
from app.directory.rules.timetable import Season, Series
from app.kernel.recurrence import ByDay, Freq, Rule, between, following

OLDEST = date(2000, 1, 1)
"""No series begins earlier in a calendar: before, the zones' own rules were others."""
LONGEST_INTERVAL = 99
"""Weeks or months; Outlook takes no more."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TIDY_ORDINALS = {1, 2, 3, 4, -1}
TIDY_MONTH_DAYS = range(1, 29)
_CYCLE = {Freq.WEEKLY: 7, Freq.MONTHLY: 31, Freq.YEARLY: 366}


class Run(NamedTuple):
    """One stretch of a plain rule: from `first` to `last` (None is without end), both dates of the rule.

    Its UID is the series' own and `suffix`; `lead` is the suffix of the run that it belongs to, its own if it leads.
    """

    suffix: str
    lead: str
    rule: Rule
    first: date
    last: date | None

    def rrule(self, series: Series) -> str:
        """The RRULE value, its UNTIL worked out from the last local start."""
        text = _rule_text(self.rule)
        if self.last is None:
            return text
        if series.all_day:
            return f"{text};UNTIL={day_text(self.last)}"
        return f"{text};UNTIL={stamp(datetime.combine(self.last, series.start, ZoneInfo(series.zone)))}"


def tidy(series: Series) -> list[tuple[str, Rule]]:
    """The plain rules that make up a series, each with what its UID ends in; together they may give fewer dates."""
    if not series.all_day and is_doubtful(series.zone, series.start):
        return []
    is_leap_day = (series.first.month, series.first.day) == (2, 29)
    return _tidy(series.rule, series.minutes, is_leap_day)


def is_whole(series: Series, rules: list[tuple[str, Rule]]) -> bool:
    """Do the plain rules give every date of the series?"""
    rule = series.rule
    return len(rules) == max(1, len(rule.month_days), len(rule.by_day) if rule.freq is Freq.MONTHLY else 1)


def runs(series: Series, rules: list[tuple[str, Rule]], opens: date, closes: date) -> list[Run]:
    """The stretches that are not over before `opens`; of a series with seasons, those that begin by `closes`."""
    found = []
    for tail, begins, ends in _stretches(series, opens, closes):
        for suffix, rule in rules:
            first = following(rule, series.first, begins)
            if first is None or (ends is not None and first > ends):
                continue
            last = None if ends is None else _last_on(rule, series.first, first, ends)
            if last is None or last >= opens:
                found.append(Run(suffix + tail, rules[0][0] + tail, rule, first, last))
    return found


@lru_cache(maxsize=4096)
def _tidy(rule: Rule, minutes: int, is_leap_day: bool) -> list[tuple[str, Rule]]:
    """Most listings of a place share a handful of rules and lengths, so each is cut up once."""
    rules = [(suffix, each) for suffix, each in _split(rule, is_leap_day) if minutes <= _shortest_gap(each)]
    return [("", rules[0][1])] if len(rules) == 1 and rules[0][1] == rule else rules


def _split(rule: Rule, is_leap_day: bool) -> list[tuple[str, Rule]]:
    """The candidates, by kind of rule."""
    if rule.interval > LONGEST_INTERVAL or rule.freq is Freq.DATES:
        return []
    if rule.freq is Freq.WEEKLY:
        return [("", rule)]
    if rule.freq is Freq.YEARLY:
        return [] if rule.interval > 1 or is_leap_day else [("", rule)]
    month_days = [number for number in rule.month_days if number in TIDY_MONTH_DAYS]
    split = [(f"-{number}", Rule(Freq.MONTHLY, rule.interval, month_days=(number,))) for number in month_days]
    return split + [(_ordinal_suffix(each), Rule(Freq.MONTHLY, rule.interval, (each,))) for each in _tidy_days(rule)]


def _tidy_days(rule: Rule) -> list[ByDay]:
    """The ordinals that programs take. A last weekday beside the same fourth one would give one date twice: it is left
    out, and its fifth weeks are written date by date."""
    days = [each for each in rule.by_day if each.ordinal in TIDY_ORDINALS]
    return [each for each in days if each.ordinal != -1 or ByDay(each.weekday, 4) not in days]


def _ordinal_suffix(each: ByDay) -> str:
    nth = "last" if each.ordinal == -1 else str(each.ordinal)
    return f"-{nth}{WEEKDAYS[each.weekday].lower()}"


def _shortest_gap(rule: Rule) -> int:
    """Minutes between the two dates of a rule that lie nearest."""
    if rule.freq is not Freq.WEEKLY:
        return 28 * 1440
    if len(rule.by_day) == 1:
        return 7 * 1440 * rule.interval
    weekdays = sorted({each.weekday for each in rule.by_day})
    following_week = weekdays[0] + 7 * rule.interval
    gaps = [late - early for early, late in zip(weekdays, [*weekdays[1:], following_week], strict=True)]
    return min(gaps) * 1440


def _stretches(series: Series, opens: date, closes: date) -> list[tuple[str, date, date | None]]:
    """(what the UID ends in, first day, last day): one without seasons, one a year with them."""
    begins = max(series.first, OLDEST)
    if series.season is None:
        return [("", begins, series.until)]
    found: list[tuple[str, date, date | None]] = []
    for year in range(opens.year - 1, closes.year + 1):
        first, last = _season_of(series.season, year)
        last = last if series.until is None else min(last, series.until)
        if first <= closes and last >= opens:
            found.append((f"-{year}", max(first, begins), last))
    return found


def _season_of(season: Season, year: int) -> tuple[date, date]:
    """The season that begins in a year. Where a year lacks 29 February, it begins a day later or ends a day earlier."""
    after = year + 1 if season.last < season.first else year
    first = date(year, 3, 1) if season.first == (2, 29) and not _is_leap(year) else date(year, *season.first)
    if season.last == (2, 29) and not _is_leap(after):
        return first, date(after, 2, 28)
    return first, date(after, *season.last)


def _is_leap(year: int) -> bool:
    return (date(year, 3, 1) - timedelta(days=1)).day == 29


def _last_on(rule: Rule, anchor: date, first: date, ends: date) -> date:
    """The rule's last date up to `ends`, looking back one turn of the rule only."""
    back = ends - timedelta(days=_CYCLE[rule.freq] * (rule.interval + 1))
    return max(between(rule, anchor, max(first, back), ends))


@lru_cache(maxsize=4096)
def _rule_text(rule: Rule) -> str:
    text = f"FREQ={rule.freq.value}"
    if rule.interval > 1:
        text += f";INTERVAL={rule.interval}"
    if rule.by_day:
        text += ";BYDAY=" + ",".join([f"{each.ordinal or ''}{WEEKDAYS[each.weekday]}" for each in rule.by_day])
    if rule.month_days:
        text += f";BYMONTHDAY={rule.month_days[0]}"
    return text + ";WKST=MO"
