"""The other organisation answers. A yes is one transaction: the request goes on there, and ends where it was."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry as Noted
from app.consent.queries.agreements import agrees
from app.consent.rules.texts import HAND_OVER
from app.kernel.access import Warrant
from app.kernel.speech import _, marked
from app.linkage.accompaniment.queries.watch import supervisor_of
from app.linkage.followup.queries import courses
from app.linkage.followup.rules.endings import DEBRIEF
from app.linkage.followup.rules.words import TASKS
from app.linkage.handover.actions.asking import end
from app.linkage.handover.models import Handover
from app.linkage.handover.queries import handovers
from app.linkage.handover.rules.handover import ANSWERED_NO, CannotHandOver, Ending, check_accept
from app.linkage.matching.queries.offers import open_walk
from app.linkage.referral.actions import handling, tasks, timers
from app.linkage.referral.actions.asking import hold
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Entry, Linkage, Task
from app.linkage.referral.queries.asking import coordinators
from app.linkage.referral.queries.covers import acting, instead
from app.linkage.referral.queries.linkages import held, of_person
from app.linkage.referral.rules.states import MOVED_ON, State
from app.linkage.referral.rules.tasks import words_of
from app.notices.actions.telling import tell
from app.people.models import Holding

YES = marked("{name} look after your request from now on. They get in touch with you.")
NO = marked("{name} cannot take this on at present. It is not about you, and everything stays as it is with us.")
GONE = marked("{name} look after somebody from now on whom you looked after. There is nothing more for you to do.")


def accept(session: Session, by: Warrant, found: Handover, now: datetime) -> Linkage:
    """Look after them from now on. The wishes go along, and nothing else of what was: the request here is a new one.
    Where it was it ends, with its questions, plan and walk. Raises `CannotHandOver` and `HandsFull`."""
    old = _held(session, found)
    check_accept(old.state, is_out=handovers.is_out(session, old.id))
    if not agrees(session, old.person_id, HAND_OVER):
        raise CannotHandOver(_("This was answered already."))
    new = _begin(session, by, found, old, now)
    _along(session, old, new, now)
    found.next_id, found.answered_by = new.id, by.actor.person_id
    end(session, found, Ending.ACCEPTED, now)
    _finish(session, by, found, old, now)
    values = {"link": f"/mine/{new.page}", "said": _(YES, name=found.organisation.name)}
    tell(session, new.person_id, "company_news", f"{found.id}:yes", values=values, now=now)
    return new


def decline(session: Session, by: Warrant, found: Handover, reason: str, now: datetime) -> None:
    """Not here, not now; `reason` is for the colleagues who asked. Raises `CannotHandOver`."""
    linkage = _held(session, found)
    found.reason, found.answered_by = reason, by.actor.person_id
    end(session, found, Ending.DECLINED, now)
    note(session, linkage, ANSWERED_NO, by, now)
    tasks.give(session, linkage, ANSWERED_NO, now)
    values = {"link": f"/mine/{linkage.page}", "said": _(NO, name=found.organisation.name)}
    tell(session, linkage.person_id, "company_news", f"{found.id}:no", values=values, now=now)


def _held(session: Session, found: Handover) -> Linkage:
    """The request, held; another answer may have come meanwhile."""
    linkage = held(session, found.linkage_id)
    session.refresh(found, ["ended_at", "ending"])
    if linkage is None or found.ended_at is not None:
        raise CannotHandOver(_("This was answered already."))
    return linkage


def _begin(session: Session, by: Warrant, found: Handover, old: Linkage, now: datetime) -> Linkage:
    """A request here, looked after by whoever said yes. They have waited since they asked, wherever that was. Who moves
    chooses a meeting anew."""
    near = handovers.place_of(found.near)
    new = Linkage(
        organisation_id=found.organisation_id, person_id=old.person_id, area_id=found.area_id or old.area_id,
        state=State.DRAFT, since=now, asked_at=old.asked_at, entry=Entry.TRANSFER, proved_at=old.proved_at,
        discharge_on=old.discharge_on, listing_id=None if near else old.listing_id,
        wished_on=None if near else old.wished_on,
    )  # fmt: skip
    wishes = old.wishes
    point = (round(near.lat, 2), round(near.lon, 2)) if near else wishes.point
    new.called = old.called
    new.wishes = replace(wishes, place=near.label if near else wishes.place, point=point)
    session.add(new)
    session.flush()
    session.refresh(new, ["person", "organisation"])
    hold(session, new.person, new.organisation_id, now)
    move(session, new, State.RECEIVED, by, now, reason=MOVED_ON)
    handling.take(session, by, new, now)
    return new


def _along(session: Session, old: Linkage, new: Linkage, now: datetime) -> None:
    """A pause goes along, and how they are asked after: its days and what they asked for by it."""
    course = courses.of_linkage(session, old.id)
    if course:
        course.linkage_id = new.id
        session.flush()
    asked = select(Task.kind).where(Task.linkage_id == old.id, Task.kind.in_(TASKS), Task.done_at.is_(None))
    for kind in session.scalars(asked).all():
        tasks.give(session, new, kind, now)
    if old.state is State.PAUSED:
        due = next((each.due_at for each in old.timers if each.kind == "back" and each.done_at is None), now)
        move(session, new, State.PAUSED, None, now, reason="wished")
        new.paused_until = old.paused_until
        timers.begin(session, new, "back", now, due_at=due)


def _finish(session: Session, by: Warrant, found: Handover, old: Linkage, now: datetime) -> None:
    """Where it was everything ends kindly, and whoever looked after it hears so."""
    walk = open_walk(session, old.id)
    supervisor = supervisor_of(session, old) if walk and not walk.as_staff else None
    move(session, old, State.WITHDRAWN, by, now, reason=MOVED_ON)
    old.paused_until = None
    theirs = [old.holder_id] if old.holder_id else coordinators(session, old.organisation_id)
    told = dict.fromkeys(instead(acting(session, old.organisation_id, now), theirs), GONE)
    if supervisor:
        told[supervisor] = words_of(DEBRIEF)
    for person_id, said in told.items():
        values = {"link": f"/requests/{old.id}", "said": _(said, name=found.organisation.name)}
        tell(session, person_id, "task_due", f"{found.id}:gone", values=values, now=now)
    here = [each for each in of_person(session, old.person_id) if each.organisation_id == old.organisation_id]
    if not any(each.is_live for each in here):
        _leave(session, by, old, now)


def _leave(session: Session, by: Warrant, old: Linkage, now: datetime) -> None:
    """They are nobody's newcomer any more where nothing of theirs goes on."""
    theirs = (Holding.person_id == old.person_id, Holding.organisation_id == old.organisation_id)
    for each in session.scalars(select(Holding).where(*theirs, Holding.role == "newcomer", Holding.ended_at.is_(None))):
        each.ended_at = now
        record(session, Noted.of(by, "holding", each.id, old.person_id, outcome="ended", reason=MOVED_ON))
    session.flush()
