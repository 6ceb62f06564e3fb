"""All that matching may see of anybody. What is not a field here cannot decide who goes with whom.

How far somebody has come, what they took or take, what a doctor gives them, how often they came and where they stand in
any table of need are no fields, and `tests/linkage/matching/test_values.py` holds the list of fields still.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from app.linkage.referral.rules.notice import AHEAD, LAST_ASKED

Pairing = tuple[str, str]
"""A newcomer's person, or their request, and a champion's person."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time in which somebody is free; both moments aware."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Point:
    """Where a way begins or ends, in degrees, no nearer than the sector of a postcode."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Way:
    """A way of going (foot, bus or car), and how many minutes of it somebody is glad to go."""

    mode: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asked for company. An empty wish is no wish: anybody, anything, any time.

    `rests`: nobody is to be asked for them for now; `genders` of a champion that they wish for; `likeness`: what
    they would like a champion to know from their own life, only what they ask for; `routes` wished, `belongs`:
    those whose closed meetings are for them; `listing`: the one meeting that they chose, `on` that day if they said
    so; `late_minutes`: how far they go late at night; `again`: champions whom they would like to have again;
    `puts_first`: the soft terms that matter most to them, in order.
    """

    request: str
    person: str
    since: datetime
    agreed: bool
    adult: bool
    rests: bool = False
    leaves_today: bool = False
    gender: str = ""
    genders: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    interpreter: bool = False
    needs: frozenset[str] = frozenset()
    likeness: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    belongs: frozenset[str] = frozenset()
    listing: str = ""
    on: date | None = None
    point: Point | None = None
    ways: tuple[Way, ...] = ()
    late_minutes: int | None = None
    free: tuple[Span, ...] = ()
    avoids: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    puts_first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A champion, as far as matching knows them.

    `not_ready`: codes of what keeps them from going with anybody just now; `checked_until`: the last day on which all
    the checks for going with somebody hold, None without end; `company`: the genders of people whom they go with, empty
    is everybody; `helps` with access; `routes` that they are willing to go to, empty is any; `free`: the times that
    they gave, without the days away, so none is never; `cap` of people at a time, `week` of new ones in a week (None:
    as the organisation says); `walks`: people whom they go with at present; `meets`: listings that they know; `again`:
    somebody whom they went with before may ask for them.
    """

    person: str
    adult: bool
    kinds: frozenset[str] = frozenset({"community"})
    not_ready: tuple[str, ...] = ()
    checked_until: date | None = None
    rests_until: datetime | None = None
    gender: str = ""
    company: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset({"en"})
    helps: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    belongs: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    point: Point | None = None
    ways: tuple[Way, ...] = ()
    late_minutes: int | None = None
    free: tuple[Span, ...] = ()
    cap: int = 2
    week: int | None = None
    offers: int = 0
    walks: int = 0
    new_this_week: int = 0
    last_matched: date | None = None
    meets: frozenset[str] = frozenset()
    again: bool = True


@dataclass(frozen=True, slots=True)
class Meeting:
    """One date of a listing. `is_open`: may anybody come that day; None where nobody has told us. `access`: what the
    venue is known to have."""

    id: str
    listing: str
    starts: datetime
    ends: datetime
    routes: frozenset[str] = frozenset()
    is_open: bool | None = None
    venue: str = ""
    point: Point | None = None
    online: bool = False
    access: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands between people. `blocked`: never, either way, and why is not known here; `dual`: how else they know
    one another, by code; `answered`: this request was declined by this champion, or ran out with them, by code;
    `parted`: since when a pair that was together is no more."""

    blocked: frozenset[Pairing] = frozenset()
    dual: Mapping[Pairing, str] = field(default_factory=dict)
    answered: Mapping[Pairing, str] = field(default_factory=dict)
    parted: Mapping[Pairing, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an organisation may choose. `cap` of people for one champion, `week` of new ones in a week, `offers` open at
    a time; the margin before a meeting; how far ahead meetings are looked for, and how far where there is none so soon;
    after how long a pair that parted may be
    put together again; from which hour of London's evening the limit for late ways counts."""

    cap: int = 2
    week: int = 1
    offers: int = 1
    margin: timedelta = timedelta(minutes=15)
    notice: timedelta = LAST_ASKED
    horizon: timedelta = timedelta(days=7)
    widest: timedelta = AHEAD
    apart: timedelta = timedelta(days=90)
    late_from: int = 21


@dataclass(frozen=True, slots=True)
class Ground:
    """What a round of matching stands on: what is between people, the present moment, what the organisation chose."""

    facts: Facts
    now: datetime
    limits: Limits = Limits()

    @property
    def wider(self) -> "Ground":
        """The same as far ahead as anybody looks."""
        limits = self.limits
        return replace(self, limits=replace(limits, horizon=max(limits.horizon, limits.widest)))
