"""The first contact: tries in one tap, and what follows from them."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.linkage.accompaniment.models import Attempt
from app.linkage.accompaniment.queries.pairs import Pair, has_written, tries_of
from app.linkage.accompaniment.rules.trying import Next, follows, is_twice
from app.linkage.accompaniment.rules.words import Result
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.rules.states import State
from app.notices.models import SafeContact
from app.notices.queries.reach import safe_contact
from app.notices.rules.reach import Wish
from app.seal import new_id

ANSWERED = ("first_try", "tries")
"""Tasks that are done when the two have spoken."""


def tried(session: Session, pair: Pair, result: Result, by: Warrant, now: datetime) -> Next:
    """Write down a try, and do what follows from it. The caller holds the request."""
    linkage = pair.linkage
    if is_twice(tries_of(session, pair.walk), result, now):
        return follows(tries_of(session, pair.walk), has_written=has_written(session, pair))
    session.add(Attempt(linkage_id=linkage.id, by_id=by.actor.person_id, at=now, result=result))
    session.flush()
    note(session, linkage, "tried", by, now, reason=result.value)
    in_contact(session, pair, by, now)
    following = follows(tries_of(session, pair.walk), has_written=has_written(session, pair))
    if following is Next.PLAN:
        tasks.finish(session, linkage, now, by.actor.person_id, kinds=ANSWERED)
    elif following is Next.REACH_OUT and linkage.state is State.CONTACTING:
        move(session, linkage, State.OUTREACH, by, now, reason="no_answer")
    elif following is Next.OTHER_ROAD:
        _leave_number(session, pair, now)
        tasks.give(session, linkage, "other_road", now)
    elif following is Next.LEAVE_BE:
        _reach(session, pair, now).do_not_contact = True
        pair.walk.shares_contact = False
        tasks.give(session, linkage, "leave_be", now)
    session.flush()
    return following


def in_contact(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """A champion made the first contact: by telephone, by a message of the site, or by suggesting a date."""
    if not pair.is_newcomer(by.actor.person_id):
        timers.end(session, pair.linkage, ["first_try"], now)
        tasks.finish(session, pair.linkage, now, by.actor.person_id, kinds=["first_try"])


def _leave_number(session: Session, pair: Pair, now: datetime) -> None:
    """Nothing more goes to a number that is somebody else's."""
    pair.walk.shares_contact = False
    reach = _reach(session, pair, now)
    if reach.channel is Wish.TEXT or not pair.newcomer.email:
        reach.channel = Wish.EMAIL if pair.newcomer.email else Wish.INSIDE


def _reach(session: Session, pair: Pair, now: datetime) -> SafeContact:
    found = safe_contact(session, pair.newcomer.id)
    if found is None:
        channel = Wish.EMAIL if pair.newcomer.email else Wish.TEXT
        found = SafeContact(id=new_id(), person_id=pair.newcomer.id, channel=channel, settled_at=now)
        session.add(found)
        session.flush()
    return found
