"""What one of the two sees of their walk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.concerns.queries.crisis import lines as answering_now
from app.directory.models import Listing
from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.along import along
from app.linkage.accompaniment.queries.dates import shut_to
from app.linkage.accompaniment.queries.doorstep import sees_nobody
from app.linkage.accompaniment.queries.fallen import on_again
from app.linkage.accompaniment.queries.lines import lines, may_write
from app.linkage.accompaniment.queries.off import Off, off_today
from app.linkage.accompaniment.queries.pairs import Pair, last
from app.linkage.accompaniment.queries.plan_words import reportable
from app.linkage.accompaniment.queries.planning import nearby
from app.linkage.accompaniment.queries.safety import is_out
from app.linkage.accompaniment.queries.unsaying import may_unsay, sorry
from app.linkage.accompaniment.queries.waiting import gets_notice, waits
from app.linkage.accompaniment.queries.watch import cover_of
from app.linkage.accompaniment.rules.along import Along
from app.linkage.accompaniment.rules.cover import beside_a_plan
from app.linkage.accompaniment.rules.lines import Shown, offered
from app.linkage.accompaniment.rules.planning import HOME, MAY_PLAN
from app.linkage.accompaniment.rules.safety import STILL_OUT
from app.linkage.accompaniment.rules.showing import Card, card
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.rules.states import State


@dataclass(frozen=True, slots=True)
class Seen:
    """The plan that stands; the latest one; what is near where that was called off; what the two said to each other,
    and the sentences that may be said now; what the reader said of how it went; whether they are a champion who is
    still on their way home, or said lately that they are back; which words of the plan they may report. On the day
    itself: the last `word` of the other, whether the newcomer looks for them (`nobody`), and whether they said so and
    may take it back (`said_nobody`). `sorry`: what is said to a newcomer who stood there alone, and `may_unsay` whether
    they may still take that back. `uncovered`: what to know where nobody is on duty then. `along`: somebody who is
    learning and comes along, or would like to. `late`: when the other may see a word, where that is not at once;
    whether a notice leaves (`gets_notice`); who is `answering` whoever cannot wait. `off`: what
    was agreed for today was called off."""

    plan: Card | None
    latest: Plan | None
    near: tuple[tuple[Listing, str], ...]
    lines: tuple[Shown, ...]
    offered: tuple[tuple[str, str], ...]
    may_write: bool
    says: Outcome | None
    may_plan: bool
    may_say_how: bool
    is_out: bool
    is_back: bool
    reportable: tuple[tuple[str, str, bool], ...]
    word: Shown | None
    nobody: bool
    said_nobody: bool
    sorry: list[str]
    may_unsay: bool
    uncovered: str
    along: Along | None
    late: str
    off: Off | None
    gets_notice: str
    answering: list[Any]


def seen(session: Session, pair: Pair, person_id: str, now: datetime) -> Seen:
    """By the newcomer or by the champion."""
    is_newcomer = pair.is_newcomer(person_id)
    latest = pair.plan or last(session, pair.linkage.id)
    shown = card(pair.plan, now, is_newcomer=is_newcomer) if pair.plan else None
    is_today = shown is not None and shown.is_agreed and shown.is_today and not shown.is_past
    said = lines(session, pair, person_id, now)
    says = None if latest is None else latest.newcomer_says if is_newcomer else latest.champion_says
    went = latest is not None and (latest.outcome is not None or pair.linkage.state is State.GOING)
    return Seen(
        plan=shown,
        latest=latest,
        near=_instead(session, latest, now),
        lines=said,
        offered=offered(is_newcomer=is_newcomer, is_today=is_today),
        may_write=may_write(pair),
        says=says,
        may_plan=pair.linkage.state in MAY_PLAN and (is_newcomer or not _leaves_it(latest)),
        may_say_how=went and latest is not None and _is_time(latest, now, is_newcomer=is_newcomer),
        is_out=not is_newcomer
        and latest is not None
        and latest.ended_at is not None
        and is_out(latest)
        and now < latest.ends_at + STILL_OUT,
        is_back=not is_newcomer and _is_back(latest, now),
        reportable=reportable(session, pair.plan, person_id) if pair.plan else (),
        word=_word(said, pair.plan) if pair.plan and is_today else None,
        uncovered=_uncovered(session, pair.plan, now) if pair.plan and pair.plan.is_agreed else "",
        along=along(session, pair, person_id, now),
        off=off_today(session, pair, person_id, now),
        late=waits(session, pair, person_id, now),
        gets_notice=gets_notice(session, pair, person_id, now),
        answering=answering_now(now),
        nobody=is_today and pair.plan is not None and _nobody(session, pair.plan),
        said_nobody=is_newcomer and is_today and pair.plan is not None and sees_nobody(session, pair.plan),
        sorry=sorry(session, pair, now) if is_newcomer else [],
        may_unsay=is_newcomer and may_unsay(session, pair, now),
    )


def _instead(session: Session, latest: Plan | None, now: datetime) -> tuple[tuple[Listing, str], ...]:
    """What is near a meeting that was called off, for as long as it is."""
    if latest is None or latest.ending != Outcome.SHUT or on_again(session, [latest], now):
        return ()
    return nearby(session, latest.listing, now, shut_to(session, latest.linkage, latest.walk))


def _uncovered(session: Session, plan: Plan, now: datetime) -> str:
    """Until they are to be home: of hours that are over there is nothing more to know."""
    if now >= plan.ends_at + HOME:
        return ""
    return beside_a_plan(cover_of(session, plan), plan.linkage.organisation.name, now)


def _is_back(latest: Plan | None, now: datetime) -> bool:
    said_at = latest.champion_home_at if latest else None
    return said_at is not None and now < said_at + STILL_OUT


def _leaves_it(latest: Plan | None) -> bool:
    """Did the newcomer say that they would rather not go with them again just now? Then the next word is theirs."""
    return latest is not None and latest.again not in (None, "", "yes")


def _word(said: tuple[Shown, ...], plan: Plan) -> Shown | None:
    """What the other wrote last, if it was on the day itself: that they are late, say."""
    day = local_day(plan.meet_at, LONDON)
    today = [each for each in said if not each.is_mine and local_day(each.at, LONDON) == day]
    return today[-1] if today else None


def _nobody(session: Session, plan: Plan) -> bool:
    """Does the newcomer look for them? Not any more once both are there."""
    return not (plan.newcomer_here_at and plan.champion_here_at) and sees_nobody(session, plan)


def _is_time(latest: Plan, now: datetime, *, is_newcomer: bool) -> bool:
    """A newcomer is asked once they are out of the meeting, or it did not come about; whoever goes with them may say
    so from when it begins."""
    if not is_newcomer:
        return now >= (latest.meet_at if latest.outcome else latest.starts_at)
    if latest.newcomer_says is None and latest.outcome in (None, Outcome.ATTENDED):
        return now >= latest.ends_at or latest.newcomer_home_at is not None
    return now >= latest.meet_at
