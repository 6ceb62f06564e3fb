"""What champions say of themselves: who they are, where and when they go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.champions.models import Champion, ChampionAway, ChampionSlot
from app.champions.rules.times import Away, Slot
from app.champions.rules.words import Gender, Help, Mode, Tag, Visibility, joined, parted
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _

MOST_AWAY = 30
MOST_KNOWN = 60


class CannotSay(Refused):
    """This cannot be kept so; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class About:
    """Who they are, as far as they like to say."""

    about: str
    visibility: Visibility
    gender: Gender | None
    walks_with: frozenset[Gender]
    languages: tuple[str, ...]
    knows: frozenset[Tag]
    belongs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Going:
    """Where they go, how, how far, with how many, and what they help with."""

    home: str
    modes: frozenset[Mode]
    minutes: int
    late_minutes: int | None
    routes_willing: tuple[str, ...]
    access: frozenset[Help]
    cap: int | None
    cap_week: int | None
    any_hour: bool = False
    again: bool = True


def say_about(session: Session, by: Warrant, champion: Champion, said: About) -> None:
    """Keep who they are."""
    champion.about, champion.visibility = said.about, said.visibility
    champion.gender, champion.walks_with = said.gender or "", joined(said.walks_with)
    champion.knows, champion.belongs = joined(said.knows), joined(said.belongs)
    champion.languages = sorted(said.languages)
    _record(session, by, champion, "described")


def say_going(session: Session, by: Warrant, champion: Champion, said: Going) -> None:
    """Keep where and how they go."""
    champion.home, champion.minutes, champion.late_minutes = said.home, said.minutes, said.late_minutes
    champion.modes, champion.access = sorted(said.modes), sorted(said.access)
    champion.routes_willing = sorted(said.routes_willing)
    champion.cap, champion.cap_week = said.cap, said.cap_week
    champion.any_hour, champion.again = said.any_hour, said.again
    _record(session, by, champion, "described")


def say_times(session: Session, by: Warrant, champion: Champion, slots: Iterable[Slot]) -> None:
    """Keep the hours of the week in which they can usually go, in place of the earlier ones."""
    champion.slots = [ChampionSlot(weekday=each.weekday, starts=each.starts, ends=each.ends) for each in slots]
    _record(session, by, champion, "times")


def go_away(session: Session, by: Warrant, champion: Champion, days: Away, now: datetime) -> None:
    """They are away on these days."""
    first, last = days.first, days.last
    if last < first or last < local_day(now, LONDON):
        raise CannotSay(_("Choose a last day from today on, and not before the first."))
    if len(champion.away) >= MOST_AWAY:
        raise CannotSay(_("Take some days off this list first."))
    if (first, last) not in {(each.first, each.last) for each in champion.away}:
        champion.away.append(ChampionAway(first=first, last=last))
    _record(session, by, champion, "times")


def come_home(session: Session, by: Warrant, champion: Champion, away_id: str) -> None:
    """They are not away then after all."""
    champion.away = [each for each in champion.away if each.id != away_id]
    _record(session, by, champion, "times")


def know(session: Session, by: Warrant, champion: Champion, listing_id: str) -> None:
    """They know this meeting."""
    known = parted(champion.meets)
    if len(known) >= MOST_KNOWN:
        raise CannotSay(_("Take some meetings off this list first."))
    champion.meets = joined({*known, listing_id})
    _record(session, by, champion, "described")


def know_not(session: Session, by: Warrant, champion: Champion, listing_id: str) -> None:
    """They do not know it, or not any more."""
    champion.meets = joined(parted(champion.meets) - {listing_id})
    _record(session, by, champion, "described")


def _record(session: Session, by: Warrant, champion: Champion, outcome: str) -> None:
    record(session, Entry.of(by, "champion", champion.id, champion.holding.person_id, outcome=outcome))
    session.flush()
