"""A champion who is out is looked out for until they are home, also where the request ends or waits meanwhile."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.speech import _
from app.linkage.accompaniment.models import HomeWatch, Plan
from app.linkage.accompaniment.queries.homeward import of_champion, open_watches, told_lately
from app.linkage.accompaniment.queries.pairs import last
from app.linkage.accompaniment.queries.safety import came_home, was_out
from app.linkage.accompaniment.queries.watch import supervisor_at, watch_at
from app.linkage.accompaniment.rules.safety import MISSED, STEPS, UNTIL_HOME, NotOwn, due_of
from app.linkage.accompaniment.rules.telling import CHECK, FRESH, TELLING_HOME, To
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import Moved
from app.linkage.referral.models import Linkage, Task, Timer
from app.linkage.referral.rules.states import TABLE
from app.linkage.referral.rules.tasks import A_COLLEAGUE
from app.notices.actions.planning import add
from app.notices.rules.planning import Span, Wanted, by_both_roads
from app.people.queries.covering import stand_ins

RING, MISSED_TASK, CARE = "ring_champion", "missed_check_in", "champion_care"
"""Tasks about a champion who is out or is not all right; they do not end with the request."""


def hand_over(session: Session, moved: Moved, now: datetime) -> None:
    """A move has ended the watch over a champion who is not home yet: it goes on, apart from the request. For every
    move, in its transaction."""
    linkage = moved.linkage
    if "home" in TABLE[moved.went_to].keeps:
        return
    kinds, asks, plan = _ended(session, linkage, now), _asks(session, linkage, now), last(session, linkage.id)
    if plan is None or not (kinds or asks):
        return
    rung = asks.get(RING) or (None if linkage.is_live else asks.get(CARE))
    is_out = not came_home(plan) and (was_out(plan) or RING in asks)
    if not is_out and rung is None:
        return
    step = min((UNTIL_HOME.index(kind) for kind in kinds), default=len(UNTIL_HOME))
    session.add(_there(session, plan, asks, now) or HomeWatch(
        organisation_id=linkage.organisation_id, champion_id=plan.walk.champion_id, listing_id=plan.listing_id,
        meet_at=plan.meet_at, ends_at=plan.ends_at, made_at=now, first=step, told=step,
        quiet_at=rung, missed_at=asks.get(MISSED_TASK), home_at=None if is_out else plan.champion_home_at or now,
    ))  # fmt: skip
    tasks.finish(session, linkage, now, kinds=(RING, MISSED_TASK))
    session.flush()


def look_out(session: Session, now: datetime) -> int:
    """The job, every minute: whoever is not home by now is asked, and then one after another is told; how many."""
    done = 0
    for watch in open_watches(session):
        due = watch.next_due
        while due and due <= now and _claim(session, watch):
            if watch.told > MISSED and watch.missed_at is None:
                watch.missed_at = due
            done += 1
            due = watch.next_due
    session.flush()
    return done


def home(session: Session, watch: HomeWatch, by: Warrant, now: datetime) -> None:
    """They are home, and well."""
    watch.home_at = watch.home_at or now
    record(session, Entry.of(by, "home_watch", watch.id, watch.champion_id, outcome="home"))


def is_home(session: Session, champion_id: str, now: datetime) -> None:
    """Wherever they said that they are home, nobody looks out for them any more."""
    mine = update(HomeWatch).where(HomeWatch.champion_id == champion_id, HomeWatch.home_at.is_(None))
    session.execute(mine.values(home_at=now))


def goes_on(session: Session, plan: Plan, now: datetime) -> None:
    """They set out anew for the outing from which they were on their way home, with the same person or another: from
    here on this plan looks out for them, and that they were there holds. Quiet help that was asked for stays."""
    for watch in of_champion(session, plan.walk.champion_id):
        if watch.meet_at == plan.meet_at:
            watch.home_at, plan.champion_here_at = now, plan.champion_here_at or watch.made_at
    session.flush()


def ask_quietly(session: Session, watch: HomeWatch, by: Warrant, now: datetime) -> None:
    """The champion pressed the button that looks like something else. It stays until somebody on duty saw to it."""
    watch.quiet_at, watch.seen_at = now, None
    record(session, Entry.of(by, "home_watch", watch.id, watch.champion_id, outcome="way_home"))
    session.flush()


def seen_to(session: Session, watch: HomeWatch, by: Warrant, now: datetime) -> None:
    """Whoever watches has spoken with them, or has done what was to be done. Raises `NotOwn` for who is out."""
    me = by.actor.person_id
    if me == watch.champion_id and watch_at(session, watch.organisation_id, now, me) != [me]:
        raise NotOwn(_(A_COLLEAGUE))
    watch.seen_at = now
    record(session, Entry.of(by, "home_watch", watch.id, watch.champion_id, outcome="seen_to"))


def of_watches(session: Session, site: str, now: datetime, only: str = "") -> Iterator[Wanted]:
    """What is to be told of them, of all or of `only` one."""
    for watch in told_lately(session, now - FRESH):
        if only in ("", watch.id):
            yield from _wanted(session, watch, site, now)


def tell_at_once(session: Session, watch: HomeWatch, site: str, now: datetime) -> None:
    """Quiet help does not wait for the planner."""
    session.flush()
    add(session, of_watches(session, site, now, watch.id), now)


def _wanted(session: Session, watch: HomeWatch, site: str, now: datetime) -> Iterator[Wanted]:
    steps = [] if watch.home_at else list(enumerate(STEPS))[watch.first : watch.told]
    moments = [(due_of(at, watch.ends_at), what, TELLING_HOME[what]) for at, what in steps]
    if watch.quiet_at and watch.needs_ringing:
        moments.append((watch.quiet_at, f"quiet{int(watch.quiet_at.timestamp())}", TELLING_HOME["way_home"]))
    for moment, cycle, told in moments:
        for to, words in told:
            for person_id, link in _whom(session, to, watch, site, now):
                values = {"link": link, "said": _(words)}
                span = Span(moment, moment + FRESH)
                yield from by_both_roads(CHECK, f"{watch.id}:{cycle}", person_id, span, values)


def _whom(session: Session, to: To, watch: HomeWatch, site: str, now: datetime) -> list[tuple[str, str]]:
    """Each with the page that is theirs."""
    if to is To.CHAMPION:
        return [(watch.champion_id, f"{site}/today")]
    found = watch_at(session, watch.organisation_id, now, watch.champion_id)
    supervisor = supervisor_at(session, watch.organisation_id, watch.champion_id)
    supervisor = stand_ins(session, watch.organisation_id, now).get(supervisor or "", supervisor)
    whom = [supervisor] if to is To.SUPERVISOR and supervisor else found
    return [(each, f"{site}/organisations/{watch.organisation.slug}/out") for each in whom]


def _there(session: Session, plan: Plan, asks: dict[str, datetime], now: datetime) -> HomeWatch | None:
    """The watch over this champion on this outing that there is already: a request can move twice in one moment, and
    each of the moves finds what the first has ended."""
    mine = (HomeWatch.champion_id == plan.walk.champion_id, HomeWatch.meet_at == plan.meet_at)
    open_ones = or_(HomeWatch.home_at.is_(None), HomeWatch.made_at == now)
    found = session.scalars(select(HomeWatch).where(*mine, open_ones).order_by(HomeWatch.made_at)).first()
    if found:
        found.quiet_at = max(filter(None, (found.quiet_at, asks.get(RING))), default=None)
    return found


def _ended(session: Session, linkage: Linkage, now: datetime) -> list[str]:
    """The kinds of timers of coming home that ended with this move."""
    mine = (Timer.linkage_id == linkage.id, Timer.kind.in_(UNTIL_HOME), Timer.done_at == now)
    return list(session.scalars(select(Timer.kind).where(*mine)))


def _asks(session: Session, linkage: Linkage, now: datetime) -> dict[str, datetime]:
    """What staff were to do for the champion, since when; also where it ended with this move."""
    open_ones = or_(Task.done_at.is_(None), Task.done_at == now)
    mine = select(Task.kind, Task.made_at).where(Task.linkage_id == linkage.id, open_ones)
    return {kind: at for kind, at in session.execute(mine.where(Task.kind.in_((RING, MISSED_TASK, CARE))))}


def _claim(session: Session, watch: HomeWatch) -> bool:
    """Each step is told once, whoever else looks at this moment."""
    mine = (HomeWatch.id == watch.id, HomeWatch.told == watch.told, HomeWatch.home_at.is_(None))
    taken = session.scalars(update(HomeWatch).where(*mine).values(told=watch.told + 1).returning(HomeWatch.id)).first()
    session.refresh(watch)
    return taken is not None
