"""Making the box agree with what the two are to be told: reminders before, news of what happened, questions after."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select, true
from sqlalchemy.orm import Session, joinedload

from app.directory.rules.words import clock, day_name
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.speech import _
from app.kernel.words import printable
from app.linkage.accompaniment.actions.alarming import without_duty, without_number
from app.linkage.accompaniment.actions.duty_phone import ring_duty_phone
from app.linkage.accompaniment.actions.homeward import of_watches
from app.linkage.accompaniment.models import Plan, PlanChange
from app.linkage.accompaniment.queries.asking import stands
from app.linkage.accompaniment.queries.pairs import all_standing, last
from app.linkage.accompaniment.queries.watch import cover_at, goes_with, supervisor_of, watch_of, watchers
from app.linkage.accompaniment.rules.asking import ASKED
from app.linkage.accompaniment.rules.telling import (
    AT_ONCE,
    CHANGE,
    CHANGE_DROPPED,
    FOUND,
    FRESH,
    KINDS,
    NOBODY,
    OFF,
    REMIND,
    REMINDER,
    TELLING,
    To,
)
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.rules.states import WITH_A_CHAMPION, State
from app.notices.actions.planning import add, reconcile
from app.notices.queries.reach import reach_of
from app.notices.rules.hours import USUAL, Hours
from app.notices.rules.planning import Span, Wanted, by_both_roads
from app.people.queries.covering import stand_ins
from app.saved.rules.reminders import leaves_at
from app.seal import CannotOpen

Links = list[tuple[str, str]]
"""People, each with the page that is theirs."""

SUGGESTED = ("plan_proposed", "plan_changed")
CHAMPION_DOWN = "champion_line_down"

QUIETED = frozenset({State.WITHDRAWN, State.DRAFT, State.SAFETY_HOLD})
"""States in which nothing of all this is said any more."""


def tell(session: Session, site: str, now: datetime) -> int:
    """Plan what people are to be told, and take back what is so no more; how many messages changed. `site` is the
    site's own address."""
    wanted = [
        *_reminders(session, site, now),
        *_news(session, site, now),
        *of_watches(session, site, now),
        *without_duty(session, site, now),
        *without_number(session, site, now),
    ]
    return reconcile(session, KINDS, wanted, now).changes + ring_duty_phone(session, site, now)


def tell_at_once(session: Session, linkage: Linkage, site: str, now: datetime) -> int:
    """What cannot wait for the planner leaves with the transaction of what happened: somebody asks for help, or waits
    for nobody. The planner finds it told; how many messages there were."""
    urgent = [each for each in _news(session, site, now, linkage.id) if each.kind in AT_ONCE]
    return add(session, urgent, now) + ring_duty_phone(session, site, now, linkage.id)


def _reminders(session: Session, site: str, now: datetime) -> Iterator[Wanted]:
    for plan in all_standing(session):
        if not plan.is_agreed or plan.linkage.state is not State.PLANNED:
            continue
        agreed_at = max(each for each in (plan.newcomer_agreed_at, plan.champion_agreed_at) if each)
        for person_id, link in _links(plan.linkage, plan.walk, site):
            for minutes in REMIND:
                meets = plan.meet_at.astimezone(zone_of(LONDON))
                leaves = leaves_at(meets, minutes, _hours(session, person_id))
                if leaves > agreed_at:
                    about = f"{plan.linkage_id}:{plan.number}/{minutes}/{plan.held_as}"
                    values = {"link": link, **said_of(plan, now)}
                    yield from by_both_roads(REMINDER, about, person_id, Span(leaves, plan.meet_at), values)


def _news(session: Session, site: str, now: datetime, only: str = "") -> Iterator[Wanted]:
    """Whatever happened lately, to whom it may concern, of all requests or of `only` one; read anew each time, so that
    nothing is kept twice."""
    lately = (
        select(Happening, Linkage).join(Linkage, Linkage.id == Happening.linkage_id)
        .where(Happening.at > now - FRESH, Happening.what.in_(sorted(TELLING)), Linkage.state.not_in(sorted(QUIETED)))
        .where(Happening.linkage_id == only if only else true()).order_by(Happening.linkage_id, Happening.number)
    )  # fmt: skip
    for each, linkage in session.execute(lately):
        plan = last(session, linkage.id)
        both = _links(linkage, _walk(session, linkage), site)
        if not _holds(session, linkage, each, plan):
            continue
        if each.what == CHAMPION_DOWN:
            both = _whoever_walked(session, linkage, site)
        staff = _staff(session, linkage, site, now)
        of = plan.change if plan and plan.change and each.what == CHANGE else plan
        values = {"when": "", "where": "", **(said_of(of, now) if of else {})}
        for told in TELLING[each.what]:
            said = _(told.words, **values)
            for person_id, link in _whom(told.to, each, linkage, both, staff):
                about = f"{linkage.id}:{each.number}"
                span = Span(each.at, plan.ends_at if told.kind == OFF and plan else each.at + FRESH)
                yield from by_both_roads(told.kind, about, person_id, span, {"link": link, "said": said})


