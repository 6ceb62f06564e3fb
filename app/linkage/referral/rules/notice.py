"""Whether there is time to find somebody for a date that was chosen, by how an organisation works, and what is said."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self

from app.directory.rules.words import TONIGHT, day_name
from app.kernel.days import LONDON, ONE_DAY, local_day, zone_of
from app.kernel.speech import _, marked
from app.linkage.referral.rules.daytime import closes_at
from app.linkage.referral.rules.house import Asking, House
from app.linkage.referral.rules.said import by_when
from app.linkage.referral.rules.timing import Span, after, span_of

LAST_ASKED = timedelta(hours=2)
"""Nearer than this nobody is asked for a date any more."""
AHEAD = timedelta(days=14)
"""So far meetings are looked for."""
SOONEST = timedelta(hours=2)
"""A question on the day of a discharge."""


class Sort(StrEnum):
    """Why a date is not as simple as another. SHORT: before we have surely had an answer. TOO_SOON: nobody can be asked
    any more. EARLY: it is further off than we look."""

    SHORT = "short"
    TOO_SOON = "too_soon"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class Pace:
    """How long it takes an organisation to have one answer: what a person does first, and the time for a question."""

    first: tuple[Span, ...]
    window: timedelta
    day: tuple[time, time]
    holidays: Collection[date]

    @classmethod
    def of(cls, constants: Mapping[str, Any] | None, holidays: Collection[date], *, is_urgent: bool) -> Self:
        """That of an organisation. Nobody looks first where requests go by themselves, unseen."""
        house = House.of(constants)
        is_seen = house.sees_first or house.asking is Asking.COORDINATOR
        spans = tuple(span_of(kind, constants, is_urgent=is_urgent) for kind in ("look", "sort_out") if is_seen)
        return cls(spans, min(house.window, SOONEST) if is_urgent else house.window, house.day, holidays)

    def answered_by(self, asked: datetime) -> datetime:
        """When one champion has surely been asked and has answered."""
        for span in self.first:
            asked = after(asked, span, self.holidays)
        return closes_at(asked, self.window, self.day)


@dataclass(frozen=True, slots=True)
class Notice:
    """A date that is not as simple. `told_at`: when whoever asked is told that nobody was found; `following`: the next
    date in words, "" where there is none."""

    sort: Sort
    starts: datetime
    following: str

    @property
    def told_at(self) -> datetime:
        """When nobody is asked any more."""
        return self.starts - LAST_ASKED


def judge(starts: datetime, asked: datetime, now: datetime, pace: Pace) -> Sort | None:
    """What there is to say of a date, asked for at a moment; None where there is time enough."""
    told_at = starts - LAST_ASKED
    if told_at <= now:
        return Sort.TOO_SOON
    if local_day(starts, LONDON) >= local_day(now + AHEAD, LONDON):
        return Sort.EARLY
    return Sort.SHORT if told_at < pace.answered_by(asked) else None


TO_THEM = {
    Sort.SHORT: marked("{day} is short notice. If we find nobody by {time}, we tell you."),
    Sort.TOO_SOON: marked("{day} is too soon for us to find somebody."),
    Sort.EARLY: marked("{day} is further off than we look. We begin to ask on {begins}."),
}
OF_THEM = {
    Sort.SHORT: marked("{day} is short notice. If nobody is found by {time}, they are told."),
    Sort.TOO_SOON: marked("{day} is too soon to find somebody."),
    Sort.EARLY: marked("{day} is further off than we look. Champions are asked from {begins} on."),
}


def said(notice: Notice, now: datetime, words: Mapping[Sort, str] = TO_THEM) -> str:
    """ "Tonight is short notice. If we find nobody by 5pm today, we tell you. The next one is Tuesday 29 December."."""
    today, begins = local_day(now, LONDON), local_day(notice.starts - AHEAD, LONDON) + ONE_DAY
    sentence = _(
        words[notice.sort],
        day=day_of(notice.starts, now), time=by_when(notice.told_at, now), begins=day_name(begins, today),
    )  # fmt: skip
    is_for_later = notice.following and notice.sort is not Sort.EARLY
    return f"{sentence} {_('The next one is {date}.', date=notice.following)}" if is_for_later else sentence


def in_vain(notice: Notice, now: datetime) -> str:
    """What whoever asked is told when nobody was found for the date."""
    sentence = _("{day}: we found nobody in time. It is not about you.", day=day_of(notice.starts, now))
    if not notice.following:
        return sentence
    return f"{sentence} {_('The next one is {date}, and we look for that.', date=notice.following)}"


def day_of(starts: datetime, now: datetime) -> str:
    """ "Tonight", "Today", "Tomorrow", or the day."""
    wall, today = starts.astimezone(zone_of(LONDON)), local_day(now, LONDON)
    if wall.date() == today:
        return _("Tonight") if wall.hour >= TONIGHT else _("Today")
    return _("Tomorrow") if wall.date() == today + ONE_DAY else day_name(wall.date(), today)
