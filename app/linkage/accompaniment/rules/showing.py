"""A plan as one of the two sees it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from app.directory.rules.describing import address_of
from app.directory.rules.words import clock, day_heading, hours
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.speech import _
from app.kernel.words import printable
from app.linkage.accompaniment.rules.marking import mark_of
from app.linkage.accompaniment.rules.planning import SET_OUT
from app.linkage.accompaniment.rules.words import HOW

if TYPE_CHECKING:
    from app.linkage.accompaniment.models import Plan, PlanChange

REMINDED_HOURS = 26
"""So long before, the page asks whether it still stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """When and where two meet, to which listing they go, and how they get there."""

    name: str
    url: str
    day: str
    meet: str
    hours: str
    where: str = field(repr=False)
    how: str
    journey: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead(Facts):
    """What is suggested instead of a plan of both; `is_mine`: by the reader."""

    id: str
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Facts):
    """Everything about a plan that fits on a phone. `group_phone`: if the group itself has made it public. `looks`
    are the other's words, `own_looks` those of whoever reads. `is_mine`: has the reader agreed; `is_theirs`: has the
    other. `mine_still`, `others_still`: said after a reminder that it still stands. `is_today`: the day has begun for
    them; `is_past`: it is a later day by now. `change`: what one of them suggests instead. `mark`: by which a
    yes says what it was that they read."""

    looks: str = field(repr=False)
    own_looks: str = field(repr=False)
    is_mine: bool
    is_theirs: bool
    asks_still: bool
    mine_still: bool
    others_still: bool
    is_today: bool
    is_past: bool
    has_met: bool
    is_over: bool
    others_here: bool
    mine_here: bool
    is_home: bool
    group_phone: str = ""
    change: Instead | None = None
    mark: str = ""

    @property
    def is_agreed(self) -> bool:
        """Have both said yes?"""
        return self.is_mine and self.is_theirs


def card(plan: "Plan", now: datetime, *, is_newcomer: bool) -> Card:
    """The plan, for one of the two."""
    agreed = (plan.newcomer_agreed_at is not None, plan.champion_agreed_at is not None)
    was_here = (plan.newcomer_here_at is not None, plan.champion_here_at is not None)
    mine, other = (0, 1) if is_newcomer else (1, 0)
    looks = (plan.newcomer_looks, plan.looks)
    still = (plan.newcomer_still_at is not None, plan.champion_still_at is not None)
    hours_left = (plan.meet_at - now).total_seconds() / 3600
    return Card(
        **_facts(plan, now),
        group_phone=plan.listing.contact_phone if plan.listing.contact_public else "",
        looks=printable(looks[other]),
        own_looks=printable(looks[mine]),
        is_mine=agreed[mine],
        is_theirs=agreed[other],
        asks_still=not still[mine] and not was_here[mine] and 0 < hours_left < REMINDED_HOURS,
        mine_still=still[mine],
        others_still=still[other],
        is_today=now >= plan.meet_at - SET_OUT,
        is_past=local_day(now, LONDON) > local_day(plan.ends_at, LONDON),
        has_met=now >= plan.meet_at,
        is_over=now >= plan.ends_at,
        others_here=was_here[other],
        mine_here=was_here[mine],
        is_home=(plan.newcomer_home_at if is_newcomer else plan.champion_home_at) is not None,
        mark=mark_of(plan),
        change=_instead(plan.change, now, is_newcomer=is_newcomer) if plan.change else None,
    )


def _instead(change: "PlanChange", now: datetime, *, is_newcomer: bool) -> Instead:
    is_mine = (change.made_by == change.plan.linkage.person_id) == is_newcomer
    return Instead(**_facts(change, now), id=change.id, is_mine=is_mine)


def _facts(plan: "Plan | PlanChange", now: datetime) -> dict[str, str]:
    zone = zone_of(LONDON)
    meets, starts, ends = (moment.astimezone(zone) for moment in (plan.meet_at, plan.starts_at, plan.ends_at))
    return {
        "name": plan.listing.name,
        "url": address_of(plan.listing),
        "day": day_heading(meets.date(), local_day(now, LONDON), evening=meets.hour >= 17),
        "meet": clock(meets),
        "hours": hours(starts, ends),
        "where": printable(plan.where),
        "how": _(HOW[plan.how]) if plan.how in HOW else "",
        "journey": printable(plan.journey),
    }
