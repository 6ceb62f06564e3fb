"""Coming home safely: the champion's card, help that is asked for without saying so, and what follows when nobody
checks in."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.speech import _
from app.linkage.accompaniment.actions.going import of_today
from app.linkage.accompaniment.models import Plan, SafetyCard
from app.linkage.accompaniment.queries.pairs import Pair, last
from app.linkage.accompaniment.queries.safety import card_of, has_checked_in, is_out
from app.linkage.accompaniment.queries.watch import supervisor_of, watch_of
from app.linkage.accompaniment.rules.safety import ORDER, STEP, TOLD, URGENT_TASKS, NotOwn, check_card
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.queries.about import is_about
from app.linkage.referral.rules.tasks import A_COLLEAGUE


def keep_card(session: Session, person_id: str, tells: str, word: str, now: datetime) -> None:
    """Keep who knows that they are out, and the word; an empty word leaves the one that is agreed. Raises
    `CannotKeep`."""
    check_card(tells, word)
    found = card_of(session, person_id)
    if found is None:
        found = SafetyCard(person_id=person_id, settled_at=now)
        session.add(found)
    found.tells, found.settled_at = tells.strip(), now
    if word.strip():
        found.word = word.strip()
    session.flush()


def ask_quietly(session: Session, pair: Pair, by: Warrant, now: datetime) -> Plan:
    """The champion pressed the button that looks like something else: whoever is on duty is told at once. It stays
    until one of them has said that they saw to it. What is written down is a word that anybody may read. Raises
    `NotNow`."""
    latest = last(session, pair.linkage.id)
    plan = latest if latest and is_out(latest) else of_today(pair, now)
    note(session, pair.linkage, "way_home", by, now)
    first = next(iter(watch_of(session, pair.linkage, now)), None)
    tasks.give(session, pair.linkage, "ring_champion", now, for_id=first)
    return plan


def seen_to(session: Session, plan: Plan, by: Warrant, now: datetime) -> None:
    """Whoever watches has spoken with them, or has done what was to be done. Raises `NotOwn` for who is out."""
    linkage = plan.linkage
    if any(is_about(session, linkage, kind, by.actor.person_id, now) for kind in URGENT_TASKS):
        raise NotOwn(_(A_COLLEAGUE))
    done = tasks.finish(session, linkage, now, by.actor.person_id, kinds=URGENT_TASKS)
    timers.end(session, linkage, ORDER, now)
    if done:
        note(session, linkage, "seen_to", by, now)


def home_is_due(session: Session, linkage: Linkage, timer: Timer, now: datetime) -> None:
    """An hour after the end: the champion is asked once more; then one after another is told."""
    plan = session.get(Plan, timer.subject)
    if plan and not has_checked_in(plan):
        note(session, linkage, "home_due", None, now)
        timers.begin(session, linkage, ORDER[0], now, due_at=timer.due_at + STEP, subject=plan.id)


def still_out(session: Session, linkage: Linkage, timer: Timer, now: datetime) -> None:
    """A quarter of an hour later: the next one in the order."""
    plan = session.get(Plan, timer.subject)
    if plan is None or has_checked_in(plan):
        return
    note(session, linkage, TOLD[timer.kind], None, now)
    tasks.give(session, linkage, "missed_check_in", now, for_id=supervisor_of(session, linkage))
    following = ORDER[ORDER.index(timer.kind) + 1 :][:1]
    for kind in following:
        timers.begin(session, linkage, kind, now, due_at=timer.due_at + STEP, subject=plan.id)


HANDLERS = {"home": home_is_due} | dict.fromkeys(ORDER, still_out)
"""By the kind of timer; the factory hands them on."""
