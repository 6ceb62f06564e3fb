"""A rule of days put into words: "Mondays", "every other Sunday", "2nd and 4th Thursday of the month"."""

from collections.abc import Sequence
from dataclasses import replace

from app.directory.rules.timetable import Season, Series
from app.directory.rules.words import hours
from app.kernel.days import wall_span
from app.kernel.recurrence import ByDay, Freq, Rule
from app.kernel.speech import _, marked
from app.kernel.words import in_words, month, ordinal, weekday

EACH = (
    marked("Mondays"),
    marked("Tuesdays"),
    marked("Wednesdays"),
    marked("Thursdays"),
    marked("Fridays"),
    marked("Saturdays"),
    marked("Sundays"),
)


NO_WEEKDAY = 7
"""Where a rule without a weekday stands: after Sunday."""


def habits(series_list: Sequence[Series], zone: str) -> str:
    """Every series in words, in the order of the week: "Tuesdays and Thursdays, 6:30pm to 9:30pm; Sundays, noon to
    3pm". Days with the same hours are told together; empty when all are listed dates. `zone` as for `habit`."""
    told = (habit(series, zone) for series in sorted(_together(series_list), key=_place_in_week))
    return "; ".join(dict.fromkeys(words for words in told if words))


def habit(series: Series, zone: str) -> str:
    """A series in words: "Mondays, 7:30pm to 9pm"; empty for listed dates, which are named one by one.

    `zone` is that of the place where it is read; a series that keeps another names it: "New York time".
    """
    if series.rule.freq is Freq.DATES:
        return ""
    days = _days(series.rule, series)
    parts = [days, hours(*wall_span(series.first, series.start, series.minutes, series.zone), series.all_day)]
    if series.zone != zone and not series.all_day:
        parts.append(_("{city} time", city=series.zone.rpartition("/")[2].replace("_", " ")))
    if series.season:
        parts.append(in_season(series.season))
    return ", ".join(parts)


def in_season(season: Season) -> str:
    """A part of the year: "April to October"."""
    return _("{start} to {end}", start=month(season.first[0]), end=month(season.last[0]))


def _together(series_list: Sequence[Series]) -> list[Series]:
    """The series, those of every week that share their hours made into one."""
    kept, weekly = [], dict[object, Series]()
    for series in series_list:
        if series.rule.freq is not Freq.WEEKLY or series.rule.interval > 1:
            kept.append(series)
            continue
        hours_kept = (series.start, series.minutes, series.zone, series.season, series.all_day)
        other = weekly.get(hours_kept, series)
        weekly[hours_kept] = replace(other, rule=replace(other.rule, by_day=_both(other.rule, series.rule)))
    return [*kept, *weekly.values()]


def _both(one: Rule, other: Rule) -> tuple[ByDay, ...]:
    return tuple(sorted({*one.by_day, *other.by_day}))


def _place_in_week(series: Series) -> tuple[int, bool, int]:
    """By first weekday; on one day what is on every week comes first, then by the hour."""
    first = min((pair.weekday for pair in series.rule.by_day), default=NO_WEEKDAY)
    return first, series.rule.freq is not Freq.WEEKLY, series.start.hour * 60 + series.start.minute


def _days(rule: Rule, series: Series) -> str:
    if rule.freq is Freq.WEEKLY:
        return _weekly(rule)
    if rule.freq is Freq.YEARLY:
        return _("Every year on {day} {month}", day=series.first.day, month=month(series.first.month))
    if rule.month_days:
        named = in_words([_("last day") if day == -1 else ordinal(day) for day in rule.month_days])
        if rule.interval == 1:
            return _("The {days} of the month", days=named)
        return _("The {days} of every {nth} month", days=named, nth=ordinal(rule.interval))
    parts = []
    for day in sorted({pair.weekday for pair in rule.by_day}):
        which = sorted((pair.ordinal for pair in rule.by_day if pair.weekday == day), key=lambda n: (n < 0, n))
        named = in_words([_which(number) for number in which])
        parts.append(_("{which} {weekday}", which=named, weekday=weekday(day)))
    named = _upper(in_words(parts))
    if rule.interval == 1:
        return _("{weekdays} of the month", weekdays=named)
    return _("{weekdays} of every {nth} month", weekdays=named, nth=ordinal(rule.interval))


def _weekly(rule: Rule) -> str:
    days = [pair.weekday for pair in rule.by_day]
    if rule.interval > 1:
        named = in_words([weekday(day) for day in days])
        if rule.interval == 2:
            return _("Every other {weekdays}", weekdays=named)
        return _("Every {nth} {weekdays}", nth=ordinal(rule.interval), weekdays=named)
    if days == list(range(7)):
        return _("Every day")
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return _("{start} to {end}", start=weekday(days[0]), end=weekday(days[-1]))
    return in_words([_(EACH[day]) for day in days])


def _which(number: int) -> str:
    return ordinal(number) if number >= -1 else _("{nth} last", nth=ordinal(-number))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
