"""What others may know of a champion to find out whether somebody fits: plain values, made for the hard rules."""

from dataclasses import dataclass
from datetime import date, datetime

from app.champions.rules.readiness import Reason
from app.champions.rules.times import Away, Slot
from app.champions.rules.words import Gender, Help, Kind, Mode, Tag


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """A champion as matching sees them, at one moment.

    `reasons` says why nothing new may be asked of them now; none means ready. `clear_until` is the last day on which
    their check is good, for a meeting on a later one. `gender` is None where they have not said. `walks_with` is their
    own limit: none at all means anybody. `routes_willing` are routes to whose open meetings they go, none at all means
    any; `routes_belonging` those they said they belong to, for closed meetings. `point` is about the middle of their
    postcode district, as latitude and longitude. `minutes` is how far they go by each of `modes`, `late_minutes` the
    same late in the evening (None: as ever). `cap` and `cap_week` are their own, never above the organisation's.
    `any_hour`: questions to them run at night too; `again`: somebody whom they went with may ask for them; `meets`:
    listings that they say they know.
    """

    person_id: str
    holding_id: str
    champion_id: str
    organisation_id: str
    kinds: frozenset[Kind]
    reasons: tuple[Reason, ...]
    clear_until: date | None
    rest_until: datetime | None
    gender: Gender | None
    walks_with: frozenset[Gender]
    languages: frozenset[str]
    routes_willing: frozenset[str]
    routes_belonging: frozenset[str]
    tags: frozenset[Tag]
    access: frozenset[Help]
    point: tuple[float, float] | None
    modes: frozenset[Mode]
    minutes: int
    late_minutes: int | None
    slots: tuple[Slot, ...]
    away: tuple[Away, ...]
    cap: int
    cap_week: int
    any_hour: bool = False
    again: bool = True
    meets: frozenset[str] = frozenset()

    @property
    def is_ready(self) -> bool:
        """May something new be asked of them now?"""
        return not self.reasons
