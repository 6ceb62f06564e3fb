"""Days, times and time zones as Meeting Guide lists really write them."""

import re
import unicodedata
from datetime import UTC, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from app.feeds.sources.countries import zones_of
from app.feeds.sources.findings import CannotRead, Findings
from app.feeds.sources.meeting_guide.envelope import Row
from app.feeds.sources.reading import ReadRule, Unusable
from app.feeds.sources.text import line

ASSUMED_MINUTES = 60
"""Length where no end is given, as the format's own text says."""

SHORTEST, LONGEST = 15, 300
"""Outside these many minutes an end time is probably a slip, and we say so."""

DAY = 24 * 60
NO_TIME = "No day or time: meets by appointment. Ask the group for a time."

_CODES = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_RRULE_ORDER = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
_WORDS = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}


def rule_of(row: Row, zone: str, findings: Findings) -> tuple[ReadRule, bool]:
    """The weekly rule of a row, and whether its end was assumed. Raises `CannotRead` when day or time say nothing."""
    days = days_of(row.get("day"), findings)
    minute = minute_of(row.get("time"), "time", findings)
    if not days and minute is None:
        raise CannotRead("day", NO_TIME)
    if not days:
        raise CannotRead("day", "A time but no day. Give the day as a number from 0, Sunday, to 6, Saturday.")
    if minute is None:
        raise CannotRead("time", "A day but no time. Give the time as hours and minutes, like 19:30.")
    if minute in (0, DAY - 1, DAY):
        findings.warn(
            "time", "midnight", f"Midnight of which night? We read it as {_told(days, minute)}. Please check."
        )
    if minute == DAY:
        days, minute = [(day + 1) % 7 for day in days], 0
    minutes, assumed = _length(row, minute, findings)
    codes = sorted({_CODES[day] for day in days}, key=_RRULE_ORDER.index)
    return ReadRule(f"FREQ=WEEKLY;BYDAY={','.join(codes)}", time(*divmod(minute, 60)), minutes, zone), assumed


def days_of(value: object, findings: Findings) -> list[int]:
    """The weekdays of a row, 0 for Sunday, from a number, text, name or list of these; empty when none is given."""
    days = set()
    for one in value if isinstance(value, list) else [value]:
        whole = int(one) if isinstance(one, float) and one.is_integer() else one
        for text in filter(None, (piece.strip() for piece in line(whole).split(","))):
            day = _day(text)
            days.add(day)
            if not isinstance(one, int):
                findings.warn("day", "unusual_form", f"Read the day “{text}” as {_NAMES[day].title()}.")
    return sorted(days)


def minute_of(value: object, field: str, findings: Findings) -> int | None:
    """Minutes from 00:00 to the time a value states, up to 1440 for 24:00; None when it states none."""
    text = line(value)
    if not text:
        return None
    minute = _WORDS.get(text.casefold())
    if minute is None:
        minute = _minute(text, field)
    if not re.fullmatch(r"\d{2}:\d{2}", text):
        findings.warn(field, "unusual_form", f"Read “{text}” as {minute // 60:02}:{minute % 60:02}.")
    return minute


def check_zone(name: str) -> None:
    """Refuse a default zone that the tables of the world's zones do not hold. Raises `Unusable`."""
    if name not in _zones():
        raise Unusable(f"“{name[:40]}” is not a time zone. Give a name like Europe/London.")


def zone_of(row: Row, default_zone: str, findings: Findings) -> str:
    """The row's own zone when it is an IANA name ("Europe/London"); an offset or abbreviation is not one."""
    given = line(row.get("timezone"))
    if not given:
        return default_zone
    if _is_zone(given):
        return given
    findings.warn(
        "timezone",
        "zone_unknown",
        f"“{given}” is not a zone like Europe/London; we used {default_zone}. Please correct.",
    )
    return default_zone


def warn_if_far(zone: str, country: str, longitude: float | None, findings: Findings) -> None:
    """Say so when a zone was taken for granted although the place seems to lie in another one."""
    ahead = ZoneInfo(zone).utcoffset(datetime(2025, 1, 1, tzinfo=ZoneInfo(zone)))
    off = longitude is not None and ahead is not None and abs(ahead.total_seconds() / 240 - longitude) > 45
    if off or (country and zone not in zones_of(country)):
        where = country or "The place"
        findings.warn(
            "timezone", "zone_assumed", f"No time zone given; we used {zone}. {where} may keep another: please check."
        )


def updated_of(row: Row) -> datetime | None:
    """When the row was last edited, in UTC, from the forms in use; None when missing or not a date."""
    text = line(row.get("updated"))
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        pass
    for form in ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _length(row: Row, start: int, findings: Findings) -> tuple[int, bool]:
    """Minutes from start to end; an end before the start is on the next day. The second is True when we assumed it."""
    end = minute_of(row.get("end_time"), "end_time", findings)
    if end is None:
        findings.warn("end_time", "end_assumed", "No end time; we took an hour.")
        return ASSUMED_MINUTES, True
    minutes = (end - start) % DAY
    if minutes == 0 or (end == 0 and minutes > LONGEST):
        findings.warn("end_time", "end_assumed", "The end time cannot be right; we took an hour. Please correct it.")
        return ASSUMED_MINUTES, True
    if not SHORTEST <= minutes <= LONGEST:
        findings.warn("end_time", "length_odd", f"From start to end are {minutes} minutes. Please check.")
    return minutes, False


def _day(text: str) -> int:
    """One weekday from a number or an English name."""
    word = unicodedata.normalize("NFKC", text).strip().casefold().removesuffix("s")
    if word.isascii() and word.isdigit() and len(word) == 1 and int(word) <= 6:
        return int(word)
    if len(word) >= 2:
        for number, name in enumerate(_NAMES):
            if name.startswith(word):
                return number
    raise CannotRead("day", f"“{text[:40]}” is not a day. Use 0 for Sunday, 1 for Monday, up to 6 for Saturday.")


def _minute(text: str, field: str) -> int:
    """Minutes from 00:00 from figures such as 7:30 PM, 19:30:00 or 24:00."""
    found = _CLOCK.fullmatch(text) if text.isascii() else None
    if found and (found[2] or found[4]):
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[4] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[4].casefold() == "p" else 0)
        total = hour * 60 + minute
        if minute < 60 and total <= DAY:
            return total
    raise CannotRead(field, f"“{text[:40]}” is not a time. Give hours and minutes, like 19:30.")


def _told(days: list[int], minute: int) -> str:
    """A midnight in words."""
    if minute == DAY:
        return f"the end of {_NAMES[days[0]].title()}"
    return f"the {'start' if minute == 0 else 'end'} of {_NAMES[days[0]].title()}"


def _is_zone(name: str) -> bool:
    """Is this an IANA area and city?"""
    return "/" in name and not name.startswith("Etc/") and name in _zones()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
