"""What people are told of questions and answers, planned from how things stand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from flask import current_app, has_app_context
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.kernel.days import LONDON, ONE_DAY, local_day, to_instant
from app.kernel.roles import Role
from app.kernel.speech import _, marked
from app.linkage.matching.actions.going_along import gone
from app.linkage.matching.actions.news import WORTH_SAYING, found
from app.linkage.matching.models import Answer, Offer, Round
from app.linkage.referral.actions import tasks
from app.linkage.referral.models import Linkage, Task, Timer
from app.linkage.referral.queries.covers import acting, instead
from app.linkage.referral.queries.linkages import in_nobodys_hands, lying
from app.linkage.referral.queries.notice import LOOKING, notice_of
from app.linkage.referral.rules.notice import Sort, in_vain
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.tasks import FIRST, words_of
from app.notices.actions.planning import reconcile
from app.notices.jobs import site_address
from app.notices.queries.reach import reach_of
from app.notices.rules.hours import USUAL, Hours, next_allowed
from app.notices.rules.planning import Span, Wanted, by_both_roads
from app.people.models import Holding
from app.post.rules import Channel
from app.seal import CannotOpen
from app.web.request import now as peoples_time
from app.web.request import settings

FORGOTTEN = "forgotten"
KINDS = ("offer_made", "offer_over", "company_news", "task_due")
TOGETHER, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)
NOBODY_YET = marked(
    "We have not found anybody who is free yet. It is not about you. A person of ours "
    "looks at it, and your page says what else is possible: staff who go with you, another day, or online together."
)
LIES = marked(
    "Something has waited for three days or more, and nobody has said that it is done. The list says what. "
    "You hear of it each day until somebody has seen to it."
)
WORK = time(9)
TO_CHOOSE = marked("There are people who could go with you. You can choose on your page whom we ask.")
STILL_LOOKING = marked("We have not found anybody yet, and still look. Your page says what you can do meanwhile.")


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks that are told of by one message: the first of them, and when it leaves."""

    first: str
    leaves: datetime


def company(session: Session, now: datetime) -> int:
    """The planner: questions to champions, news to those who asked, and what waits for staff."""
    site = site_address(settings())
    wanted = [
        *_offers(session, site, now),
        *found(session),
        *_honest(session, site, now),
        *_nobody(session, site, now),
        *_in_vain(session, site, now),
        *_to_choose(session, site),
        *_tasks(session, site, now),
        *_lying(session, site, now),
    ]
    return reconcile(session, KINDS, wanted, now).changes


def hands(session: Session, now: datetime) -> int:
    """The job: whatever is in nobody's hands, which may never be, is given to a coordinator; and what has lain so long
    that whoever was given it does not have it in hand is everybody's. How many there were of both."""
    asked = select(Round.linkage_id).where(Round.closed_at.is_(None))
    forgotten = in_nobodys_hands(session, asked)
    for linkage_id in forgotten:
        current_app.logger.warning("A request was in nobody’s hands: %s.", linkage_id)
        tasks.give(session, session.get_one(Linkage, linkage_id), FORGOTTEN, now)
    lies = lying(session, now)
    for task in lies:
        task.for_id = None
    return len(forgotten) + len({each.linkage_id for each in lies} - set(forgotten))


def stopped(session: Session, holding: Holding, present: datetime) -> None:
    """Somebody's role was suspended or has ended. Requests are of people's time, also where `present` is not."""
    gone(session, holding, peoples_time() if has_app_context() else present)


def _offers(session: Session, site: str, now: datetime) -> Iterator[Wanted]:
    values = {"link": f"{site}/offers"}
    for offer, closes_at in session.execute(
        select(Offer, Round.closes_at).join(Round, Round.id == Offer.round_id).where(Offer.answered_at.is_(None))
    ):
        span = Span(offer.made_at, closes_at)
        yield from by_both_roads("offer_made", f"{offer.id}:1", offer.champion_id, span, values)
    recalled = select(Offer).where(Offer.answer == Answer.RECALLED, Offer.answered_at > now - WORTH_SAYING)
    for offer in session.scalars(recalled):
        if offer.answered_at:
            span = Span(offer.answered_at, offer.answered_at + WORTH_SAYING)
            yield from by_both_roads("offer_over", f"{offer.id}:1", offer.champion_id, span, values)


def _honest(session: Session, site: str, now: datetime) -> Iterator[Wanted]:
    """Every two days, while nobody is found (`honest_word`)."""
    over = select(Timer, Linkage).join(Linkage, Linkage.id == Timer.linkage_id)
    over = over.where(Timer.kind == "honest_word", Linkage.state == State.WAITING, Timer.due_at <= now)
    for timer, linkage in session.execute(over.where(Timer.due_at > now - WORTH_SAYING)):
        span = Span(timer.due_at, timer.due_at + WORTH_SAYING)
        values = {"link": f"{site}/mine/{linkage.page}", "said": _(STILL_LOOKING)}
        yield from by_both_roads("company_news", f"{linkage.id}:wait{timer.cycle}", linkage.person_id, span, values)


def _nobody(session: Session, site: str, now: datetime) -> Iterator[Wanted]:
    """At once, when everybody has been asked in vain."""
    mine = select(Linkage).where(Linkage.state == State.WAITING, Linkage.reason == "nobody_yet")
    for linkage in session.scalars(mine.where(Linkage.since > now - WORTH_SAYING)):
        span = Span(linkage.since, linkage.since + WORTH_SAYING)
        values = {"link": f"{site}/mine/{linkage.page}", "said": _(NOBODY_YET)}
        about = f"{linkage.id}:nobody{int(linkage.since.timestamp())}"
        yield from by_both_roads("company_news", about, linkage.person_id, span, values)


