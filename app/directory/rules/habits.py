"""A rule of days put into words: "Mondays", "every other Sunday", "2nd and 4th Thursday of the month"."""

from app.directory.rules.timetable import Season, Series
from app.directory.rules.words import clock
from app.kernel.days import wall_span
from app.kernel.recurrence import Freq, Rule
from app.kernel.words import MONTHS, WEEKDAYS, in_words, ordinal


def habit(series: Series, zone: str) -> str:
    """A series in words: "Mondays, 7:30pm to 9pm"; empty for listed dates, which are named one by one.

    `zone` is that of the place where it is read; a series that keeps another names it: "New York time".
    """
    if series.rule.freq is Freq.DATES:
        return ""
    days = _days(series.rule, series)
    season = f", {in_season(series.season)}" if series.season else ""
    if series.all_day:
        return f"{days}, all day{season}"
    starts, ends = wall_span(series.first, series.start, series.minutes, series.zone)
    theirs = "" if series.zone == zone else f", {series.zone.rpartition('/')[2].replace('_', ' ')} time"
    return f"{days}, {clock(starts)} to {clock(ends)}{theirs}{season}"


def in_season(season: Season) -> str:
    """A part of the year: "April to October"."""
    return f"{MONTHS[season.first[0] - 1]} to {MONTHS[season.last[0] - 1]}"


def _days(rule: Rule, series: Series) -> str:
    if rule.freq is Freq.WEEKLY:
        return _weekly(rule)
    if rule.freq is Freq.YEARLY:
        return f"Every year on {series.first.day} {MONTHS[series.first.month - 1]}"
    every = "of the month" if rule.interval == 1 else f"of every {ordinal(rule.interval)} month"
    if rule.month_days:
        named = in_words(["last day" if day == -1 else ordinal(day) for day in rule.month_days])
        return f"The {named} {every}"
    weekdays = sorted({pair.weekday for pair in rule.by_day})
    parts = []
    for weekday in weekdays:
        which = sorted((pair.ordinal for pair in rule.by_day if pair.weekday == weekday), key=lambda n: (n < 0, n))
        parts.append(f"{in_words([_which(number) for number in which])} {WEEKDAYS[weekday]}")
    return f"{_upper(in_words(parts))} {every}"


def _weekly(rule: Rule) -> str:
    days = [pair.weekday for pair in rule.by_day]
    if rule.interval > 1:
        gap = "other" if rule.interval == 2 else ordinal(rule.interval)
        return f"Every {gap} {in_words([WEEKDAYS[day] for day in days])}"
    if days == list(range(7)):
        return "Every day"
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{WEEKDAYS[days[0]]} to {WEEKDAYS[days[-1]]}"
    return in_words([f"{WEEKDAYS[day]}s" for day in days])


def _which(number: int) -> str:
    return ordinal(number) if number >= -1 else f"{ordinal(-number)} last"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
