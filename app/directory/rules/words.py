"""Times, days, distances and trust put into words, the way a person would say them."""

from datetime import date, datetime, timedelta

from app.directory.rules.timetable import Kind
from app.kernel.distance import minutes_for
from app.kernel.words import MONTHS, WEEKDAYS, plural

TONIGHT = 17
"""From this hour a start today is "tonight"."""
WALKABLE = 3.0
FRESH_DAYS, AGEING_DAYS = 90, 180

KINDS = {
    Kind.MEETING: "Meeting",
    Kind.CAFE: "Recovery café or drop-in",
    Kind.EVENT: "Event",
    Kind.VOLUNTEERING: "Volunteering",
    Kind.COURSE: "Course",
}

KIND_ADDRESSES = {
    Kind.MEETING: "meetings",
    Kind.CAFE: "cafes",
    Kind.EVENT: "events",
    Kind.VOLUNTEERING: "volunteering",
    Kind.COURSE: "courses",
}


def clock(moment: datetime) -> str:
    """A time of day: "7:30pm", "7pm", "noon", "midnight"."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return "noon" if moment.hour else "midnight"
    return f"{clock_face(moment)}{half(moment)}"


def clock_face(moment: datetime) -> str:
    """The figures alone: "7:30", "7"."""
    hour = moment.hour % 12 or 12
    return f"{hour}:{moment.minute:02}" if moment.minute else str(hour)


def half(moment: datetime) -> str:
    """Which half of the day: "am" or "pm"."""
    return "am" if moment.hour < 12 else "pm"


def hours(starts: datetime, ends: datetime, all_day: bool = False) -> str:
    """A range: "7:30pm to 9pm", "all day"."""
    return "all day" if all_day else f"{clock(starts)} to {clock(ends)}"


def day_name(day: date, today: date) -> str:
    """A day with its date: "Tuesday 24 November", with the year when it is far off."""
    year = f" {day.year}" if abs((day - today).days) > 200 else ""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def day_heading(day: date, today: date, *, evening: bool = False) -> str:
    """The heading over one day: "Today, Monday 23 November", "Tonight, …", "Tomorrow, …", else the day alone."""
    name = day_name(day, today)
    if day == today:
        return f"{'Tonight' if evening else 'Today'}, {name}"
    return f"Tomorrow, {name}" if day == today + timedelta(days=1) else name


def when_sentence(starts: datetime, ends: datetime, today: date, all_day: bool = False) -> str:
    """In full: "Tonight, Tuesday 24 November, 7:30pm to 9pm"."""
    heading = day_heading(starts.date(), today, evening=starts.hour >= TONIGHT and not all_day)
    return f"{heading}, {hours(starts, ends, all_day)}"


def wait(minutes: int) -> str:
    """How long until then: "in 40 min", "in 1 hr 10"."""
    if minutes < 60:
        return f"in {max(minutes, 1)} min"
    rest = f" {minutes % 60}" if minutes % 60 else ""
    return f"in {minutes // 60} hr{rest}"


def distance(miles: float) -> str:
    """Miles, and about how long on foot when that is a walk: "0.6 miles, about 16 min on foot"."""
    rounded = f"{miles:.1f}" if miles < 10 else f"{miles:.0f}"
    said = f"{rounded} {'mile' if rounded == '1.0' else 'miles'}"
    return f"{said}, about {minutes_for(miles).on_foot} min on foot" if miles <= WALKABLE else said


def journey(miles: float) -> str:
    """Every way of going: "about 16 min on foot, 14 by bus, 2 by car"."""
    minutes = minutes_for(miles)
    return f"about {minutes.on_foot} min on foot, {minutes.by_bus} by bus, {minutes.by_car} by car"


def confirmed_state(confirmed_on: date | None, today: date) -> str:
    """How sure we are: fresh (90 days), ageing (180) or stale; never confirmed is stale."""
    if confirmed_on is None:
        return "stale"
    age = (today - confirmed_on).days
    return "fresh" if age <= FRESH_DAYS else "ageing" if age <= AGEING_DAYS else "stale"


def trust(confirmed_on: date | None, today: date, by: str = "") -> str:
    """How sure we are, in a sentence."""
    if confirmed_on is None:
        return "Nobody has checked this yet: ring or ask first if you can"
    age = ago((today - confirmed_on).days)
    if confirmed_state(confirmed_on, today) == "stale":
        return f"Not checked for {age.removesuffix(' ago')}: ring first if you can"
    return f"Checked {age}" + (f" by {by}" if by else "")


def ago(days: int) -> str:
    """How long ago, roughly: "today", "yesterday", "3 days ago", "7 weeks ago", "7 months ago", "2 years ago"."""
    if days <= 1:
        return "yesterday" if days == 1 else "today"
    for size, unit, limit in ((1, "day", 21), (7, "week", 60), (30, "month", 730), (365, "year", 10**6)):
        if days < limit:
            return f"{plural(days // size, unit)} ago"
    return "long ago"