def _in_vain(session: Session, site: str, now: datetime) -> Iterator[Wanted]:
    """As it was promised: nobody was found for the date that was chosen, and nobody is asked for it any more."""
    today = local_day(now, LONDON)
    mine = select(Linkage).where(Linkage.wished_on.between(today, today + ONE_DAY), Linkage.state.in_(sorted(LOOKING)))
    for linkage in session.scalars(mine):
        found = notice_of(session, linkage, now)
        if found and found.sort is Sort.TOO_SOON and linkage.asked_at < found.told_at:
            values = {"link": f"{site}/mine/{linkage.page}", "said": in_vain(found, now)}
            about, span = f"{linkage.id}:vain{linkage.wished_on}", Span(found.told_at, found.starts)
            yield from by_both_roads("company_news", about, linkage.person_id, span, values)


def _to_choose(session: Session, site: str) -> Iterator[Wanted]:
    """Who chooses for themselves hears once when there is somebody to choose from."""
    mine = select(Linkage).where(Linkage.state == State.OFFERING, Linkage.chooses, Linkage.reason == "to_choose")
    for linkage in session.scalars(mine):
        span = Span(linkage.since, linkage.since + WORTH_SAYING)
        values = {"link": f"{site}/mine/{linkage.page}", "said": _(TO_CHOOSE)}
        about = f"{linkage.id}:choose{int(linkage.since.timestamp())}"
        yield from by_both_roads("company_news", about, linkage.person_id, span, values)


def _tasks(session: Session, site: str, now: datetime) -> Iterator[Wanted]:
    """To whom a task is given, or who stands in for them; else to every coordinator of the organisation. Inside the
    site each is told; what leaves says the same of all, so those of one night or of one hour are one message."""
    groups: dict[str, Group] = {}
    hours: dict[str, Hours] = {}
    staff = _coordinators(session)
    covers = {each: acting(session, each, now) for each in staff}
    for task, linkage in session.execute(_lately(now)):
        values = {"link": f"{site}/requests", "said": _(words_of(task.kind))}
        here = linkage.organisation_id
        whom = instead(covers.get(here, {}), [task.for_id] if task.for_id else staff.get(here, []))
        for person_id in whom:
            if person_id not in hours:
                hours[person_id] = _hours(session, person_id)
            groups[person_id] = _group(task, groups.get(person_id), hours[person_id])
            if task.done_at is None:
                span = Span(task.made_at, task.made_at + WORTH_SAYING)
                for each in by_both_roads("task_due", f"{task.id}:1", person_id, span, values):
                    yield _one_of(each, groups[person_id])


def _lying(session: Session, site: str, now: datetime) -> Iterator[Wanted]:
    """Once a day, while anything lies that nobody has seen to: to everybody who coordinates, not only to whom it was
    given."""
    staff, today = _coordinators(session), local_day(now, LONDON)
    opens = to_instant(today, WORK, LONDON)
    for at in sorted({each.linkage.organisation_id for each in lying(session, min(now, opens))}):
        values, span = {"link": f"{site}/requests", "said": _(LIES)}, Span(opens, opens + ONE_DAY)
        for person_id in instead(acting(session, at, now), staff.get(at, [])):
            yield from by_both_roads("task_due", f"{at}:lies{today}", person_id, span, values)


def _group(task: Task, held: Group | None, hours: Hours) -> Group:
    """The message that a task is told by: that which has not left yet, else a new one, an hour after the last at the
    soonest. Whoever waits for a call does not wait for that hour."""
    soonest = next_allowed(hours, task.made_at) or task.made_at
    if held is None:
        return Group(task.id, soonest)
    leaves = soonest if task.kind in FIRST else max(soonest, held.leaves + AN_HOUR)
    joins = task.made_at - TOGETHER <= held.leaves <= max(leaves, task.made_at)
    return held if joins else Group(task.id, leaves)


def _hours(session: Session, person_id: str) -> Hours:
    """The usual ones while a key is not at hand; the door asks again."""
    try:
        return reach_of(session, person_id).hours
    except CannotOpen:
        return USUAL


def _one_of(each: Wanted, group: Group) -> Wanted:
    """The one message of its group, where it leaves the site."""
    if each.channel != Channel.WISHED:
        return each
    key = f"task_due:{group.first}:1:{each.person_id}:{each.channel}"
    return replace(each, key=key, due_at=group.leaves, ends_at=group.leaves + WORTH_SAYING)


def _lately(now: datetime) -> Select[Task, Linkage]:
    """Open tasks, and those of the last days that are done: they tell which were one message; a day longer than it is
    worth saying, so that none is said again for want of the one before."""
    lately = or_(Task.done_at.is_(None), Task.made_at > now - WORTH_SAYING - ONE_DAY)
    every = select(Task, Linkage).join(Linkage, Linkage.id == Task.linkage_id)
    return every.where(lately, Linkage.state != State.WITHDRAWN).order_by(Task.made_at, Task.id)


def _coordinators(session: Session) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None))
    for organisation_id, person_id in session.execute(
        select(Holding.organisation_id, Holding.person_id).where(Holding.role == Role.COORDINATOR, *live)
    ):
        found.setdefault(organisation_id or "", []).append(person_id)
    return found
