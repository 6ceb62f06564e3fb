"""Making the box agree with what the three are to be told of somebody who comes along."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.days import LONDON, zone_of
from app.kernel.speech import _, marked
from app.linkage.accompaniment.actions.telling import said_of
from app.linkage.accompaniment.rules.telling import FRESH, REMIND
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.learners import lately
from app.linkage.learning.rules.steps import SETTLED, Ending, when_about
from app.notices.actions.planning import reconcile
from app.notices.queries.reach import reach_of
from app.notices.rules.hours import USUAL, Hours
from app.notices.rules.planning import Span, Wanted, by_both_roads
from app.saved.rules.reminders import leaves_at
from app.seal import CannotOpen

KIND = "walk_along"
ASKS_LEARNER = marked("Would you come along with {champion}, to see how it is done? {about}. Please say yes or no.")
ASKS_CHAMPION = marked("Would you take somebody with you who is learning? Your page says who, and when.")
ASKS_NEWCOMER = marked("Somebody who is learning would like to come along. Only if you like: your page says who.")
ALL_YES = marked("Everybody said yes: {when}. Where to meet: {where}.")
COMES = marked("Everybody said yes: somebody who is learning comes along with you.")
ASKS_ANEW = marked("The plan has changed. Would you come along with {champion} then? {about}. Please say yes or no.")
ALONE = marked("Nobody else comes along after all. Your plan stays as it is.")
SOON = marked("{when}. Where to meet: {where}.")
HOW = marked("Somebody came along with you to learn. How did it go for them? One tap is enough.")


def tell(session: Session, site: str, now: datetime) -> int:
    """The planner; `site` is the site's own address. How many messages changed."""
    wanted: list[Wanted] = []
    for each in lately(session, now - FRESH):
        wanted += _asks(each, site, now)
        wanted += _comes(session, each, site, now) if each.comes else _comes_not(each, site)
    return reconcile(session, [KIND], wanted, now).changes


def _asks(each: Learner, site: str, now: datetime) -> Iterator[Wanted]:
    """Who has not answered yet; the newcomer only after the other two."""
    plan = each.plan
    if each.ended_at is not None or not plan.is_agreed:
        return
    until, cycle = plan.meet_at - SETTLED, f"ask{int(each.asked_at.timestamp())}"
    if each.learner_agreed_at is None:
        about = when_about(plan.meet_at, plan.ends_at, now)
        words = ASKS_ANEW if each.sequence else ASKS_LEARNER
        said = _(words, champion=plan.walk.champion.name, about=about)
        page = f"{site}/walks/learning/{each.id}"
        yield from _told(each, cycle, (each.person_id, page), said, Span(each.asked_at, until))
    if each.champion_agreed_at is None:
        page = f"{site}/walks/{plan.walk_id}"
        yield from _told(each, cycle, (plan.walk.champion_id, page), _(ASKS_CHAMPION), Span(each.asked_at, until))
    if each.learner_agreed_at and each.champion_agreed_at and each.newcomer_agreed_at is None:
        span = Span(max(each.learner_agreed_at, each.champion_agreed_at), until)
        yield from _told(each, cycle, _mine(each, site), _(ASKS_NEWCOMER), span)


def _comes(session: Session, each: Learner, site: str, now: datetime) -> Iterator[Wanted]:
    """Everybody said yes: the learner and the champion hear so, and the learner is reminded as the champion is."""
    plan, page, values = each.plan, f"{site}/walks/learning/{each.id}", said_of(each.plan, now)
    since = each.newcomer_agreed_at or each.asked_at
    span = Span(since, plan.meet_at)
    yield from _told(each, f"yes{each.sequence}", (each.person_id, page), _(ALL_YES, **values), span)
    walk = f"{site}/walks/{plan.walk_id}"
    yield from _told(each, f"yes{each.sequence}", (plan.walk.champion_id, walk), _(COMES), span)
    for minutes in REMIND:
        leaves = leaves_at(plan.meet_at.astimezone(zone_of(LONDON)), minutes, _hours(session, each.person_id))
        if leaves > since:
            cycle = f"{minutes}/{plan.held_as}"
            yield from _told(each, cycle, (each.person_id, page), _(SOON, **values), Span(leaves, plan.meet_at))


def _comes_not(each: Learner, site: str) -> Iterator[Wanted]:
    """It is off, or over. Why is told to nobody; of their own no and of a plan that is off they know."""
    plan = each.plan
    if each.ended_at is None:
        return
    span = Span(each.ended_at, each.ended_at + FRESH)
    if each.has_walked:
        if each.said is None:
            page = f"{site}/walks/learning/{each.id}"
            yield from _told(each, "how", (plan.walk.champion_id, page), _(HOW), span)
        return
    if plan.ended_at is not None:
        return
    if each.champion_agreed_at and each.ending is not Ending.CHAMPION:
        yield from _told(each, "alone", (plan.walk.champion_id, f"{site}/walks/{plan.walk_id}"), _(ALONE), span)
    if each.newcomer_agreed_at and each.ending is not Ending.NEWCOMER:
        yield from _told(each, "alone", _mine(each, site), _(ALONE), span)


def _told(each: Learner, cycle: str, whom: tuple[str, str], said: str, span: Span) -> list[Wanted]:
    """`whom`: a person, and the page that is theirs."""
    return by_both_roads(KIND, f"{each.id}:{cycle}", whom[0], span, {"link": whom[1], "said": said})


def _mine(each: Learner, site: str) -> tuple[str, str]:
    return each.plan.linkage.person_id, f"{site}/mine/{each.plan.linkage.page}/now"


def _hours(session: Session, person_id: str) -> Hours:
    """The usual ones while a key is not at hand; the door asks again."""
    try:
        return reach_of(session, person_id).hours
    except CannotOpen:
        return USUAL
