"""What decides when a listing is on, and what comes of it, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from app.kernel.recurrence import Rule


class Kind(StrEnum):
    """The five kinds of listing, side by side."""

    MEETING = "meeting"
    CAFE = "cafe"
    EVENT = "event"
    VOLUNTEERING = "volunteering"
    COURSE = "course"


class Change(StrEnum):
    """What is different on one date. `EXTRA` adds a date that the rule does not give; `HELD` is a person's word that a
    date on a bank holiday is on after all."""

    CANCELLED = "cancelled"
    TIME = "time"
    VENUE = "venue"
    ONLINE_ONLY = "online_only"
    NOTE = "note"
    EXTRA = "extra"
    HELD = "held"


class BankHoliday(StrEnum):
    """What a listing does on a bank holiday of its nation."""

    AS_USUAL = "as_usual"
    CLOSED = "closed"
    ASK = "ask"


class Audience(StrEnum):
    """Who may come. `OPEN_WEEKS`: closed, but open in certain weeks of the month."""

    OPEN = "open"
    CLOSED = "closed"
    ON_REQUEST = "on_request"
    OPEN_WEEKS = "open_weeks"
    CLIENTS = "clients"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Season:
    """A part of each year, both days counted in, as (month, day); may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Series:
    """One rule with one start time. `first` is the first day and anchors the rule.

    `minutes` is length by the clock on the wall (22:00 + 480 ends at 06:00, whatever the clocks did). An `all_day`
    series starts at 00:00 and lasts whole days.
    """

    id: str
    rule: Rule
    first: date
    start: time
    minutes: int
    zone: str = "Europe/London"
    until: date | None = None
    season: Season | None = None
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class OneOff:
    """One date that differs. `series_id` None means every series of the listing that day.

    `note` is the reason, fit to show. `start`/`minutes` for TIME and EXTRA, `venue_id` for VENUE (and optionally
    EXTRA). `to_day` for TIME: the day it moves to, when that is another one; `day` stays its identity.
    """

    day: date
    change: Change
    series_id: str | None = None
    start: time | None = None
    minutes: int | None = None
    venue_id: str | None = None
    note: str = ""
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """A venue shut from `first` to `last`, both counted in."""

    venue_id: str
    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that decides when one listing is on."""

    series: tuple[Series, ...]
    one_offs: tuple[OneOff, ...] = ()
    closures: tuple[Closure, ...] = ()
    venue_id: str | None = None
    in_person: bool = True
    online: bool = False
    audience: Audience = Audience.UNKNOWN
    open_weeks: tuple[int, ...] = ()
    bank_holiday: BankHoliday = BankHoliday.ASK
    holidays: frozenset[date] = frozenset()
    paused_until: date | None = None
    """Paused up to but not including this day; `date.max` for "until further notice"."""


class State(StrEnum):
    """Does an occurrence take place?"""

    ON = "on"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a listing takes place, or would have.

    `day` is the date the rule gave (the identity of a moved one); `starts` and `ends` are aware, in the series' zone.
    `is_open`: may anyone come that day; None when nobody has told us. `ask_first`: a bank holiday and nobody has said.
    """

    series_id: str
    day: date
    starts: datetime
    ends: datetime
    state: State = State.ON
    change: Change | None = None
    venue_id: str | None = None
    in_person: bool = True
    online: bool = False
    is_open: bool | None = None
    ask_first: bool = False
    all_day: bool = False
    note: str = ""