def _holds(session: Session, linkage: Linkage, each: Happening, plan: Plan | None) -> bool:
    """Is what it would announce still there? What was answered meanwhile is announced no more."""
    if each.what == CHANGE:
        return plan is not None and plan.change is not None and plan.change.made_at == each.at
    if each.what == CHANGE_DROPPED:
        return plan is not None and plan.ended_at is None and plan.is_agreed
    if each.what in SUGGESTED:
        return plan is not None and plan.ended_at is None and not plan.is_agreed
    if each.what == NOBODY:
        return not _found_after(session, each)
    return each.what not in ASKED or stands(session, linkage, each)


def _found_after(session: Session, each: Happening) -> bool:
    """Did they say since that they see them after all?"""
    mine = (Happening.linkage_id == each.linkage_id, Happening.what == FOUND, Happening.number > each.number)
    return session.scalars(select(Happening.id).where(*mine).limit(1)).first() is not None


def said_of(plan: Plan | PlanChange, now: datetime) -> dict[str, str]:
    """When and where, in plain words."""
    meets = plan.meet_at.astimezone(zone_of(LONDON))
    when = _("{day}, {hours}", day=day_name(meets.date(), local_day(now, LONDON)), hours=clock(meets))
    return {"when": when, "where": " ".join(printable(plan.where).split()).rstrip(".")}


def _whom(to: To, each: Happening, linkage: Linkage, both: Links, staff: dict[To, Links]) -> Links:
    if to in staff:
        return staff[to]
    if to is To.OTHER:
        return [pair for pair in both if pair[0] != each.actor_id]
    return [pair for pair in both if (pair[0] == linkage.person_id) == (to is To.NEWCOMER)]


def _staff(session: Session, linkage: Linkage, site: str, now: datetime) -> dict[To, Links]:
    """Who watches, and who looks after the champion; all see who is out."""
    page, watch = f"{site}/organisations/{linkage.organisation.slug}/out", watch_of(session, linkage, now)
    supervisor = supervisor_of(session, linkage)
    supervisor = stand_ins(session, linkage.organisation_id, now).get(supervisor or "", supervisor)
    care = [supervisor] if supervisor else watch
    goes = goes_with(session, linkage.id)
    on_duty = watch if cover_at(session, linkage.organisation_id, now, goes).is_on else []
    request, may_watch = f"{site}/requests/{linkage.id}", watchers(session, linkage.organisation_id, now)
    return {
        To.WATCH: [(each, page) for each in watch],
        To.SUPERVISOR: [(each, page) for each in care],
        To.CARE: [(each, page if each in may_watch else request) for each in dict.fromkeys([*on_duty, *care])],
    }


def _links(linkage: Linkage, walk: Walk | None, site: str) -> Links:
    """Each of the two with their own page; a champion only while they walk together."""
    found = [(linkage.person_id, f"{site}/mine/{linkage.page}")]
    if walk and walk.ended_at is None and linkage.state in WITH_A_CHAMPION:
        found.append((walk.champion_id, f"{site}/walks/{walk.id}"))
    return found


def _whoever_walked(session: Session, linkage: Linkage, site: str) -> Links:
    """Whose words were taken down hears of it also when the walk is over."""
    mine = select(Walk).where(Walk.linkage_id == linkage.id).order_by(Walk.since.desc()).limit(1)
    return [(walk.champion_id, f"{site}/walks/{walk.id}") for walk in session.scalars(mine)]


def _walk(session: Session, linkage: Linkage) -> Walk | None:
    mine = select(Walk).where(Walk.linkage_id == linkage.id, Walk.ended_at.is_(None)).options(joinedload(Walk.champion))
    return session.scalars(mine).first()


def _hours(session: Session, person_id: str) -> Hours:
    """The usual ones while a key is not at hand; the door asks again."""
    try:
        return reach_of(session, person_id).hours
    except CannotOpen:
        return USUAL
