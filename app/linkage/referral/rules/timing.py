"""How long each thing may take before somebody is asked to look: the constants, and the moment that follows from them.

The defaults are those of the linkage specification (2.3); an organisation may choose its own.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from app.kernel.days import LONDON, ONE_DAY, to_instant, zone_of

WORK_FROM, WORK_UNTIL = 9, 17
"""Hours of a working day, in London."""

SATURDAY = 5


class Unit(StrEnum):
    """How time is counted."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_HOURS = "working hours"
    WORKING_DAYS = "working days"


@dataclass(frozen=True, slots=True)
class Span:
    """So many of a unit."""

    count: int
    unit: Unit


TIMERS: dict[str, Span] = {
    "look": Span(4, Unit.WORKING_HOURS),
    "sort_out": Span(1, Unit.WORKING_DAYS),
    "was_it_right": Span(7, Unit.DAYS),
    "honest_word": Span(48, Unit.HOURS),
    "waits_long": Span(7, Unit.DAYS),
    "search": Span(36, Unit.HOURS),
    "confirm": Span(24, Unit.HOURS),
    "first_try": Span(24, Unit.HOURS),
    "tries": Span(5, Unit.DAYS),
    "how_it_went": Span(20, Unit.HOURS),
    "plan_again": Span(1, Unit.WORKING_DAYS),
    "next_day": Span(1, Unit.DAYS),
    "ask_again": Span(3, Unit.DAYS),
    "reach_out": Span(1, Unit.WORKING_DAYS),
    "decide": Span(14, Unit.DAYS),
    "end_well": Span(7, Unit.DAYS),
    "same_day": Span(4, Unit.WORKING_HOURS),
    "held": Span(1, Unit.WORKING_DAYS),
}
"""Timers that begin with a state. Others are begun with a moment of their own."""

TASKS: dict[str, Span] = {
    "choose": Span(4, Unit.WORKING_HOURS),
    "in_touch": Span(4, Unit.WORKING_HOURS),
    "otherwise_staff": Span(4, Unit.WORKING_HOURS),
    "otherwise_online": Span(4, Unit.WORKING_HOURS),
    "otherwise_day": Span(4, Unit.WORKING_HOURS),
    "otherwise_phone": Span(4, Unit.WORKING_HOURS),
    "second_change": Span(1, Unit.WORKING_DAYS),
    "kind_word": Span(1, Unit.WORKING_DAYS),
    "quiet": Span(1, Unit.WORKING_DAYS),
    "other_road": Span(1, Unit.WORKING_DAYS),
    "leave_be": Span(1, Unit.WORKING_DAYS),
    "handover_no": Span(1, Unit.WORKING_DAYS),
    "handover_stopped": Span(1, Unit.WORKING_DAYS),
}
"""Tasks that nobody is late with while this lasts. Others are for now."""

HANDOVER = Span(2, Unit.WORKING_DAYS)
"""In which another organisation says whether it takes somebody on."""

ANEW = Span(2, Unit.WORKING_DAYS)
"""After which somebody looks again where all was seen to and nothing else is due."""

SOON = Span(1, Unit.WORKING_HOURS)
"""For these where somebody is discharged today."""

SOONER: dict[str, Span] = {
    "look": Span(1, Unit.WORKING_HOURS),
    "sort_out": Span(2, Unit.WORKING_HOURS),
    "first_try": Span(12, Unit.HOURS),
}
"""Where somebody is discharged today."""

REPEATS = frozenset({"honest_word"})
"""Timers that begin anew when they are over, while the state lasts."""


def span_of(kind: str, constants: Mapping[str, Any] | None, *, is_urgent: bool) -> Span:
    """The span of a timer, as the organisation chose it. Raises KeyError for a timer that has none."""
    usual = SOONER[kind] if is_urgent and kind in SOONER else TIMERS[kind]
    chosen = (constants or {}).get(f"timer_{kind}")
    return Span(chosen, usual.unit) if isinstance(chosen, int) and chosen > 0 and not is_urgent else usual


def task_span(kind: str, *, is_urgent: bool) -> Span:
    """How long there is for a task that is given now. Raises KeyError for one that is for now."""
    usual = TASKS[kind]
    return SOON if is_urgent else usual


def after(moment: datetime, span: Span, holidays: Collection[date]) -> datetime:
    """The moment when a span is over. Working hours are Monday to Friday, 9am to 5pm in London, without bank holidays;
    a working day is eight of them."""
    if span.unit is Unit.HOURS:
        return moment + timedelta(hours=span.count)
    if span.unit is Unit.DAYS:
        local = moment.astimezone(zone_of(LONDON))
        return to_instant(local.date() + span.count * ONE_DAY, local.time(), LONDON)
    hours = span.count * (WORK_UNTIL - WORK_FROM if span.unit is Unit.WORKING_DAYS else 1)
    return _after_work(moment, timedelta(hours=hours), holidays)


def _after_work(moment: datetime, left: timedelta, holidays: Collection[date]) -> datetime:
    at = moment.astimezone(zone_of(LONDON))
    while True:
        opens, shuts = (at.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (WORK_FROM, WORK_UNTIL))
        is_work = at.weekday() < SATURDAY and at.date() not in holidays
        start = max(at, opens)
        if is_work and start < shuts:
            if start + left <= shuts:
                return (start + left).astimezone(UTC)
            left -= shuts - start
        at = opens + ONE_DAY
