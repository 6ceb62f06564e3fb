"""Who is on duty when: shifts of a week, by the clock on the wall in London."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.kernel.errors import Refused
from app.kernel.speech import _
from app.kernel.words import hour_name, weekday
from app.notices.rules.hours import Window, is_allowed, next_allowed

WEEK, DAY = 7, 24


class CannotShift(Refused):
    """This shift cannot be kept; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody is on duty on this weekday (Monday is 0) from an hour up to another; one that is not later belongs to
    the next day, the same makes a whole day."""

    person_id: str
    weekday: int
    first: int
    last: int


def on_now(turns: Iterable[Turn], now: datetime) -> list[str]:
    """Whose turn it is at this moment, each once."""
    found = [turn.person_id for turn in turns if is_allowed(_hours(turn), now)]
    return list(dict.fromkeys(found))


def next_on(turns: Iterable[Turn], now: datetime) -> datetime | None:
    """When somebody is on next; None where there are no turns."""
    moments = [moment for turn in turns if (moment := next_allowed(_hours(turn), now))]
    return min(moments, default=None)


def check_turn(turn: Turn, known: Iterable[str], there: Iterable[Turn] = ()) -> None:
    """Raise `CannotShift` unless it is a turn of somebody who may be on duty, at hours that are not theirs already
    by one of the turns that are `there`."""
    if turn.person_id not in known:
        raise CannotShift(_("Choose somebody with the duty “on duty”."))
    if not (0 <= turn.weekday < WEEK and 0 <= turn.first < DAY and 0 <= turn.last < DAY):
        raise CannotShift(_("Choose a day and two hours."))
    for each in there:
        if each != turn and each.person_id == turn.person_id and _each_hour(each) & _each_hour(turn):
            raise CannotShift(
                _("They are on the rota then: {turn}. Take that off first, or choose other hours.", turn=in_words(each))
            )


def in_words(turn: Turn) -> str:
    """When it is: "Monday, 9am to 5pm"."""
    day, first, last = weekday(turn.weekday), hour_name(turn.first), hour_name(turn.last)
    if turn.first == turn.last:
        return _("{day}, a whole day from {first}", day=day, first=first)
    return _("{day}, {first} to {last}", day=day, first=first, last=last)


def _each_hour(turn: Turn) -> set[int]:
    """The hours of the week, counted from Monday's midnight."""
    begins, count = turn.weekday * DAY + turn.first, (turn.last - turn.first) % DAY or DAY
    return {(begins + each) % (WEEK * DAY) for each in range(count)}


def _hours(turn: Turn) -> dict[int, Window]:
    return {turn.weekday: Window(turn.first, turn.last)}
