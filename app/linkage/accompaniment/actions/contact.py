"""The first contact: tries in one tap, and what follows from them."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.linkage.accompaniment.models import Attempt
from app.linkage.accompaniment.queries.pairs import Pair, has_written, of_linkage, tries_of
from app.linkage.accompaniment.rules.trying import Next, follows, is_twice
from app.linkage.accompaniment.rules.words import Result
from app.linkage.matching.actions.answers import recall
from app.linkage.matching.queries.offers import open_round
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.reachable import no_way
from app.linkage.referral.rules.states import State
from app.notices.models import SafeContact
from app.notices.queries.reach import safe_contact
from app.notices.rules.reach import Wish
from app.people.models import Person
from app.seal import new_id

FIRST = ("first_try", "say_hello")
"""Tasks that are done when the first contact is made."""

ANSWERED = (*FIRST, "tries")
"""Tasks that are done when the two have spoken."""


def tried(session: Session, pair: Pair, result: Result, by: Warrant, now: datetime) -> Next:
    """Write down a try, and do what follows from it. The caller holds the request."""
    linkage = pair.linkage
    if is_twice(tries_of(session, pair.walk), result, now):
        return follows(tries_of(session, pair.walk), has_written=has_written(session, pair))
    session.add(Attempt(linkage_id=linkage.id, by_id=by.actor.person_id, at=now, result=result))
    session.flush()
    note(session, linkage, "tried", by, now, reason=result.value)
    in_contact(session, pair, by, now, spoke=result in (Result.SPOKE, Result.LEFT_MESSAGE))
    following = follows(tries_of(session, pair.walk), has_written=has_written(session, pair))
    if following is Next.PLAN:
        tasks.finish(session, linkage, now, by.actor.person_id, kinds=ANSWERED)
    elif following is Next.REACH_OUT and linkage.state is State.CONTACTING:
        move(session, linkage, State.OUTREACH, by, now, reason="no_answer")
    elif following is Next.OTHER_ROAD:
        pair.walk.shares_contact = False
        _leave_number(session, pair.newcomer, now)
        tasks.give(session, linkage, "other_road", now)
    elif following is Next.LEAVE_BE:
        _reach(session, pair.newcomer, now).do_not_contact = True
        pair.walk.shares_contact = False
        tasks.give(session, linkage, "leave_be", now)
    session.flush()
    return following


def staff_tried(session: Session, linkage: Linkage, result: Result, by: Warrant, now: datetime) -> None:
    """Somebody of the staff tried to reach the newcomer: what follows for a road that leads to somebody else, or is not
    to be used. It counts as no try of a champion. The caller holds the request."""
    session.add(Attempt(linkage_id=linkage.id, by_id=by.actor.person_id, at=now, result=result))
    note(session, linkage, "staff_tried", by, now, reason=result.value)
    if result not in (Result.WRONG_NUMBER, Result.ASKED_NOT_TO):
        return
    pair = of_linkage(session, linkage.id)
    if pair:
        pair.walk.shares_contact = False
    if result is Result.WRONG_NUMBER:
        _leave_number(session, linkage.person, now)
        tasks.give(session, linkage, "other_road", now)
    else:
        _reach(session, linkage.person, now).do_not_contact = True
        if open_round(session, linkage.id) and linkage.state is State.OFFERING:
            recall(session, by, linkage, now)
        tasks.give(session, linkage, "leave_be", now)


def in_contact(session: Session, pair: Pair, by: Warrant, now: datetime, *, spoke: bool = False) -> None:
    """A champion made the first contact: by telephone, by a message of the site, or by suggesting a date. What reaches
    nobody is none: then the first contact stays due, and is a person's."""
    if not pair.is_newcomer(by.actor.person_id) and (spoke or no_way(session, pair.linkage, now) is None):
        timers.end(session, pair.linkage, ["first_try"], now)
        tasks.finish(session, pair.linkage, now, by.actor.person_id, kinds=FIRST)


def _leave_number(session: Session, newcomer: Person, now: datetime) -> None:
    """Nothing more goes to a number that is somebody else's."""
    reach = _reach(session, newcomer, now)
    if reach.channel is Wish.TEXT or not newcomer.email:
        reach.channel = Wish.EMAIL if newcomer.email else Wish.INSIDE


def _reach(session: Session, newcomer: Person, now: datetime) -> SafeContact:
    found = safe_contact(session, newcomer.id)
    if found is None:
        channel = Wish.EMAIL if newcomer.email else Wish.TEXT
        found = SafeContact(id=new_id(), person_id=newcomer.id, channel=channel, settled_at=now)
        session.add(found)
        session.flush()
    return found
