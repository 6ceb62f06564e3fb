"""Hours that are counted by day only: between 8 in the morning and 9 in the evening, or others that an organisation
chose, as London's clocks show them."""

from datetime import UTC, date, datetime, time, timedelta

from app.kernel.days import LONDON, ONE_DAY, local_day, to_instant

USUAL_DAY, WHOLE_DAY = (time(8), time(21)), (time.min, time.min)


def closes_at(opened: datetime, hours: timedelta, hours_of_day: tuple[time, time] = USUAL_DAY) -> datetime:
    """The moment, in UTC, by which so much time between 8 and 21 o'clock, or other hours, has passed. Hours that end
    when they begin are the whole day."""
    day, left = local_day(opened, LONDON), hours
    while True:
        begins, ends = _stretch(day, opened, hours_of_day)
        if begins + left <= ends:
            return begins + left
        left -= max(ends - begins, timedelta(0))
        day += ONE_DAY


def counted(opened: datetime, now: datetime, hours_of_day: tuple[time, time] = USUAL_DAY) -> timedelta:
    """How much time between 8 and 21 o'clock, or other hours, has passed."""
    day, last, passed = local_day(opened, LONDON), local_day(now, LONDON), timedelta(0)
    while day <= last:
        begins, ends = _stretch(day, opened, hours_of_day)
        passed += max(min(ends, now.astimezone(UTC)) - begins, timedelta(0))
        day += ONE_DAY
    return passed


def _stretch(day: date, opened: datetime, hours_of_day: tuple[time, time]) -> tuple[datetime, datetime]:
    """The hours of a day that count, or what is left of them from a moment on."""
    first, last = hours_of_day
    ends = to_instant(day if last > first else day + ONE_DAY, last, LONDON)
    return max(opened.astimezone(UTC), to_instant(day, first, LONDON)), ends
