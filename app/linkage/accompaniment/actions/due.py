"""What is done when something is due on the way and afterwards."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.linkage.accompaniment.actions import safety
from app.linkage.accompaniment.actions.absences import nobody_came, try_again
from app.linkage.accompaniment.actions.going import set_out, settle
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.asking import asked_lately, may_ask_how, rest_from_asking
from app.linkage.accompaniment.queries.doorstep import sees_them
from app.linkage.accompaniment.queries.pairs import standing
from app.linkage.accompaniment.queries.safety import has_checked_in
from app.linkage.accompaniment.rules.asking import AGAIN, ASKED, HOW, MOST_UNANSWERED, next_ask
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Happening, Linkage, Timer
from app.linkage.referral.rules.states import State

REMINDED = timedelta(hours=24)
WEEK_TWELVE = "week_twelve"

ASKED_BESIDE: list[Callable[[Session, Linkage, datetime], bool]] = []
"""Is somebody asked how they are by another road about this moment? Features above say; the factory fills it."""


def day_begins(session: Session, linkage: Linkage, _timer: Timer, now: datetime) -> None:
    """Half an hour before they meet."""
    plan = standing(session, linkage.id)
    if plan:
        set_out(session, plan, None, now)


def unconfirmed(session: Session, linkage: Linkage, _timer: Timer, now: datetime) -> None:
    """An hour before: whoever agreed before the reminders and has not said since that it still stands is asked after,
    by a person."""
    plan = standing(session, linkage.id)
    if plan and not all(_is_sure(plan, *each) for each in _both(plan)):
        tasks.give(session, linkage, "unconfirmed", now)


def arrival(session: Session, linkage: Linkage, _timer: Timer, now: datetime) -> None:
    """A quarter of an hour after the time to meet. No champion is the site's trouble, no newcomer is nobody's fault."""
    plan = standing(session, linkage.id)
    if plan is None or (plan.champion_here_at is None and sees_them(session, plan)):
        return
    if plan.champion_here_at is None:
        note(session, linkage, "champion_not_seen", None, now)
        tasks.give(session, linkage, "champion_not_seen", now)
        if plan.newcomer_here_at:
            nobody_came(session, linkage, now)
    elif plan.newcomer_here_at is None:
        note(session, linkage, "newcomer_not_seen", None, now)


def check_in(session: Session, linkage: Linkage, timer: Timer, now: datetime) -> None:
    """A quarter of an hour after the end."""
    plan = session.get(Plan, timer.subject)
    if plan and not has_checked_in(plan):
        note(session, linkage, "check_in_due", None, now)


def how_it_went(session: Session, linkage: Linkage, _timer: Timer, now: datetime) -> None:
    """The next day: the one word that there is counts; without any a person asks."""
    plan = standing(session, linkage.id)
    if plan:
        settle(session, plan, None, now, is_over=True)
    if linkage.state is State.GOING:
        tasks.give(session, linkage, "how_it_went", now)


def next_day(session: Session, linkage: Linkage, _timer: Timer, now: datetime) -> None:
    """Somebody asks how it was; or how they are getting on, where they have said all of that."""
    if rest_from_asking(session, linkage, now):
        return
    note(session, linkage, HOW if may_ask_how(session, linkage) else AGAIN, None, now)


def ask_again(session: Session, linkage: Linkage, timer: Timer, now: datetime) -> None:
    """A gentle question, unless they were asked just now or by another road, and when the next is due. Three without an
    answer, and a person looks; after week 12 comes a planned ending."""
    since = _attended_at(session, linkage) or timer.due_at
    following = next_ask(since, now)
    if following is None:
        move(session, linkage, State.CLOSING, None, now, reason=WEEK_TWELVE)
        return
    timers.begin(session, linkage, "ask_again", now, due_at=following)
    if rest_from_asking(session, linkage, now) or asked_lately(session, linkage, now):
        return
    if any(is_asked(session, linkage, now) for is_asked in ASKED_BESIDE):
        return
    note(session, linkage, AGAIN, None, now)
    if unanswered(session, linkage) >= MOST_UNANSWERED:
        tasks.give(session, linkage, "quiet", now)


def back(session: Session, linkage: Linkage, _timer: Timer, now: datetime) -> None:
    """The date of a pause has come: one gentle question, and a person knows."""
    note(session, linkage, "back_due", None, now)
    tasks.give(session, linkage, "back", now)


def unanswered(session: Session, linkage: Linkage) -> int:
    """How many questions were asked since the newcomer last did anything here."""
    mine = (Happening.linkage_id == linkage.id,)
    heard = select(func.coalesce(func.max(Happening.number), 0)).where(*mine, Happening.actor_id == linkage.person_id)
    asked = select(func.count()).where(*mine, Happening.what.in_(ASKED), Happening.number > heard.scalar_subquery())
    return session.scalars(asked).one()


def _attended_at(session: Session, linkage: Linkage) -> datetime | None:
    last_time = select(func.max(Happening.at)).where(
        Happening.linkage_id == linkage.id, Happening.went_to == State.ATTENDED
    )
    return session.scalars(last_time).one()


def _both(plan: Plan) -> tuple[tuple[datetime | None, datetime | None], ...]:
    return (
        (plan.newcomer_agreed_at, plan.newcomer_still_at),
        (plan.champion_agreed_at, plan.champion_still_at),
    )


def _is_sure(plan: Plan, agreed_at: datetime | None, still_at: datetime | None) -> bool:
    """Did they say so again, or agree so late that no reminder was needed?"""
    return still_at is not None or (agreed_at is not None and agreed_at > plan.meet_at - REMINDED)


HANDLERS = {
    "set_out": day_begins,
    "unconfirmed": unconfirmed,
    "arrival": arrival,
    "check_in": check_in,
    "how_it_went": how_it_went,
    "next_day": next_day,
    "ask_again": ask_again,
    "back": back,
    "try_again": try_again,
    **safety.HANDLERS,
}
"""By the kind of timer; the factory hands them on."""
