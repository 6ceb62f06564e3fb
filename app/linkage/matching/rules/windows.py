"""How long an offer is open, who is asked after whom, and when the search goes to the coordinator.

Hours are counted only between 8 in the morning and 9 in the evening, as London's clocks show them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import ceil, log

from app.linkage.referral.rules.daytime import USUAL_DAY, WHOLE_DAY, closes_at, counted

WINDOW, WINDOW_TODAY = timedelta(hours=4), timedelta(hours=2)
"""How long one offer is open; the second for somebody who is discharged today."""
SEARCH = timedelta(hours=20)
LAST_HOURS = timedelta(hours=12)
IN_A_ROW, AT_ONCE = 5, 3
"""So many are asked one after another; so many together when nobody is left on the list, or fewer than the last hours
are left of the search."""
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Terms:
    """What an organisation may choose: how long one question is open, and from when to when time counts. `nights`:
    champions for whom it counts at night too, by their own choice."""

    window: timedelta = WINDOW
    day: tuple[time, time] = USUAL_DAY
    nights: frozenset[str] = frozenset()

    def open_for(self, leaves_today: bool) -> timedelta:
        """How long a question is open; never longer on the day of somebody's discharge than two hours."""
        return min(self.window, WINDOW_TODAY) if leaves_today else self.window

    def closes(self, champions: Collection[str], opened: datetime, hours: timedelta) -> datetime:
        """When a question to these closes; at night its time passes only where all of them chose it."""
        return closes_at(opened, hours, WHOLE_DAY if self.nights.issuperset(champions) else self.day)


USUAL = Terms()


@dataclass(frozen=True, slots=True)
class Round:
    """One asking: whom, from when, until when at most; `ended_at` when all have answered or it was taken back.
    `together`: it was the one that goes to some at a time."""

    champions: tuple[str, ...]
    opened_at: datetime
    closes_at: datetime
    ended_at: datetime | None = None
    together: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Ask this one."""

    champion: str
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Ask these together; the first yes counts."""

    champions: tuple[str, ...]
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody has been asked and may still answer."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Exhausted:
    """It is the coordinator's now: nobody is left to ask, or (`in_time` false) the time for asking is over."""

    in_time: bool


Step = Offer | Broadcast | Wait | Exhausted


def next_step(
    history: Sequence[Round], listed: Sequence[str], others: Sequence[str], now: datetime, leaves_today: bool = False,
    *, terms: Terms = USUAL,
) -> Step:  # fmt: skip
    """Who is asked now. `listed` is the short list in its order, `others` who could go besides; both as they are now.

    Nobody is asked twice. One after another first; when nobody is left on the list, or little time, some together,
    once. No window is longer than what is left of the whole search.
    """
    pending = next((each for each in history if each.ended_at is None and now < each.closes_at), None)
    if pending:
        return Wait(pending.closes_at)
    left = SEARCH - (counted(history[0].opened_at, now, terms.day) if history else timedelta(0))
    if left <= timedelta(0):
        return Exhausted(in_time=False)
    window = min(left, terms.open_for(leaves_today))
    asked = {champion for each in history for champion in each.champions}
    in_a_row = [each for each in listed if each not in asked]
    has_time = left >= LAST_HOURS and len(history) < IN_A_ROW
    if in_a_row and has_time and not _was_broadcast(history):
        return Offer(in_a_row[0], terms.closes(in_a_row[:1], now, window))
    together = tuple(dict.fromkeys(each for each in (*listed, *others) if each not in asked))[:AT_ONCE]
    if together and not _was_broadcast(history):
        return Broadcast(together, terms.closes(together, now, window))
    return Exhausted(in_time=True)


def offers_needed(says_yes: float, sure: float = SURE) -> int | None:
    """How many offers in a row it takes to be as sure as that of a yes, when each is taken with this chance. No number
    is enough where nobody ever says yes."""
    if says_yes <= 0:
        return None
    return ceil(log(1 - sure) / log(1 - says_yes)) if says_yes < 1 else 1


def _was_broadcast(history: Sequence[Round]) -> bool:
    return any(each.together for each in history)
