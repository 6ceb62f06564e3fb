"""Times, days, distances and trust put into words, the way a person would say them."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from app.directory.rules.timetable import OUR_NOTES, Kind
from app.kernel.distance import minutes_on_foot
from app.kernel.speech import _, counted, language, marked
from app.kernel.words import month, time_of_day, weekday

TONIGHT = 17
"""From this hour a start today is "tonight"."""
WALKABLE = 3.0
FAR_OFF_DAYS = 200
"""A day farther off than this is told with its year."""
FRESH_DAYS, AGEING_DAYS = 90, 180

KINDS = {
    Kind.MEETING: marked("Meeting"),
    Kind.CAFE: marked("Recovery café or drop-in"),
    Kind.EVENT: marked("Event"),
    Kind.VOLUNTEERING: marked("Volunteering"),
    Kind.COURSE: marked("Course"),
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
    return time_of_day(moment)


def clock_face(moment: datetime) -> str:
    """The figures alone: "7:30", "7:00". A language that counts to 24 has `hour` to use."""
    parts = {"twelve": moment.hour % 12 or 12, "hour": moment.hour, "minute": f"{moment.minute:02}"}
    return _("{twelve}:{minute}", **parts)


def half(moment: datetime) -> str:
    """Which half of the day: "am" or "pm"."""
    return _("am") if moment.hour < 12 else _("pm")


def hours(starts: datetime, ends: datetime, all_day: bool = False) -> str:
    """A range: "7:30pm to 9pm", "all day"."""
    return _("all day") if all_day else _("{start} to {end}", start=clock(starts), end=clock(ends))


def day_name(day: date, today: date) -> str:
    """A day with its date: "Tuesday 24 November", with the year when it is far off."""
    if abs((day - today).days) > FAR_OFF_DAYS:
        return dated(day)
    return _("{weekday} {day} {month}", weekday=weekday(day.weekday()), day=day.day, month=month(day.month))


def dated(day: date) -> str:
    """A day in full: "Tuesday 24 November 2026"."""
    named = {"weekday": weekday(day.weekday()), "day": day.day, "month": month(day.month)}
    return _("{weekday} {day} {month} {year}", year=day.year, **named)


def day_heading(day: date, today: date, *, evening: bool = False, is_inside: bool = False) -> str:
    """The heading over one day: "Today, Monday 23 November", "Tonight, …", "Tomorrow, …", else the day alone. Inside a
    sentence these words are small."""
    name = day_name(day, today)
    if is_inside and day == today:
        return _("tonight, {day}", day=name) if evening else _("today, {day}", day=name)
    if is_inside and day == today + timedelta(days=1):
        return _("tomorrow, {day}", day=name)
    if day == today:
        return _("Tonight, {day}", day=name) if evening else _("Today, {day}", day=name)
    return _("Tomorrow, {day}", day=name) if day == today + timedelta(days=1) else name


def when_sentence(
    starts: datetime, ends: datetime, today: date, all_day: bool = False, *, is_inside: bool = False
) -> str:  # fmt: skip
    """In full: "Tonight, Tuesday 24 November, 7:30pm to 9pm"; inside a sentence "tonight, …"."""
    evening = starts.hour >= TONIGHT and not all_day
    heading = day_heading(starts.date(), today, evening=evening, is_inside=is_inside)
    return _("{day}, {hours}", day=heading, hours=hours(starts, ends, all_day))


def wait(minutes: int) -> str:
    """How long until then: "in 40 min", "in 1 hr 10"."""
    if minutes < 60:
        return _("in {minutes} min", minutes=max(minutes, 1))
    if minutes % 60:
        return _("in {hours} hr {minutes}", hours=minutes // 60, minutes=minutes % 60)
    return _("in {hours} hr", hours=minutes // 60)


def distance(miles: float) -> str:
    """Miles, and about how long on foot when that is a walk: "0.6 miles, about 16 min on foot"."""
    rounded = f"{miles:.1f}" if miles < 10 else f"{miles:.0f}"
    return _distance(rounded, minutes_on_foot(miles) if miles <= WALKABLE else 0, language())


@lru_cache(maxsize=1024)
def _distance(rounded: str, on_foot: int, _language: str) -> str:
    miles = _("1.0 mile") if rounded == "1.0" else _("{number} miles", number=rounded)
    return _("{miles}, about {minutes} min on foot", miles=miles, minutes=on_foot) if on_foot else miles


def in_miles(count: int) -> str:
    """A whole number of miles: "1 mile", "5 miles"."""
    return counted("{count} mile", "{count} miles", count)


def confirmed_state(confirmed_on: date | None, today: date) -> str:
    """How sure we are: fresh (90 days), ageing (180) or stale; never confirmed is stale."""
    if confirmed_on is None:
        return "stale"
    age = (today - confirmed_on).days
    return "fresh" if age <= FRESH_DAYS else "ageing" if age <= AGEING_DAYS else "stale"


def trust(confirmed_on: date | None, today: date, by: str = "") -> str:
    """How sure we are, in a sentence."""
    if confirmed_on is None:
        return _("Nobody has checked this yet: ring or ask first if you can")
    days = (today - confirmed_on).days
    if confirmed_state(confirmed_on, today) == "stale":
        return _("Not checked for {span}: ring first if you can", span=span(days))
    if by:
        return _("Checked {ago} by {whom}", ago=ago(days), whom=by)
    return _("Checked {ago}", ago=ago(days))


def ago(days: int) -> str:
    """How long ago, roughly: "today", "yesterday", "3 days ago", "7 weeks ago", "7 months ago", "2 years ago"."""
    if days <= 1:
        return _("yesterday") if days == 1 else _("today")
    return _("{span} ago", span=span(days))


def span(days: int) -> str:
    """How long, roughly: "3 days", "7 weeks", "7 months", "2 years"."""
    if days < 21:
        return counted("{count} day", "{count} days", days)
    if days < 60:
        return counted("{count} week", "{count} weeks", days // 7)
    if days < 730:
        return counted("{count} month", "{count} months", days // 30)
    return counted("{count} year", "{count} years", days // 365)


def noted(note: str) -> str:
    """The note of an occurrence to be shown: a reason of our own in the present language, anything typed as it is."""
    return _(note) if note in OUR_NOTES else note
