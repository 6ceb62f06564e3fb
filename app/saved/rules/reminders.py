"""What somebody is told of the dates of what they saved: before each, and at once when it changes after that.

Whatever was told of a date has a number and the state in which the date was then; both stand in the key of its message,
so that the messages that left are all the memory there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from app.directory.rules.timetable import Change, Occurrence, State
from app.kernel.days import LONDON, ONE_DAY, local_day
from app.notices.rules.hours import Hours, is_allowed, last_allowed, next_allowed
from app.notices.rules.planning import Span

KIND, CHANGED = "saved_reminder", "saved_changed"
"""The kinds of message."""

AHEAD = timedelta(days=14)
IN_TIME = timedelta(hours=2)
"""A reminder that cannot leave at night may wait for the morning if there is still so much time then."""
OFF = "off"
STAMP = "%Y%m%dT%H%M"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody was told of a date: its number, and how the date stood then."""

    kind: str
    name: str
    count: int
    state: str
    due_at: datetime

    @property
    def starts(self) -> datetime | None:
        """When they were told that it starts; None where they were told that it is not on."""
        if self.state == OFF:
            return None
        return datetime.strptime(self.state.partition("@")[0], STAMP).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tell:
    """One thing that somebody is to be told. `date` is None where it is not on; `was` is when it was to
    be, as they were told."""

    kind: str
    cycle: str
    span: Span
    date: Occurrence | None = None
    was: datetime | None = None


def leaves_at(starts: datetime, minutes: int, hours: Hours) -> datetime:
    """When a reminder leaves: whole days before by the clock on the wall, less than that as the hours pass. At night it
    waits for the morning of that day while that is early enough; else it leaves the evening before."""
    days, rest = divmod(timedelta(minutes=minutes), ONE_DAY)
    due = (starts - days * ONE_DAY).astimezone(UTC) - rest
    if is_allowed(hours, due):
        return due
    later = next_allowed(hours, due)
    if later and local_day(later, LONDON) == local_day(due, LONDON) and starts - later >= IN_TIME:
        return later
    return last_allowed(hours, due) or due


def name_of(one: Occurrence) -> str:
    """The name that a date keeps wherever it is moved: its series and the day of its rule. A date that was added has
    its time too, as there may be several."""
    added = f"+{one.starts:%H%M}" if one.change is Change.EXTRA else ""
    return f"{one.series_id}/{one.day:%Y%m%d}{added}"


def state_of(one: Occurrence) -> str:
    """When and where it is held."""
    return f"{one.starts.astimezone(UTC):{STAMP}}@{(one.venue_id or '') if one.in_person else 'online'}"


def cycle_of(name: str, count: int, state: str) -> str:
    """As it stands in a key."""
    return f"{name}/{count}/{state}"


def told(kind: str, cycle: str, due_at: datetime) -> Told:
    """What `cycle_of` wrote."""
    name, count, state = cycle.rsplit("/", 2)
    return Told(kind, name, int(count), state, due_at)


def tells(dates: Sequence[Occurrence], log: Sequence[Told], minutes: int, hours: Hours) -> list[Tell]:
    """All that somebody is to be told of the dates of one listing, given what they were told. What was told last is
    wanted on while it is true: it may still be waiting on the other road."""
    on = {name_of(one): one for one in dates if one.state is State.ON}
    by_state = {state_of(one): name for name, one in on.items()}
    wanted: list[Tell] = []
    for name, group in groupby(sorted(log, key=attrgetter("name", "count")), attrgetter("name")):
        chain = list(group)
        held_as = name if name in on else by_state.get(chain[-1].state, "")
        now_on = on.pop(held_as, None)
        wanted += _again(chain, now_on, minutes, hours)
    return wanted + [_reminder(name, 0, one, minutes, hours) for name, one in on.items()]


def _again(chain: list[Told], one: Occurrence | None, minutes: int, hours: Hours) -> list[Tell]:
    """What to tell of a date of which something was told. A date that was moved to after its old start is worth
    another reminder, also when the first one is so long ago that it was deleted."""
    last, state = chain[-1], state_of(one) if one else OFF
    if last.state == state and last.kind == KIND and one:
        return [_reminder(last.name, last.count, one, minutes, hours)]
    is_told = last.state == state
    before = chain[-2] if is_told and len(chain) > 1 else last
    count = last.count if is_told else last.count + 1
    wanted = _change(before, count, one)
    reminded = [each.starts for each in chain if each.kind == KIND and each.starts]
    if one and (not reminded or leaves_at(one.starts, minutes, hours) >= reminded[-1]):
        wanted.append(_reminder(last.name, count + 1, one, minutes, hours))
    return wanted


def _change(before: Told, count: int, one: Occurrence | None) -> list[Tell]:
    """That a date is no more as it was told; worth saying up to the later of both starts."""
    ends = [moment for moment in (before.starts, one.starts if one else None) if moment]
    if not ends:
        return []
    cycle = cycle_of(before.name, count, state_of(one) if one else OFF)
    return [Tell(CHANGED, cycle, Span(before.due_at, max(ends)), one, before.starts)]


def _reminder(name: str, count: int, one: Occurrence, minutes: int, hours: Hours) -> Tell:
    span = Span(leaves_at(one.starts, minutes, hours), one.starts)
    return Tell(KIND, cycle_of(name, count, state_of(one)), span, one)


def looked_at(now: datetime) -> tuple[date, date]:
    """The days whose dates count: the coming ones, and those that have only just begun or been."""
    today = local_day(now, LONDON)
    return today - 2 * ONE_DAY, today + AHEAD
