"""What a safeguarding lead does with a concern: each step is a line of its history that is never changed."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.actions.alarming import alarm
from app.concerns.models import Concern, ConcernNote, ConcernPerson, HoldLifted, Stop
from app.concerns.queries.apart import resting
from app.concerns.queries.stops import stops_of
from app.concerns.queries.whither import roles_of
from app.concerns.rules.concern import (
    AGREED,
    LONGEST,
    SPEEDS,
    WRITTEN,
    Agreed,
    CannotHandle,
    Part,
    Sort,
    Speed,
    check_closing,
    check_weighing,
    check_words,
    is_of_staff,
    is_settled,
    needs_second,
    slows,
)  # fmt: skip
from app.kernel.access import Warrant
from app.kernel.speech import _
from app.people.models import Person
from app.seal import new_id

ON_DANGER: list[Callable[[Session, str, datetime], None]] = []
"""What stops all offers and plans of a person: features above, as the factory says."""


def take_up(session: Session, by: Warrant, concern: Concern, now: datetime, *, site: str) -> None:
    """Say that one has read it and sees to it; alarms that wait are taken back. Once is enough."""
    if concern.taken_up_at is None:
        concern.taken_up_at, concern.taken_up_by = now, by.actor.person_id
        _note(session, by, concern, now, Sort.TAKEN_UP)
        alarm(session, site, now)


def take_over(session: Session, by: Warrant, concern: Concern, now: datetime) -> None:
    """Another lead sees to it from now on. Nothing happens where they do already, or where nobody does."""
    if concern.taken_up_at is not None and concern.closed_at is None and concern.taken_up_by != by.actor.person_id:
        concern.taken_up_by = by.actor.person_id
        _note(session, by, concern, now, Sort.TAKEN_OVER)


def write(session: Session, by: Warrant, concern: Concern, now: datetime, *, sort: Sort, words: str) -> None:
    """Add a line. Raises `CannotHandle`, `CannotTell`."""
    if sort not in WRITTEN:
        raise CannotHandle(_("Choose what kind of line it is."))
    check_words(words, LONGEST)
    _note(session, by, concern, now, sort, words=words)


def weigh(
    session: Session, by: Warrant, concern: Concern, now: datetime, *,
    speed: Speed, agreed: Agreed, words: str, site: str,
) -> None:  # fmt: skip
    """Say how soon something is to be done, and whether the person at risk agrees; as often as that changes. Whoever
    weighs it sees to it. That danger now can wait is asked by one lead and counts when a second one says the same.
    Raises `CannotHandle`, `CannotTell`."""
    me, is_slower = by.actor.person_id, slows(concern.speed, speed)
    is_second = is_settled(concern.asked_slower, speed, me)
    check_weighing(agreed, words, slows=is_slower and not is_second)
    take_up(session, by, concern, now, site=site)
    waits = is_slower and not is_second
    concern.slower, concern.slower_by = (speed, me) if waits else (None, None)
    concern.weighed, concern.agreed = concern.weighed if waits else speed, agreed
    said = [_(SPEEDS[speed]), _(AGREED[agreed]).partition(":")[0]]
    sort = Sort.ASKED_TO_SLOW if waits else Sort.WEIGHED
    _note(session, by, concern, now, sort, words="\n\n".join([*said, *filter(None, [words.strip()])]))


def mark(
    session: Session, by: Warrant, concern: Concern, now: datetime, *, person_id: str, part: Part, site: str
) -> None:
    """Say which part somebody of the organisation has in it: from now on they do not find it, and hear no more of it.
    Raises `CannotHandle`."""
    roles = roles_of(session, person_id, concern.organisation_id)
    if not roles:
        raise CannotHandle(_("Choose somebody of your organisation."))
    if (person_id, part) not in {(each.person_id, each.part) for each in concern.marks}:
        me = by.actor.person_id
        made = ConcernPerson(person_id=person_id, part=part, is_staff=is_of_staff(roles), marked_by=me, marked_at=now)
        concern.people.append(made)
        record(session, Entry.of(by, "concern", concern.id, outcome="marked", reason=part.value))
        alarm(session, site, now)


def unmark(session: Session, by: Warrant, concern: Concern, mark_id: str, now: datetime, *, site: str) -> None:
    """Take such a mark back. Raises `CannotHandle` where there is none."""
    found = next((each for each in concern.marks if each.id == mark_id), None)
    if found is None:
        raise CannotHandle(_("This has been taken back already."))
    is_last = sum(each.person_id == found.person_id for each in concern.marks) == 1
    if is_last and found.person_id in stops_of(session, concern):
        raise CannotHandle(_("Their offers and plans are stopped. Let them go on first."))
    found.ended_at, found.ended_by = now, by.actor.person_id
    record(session, Entry.of(by, "concern", concern.id, outcome="unmarked", reason=found.part.value))
    alarm(session, site, now)


def freeze(session: Session, by: Warrant, concern: Concern, person_id: str, now: datetime) -> None:
    """Stop all offers and plans of somebody who has a part in it, until a lead lets them go on. Pressed twice it is one
    stop. Raises `CannotHandle`."""
    _check_part(concern, person_id)
    if person_id in stops_of(session, concern):
        return
    session.add(Stop(concern_id=concern.id, person_id=person_id, set_by=by.actor.person_id, set_at=now))
    session.flush()
    for stop in ON_DANGER:
        stop(session, person_id, now)
    _note(session, by, concern, now, Sort.FROZEN, words=_name_of(session, person_id))


def resume(session: Session, by: Warrant, concern: Concern, person_id: str, now: datetime) -> None:
    """What this concern stopped may go on; each request that is on hold waits for a press of its own. Raises
    `CannotHandle`."""
    found = stops_of(session, concern).get(person_id)
    if found is None:
        raise CannotHandle(_("Their offers and plans are not stopped."))
    found.ended_at, found.ended_by = now, by.actor.person_id
    _note(session, by, concern, now, Sort.GOES_ON, words=_name_of(session, person_id))


def tell_ended(session: Session, concern: Concern, by_id: str | None, now: datetime, words: str) -> None:
    """A request that it set on hold is on hold no more. The record of who did it does not name the concern: they may
    not know of it."""
    made = ConcernNote(id=new_id(), concern_id=concern.id, sort=Sort.HOLD_ENDED, made_by=by_id, made_at=now)
    made.words = words
    session.add(made)
    session.flush()


def lift(session: Session, by: Warrant, concern: Concern, now: datetime, *, person_id: str, words: str) -> None:
    """Having looked at the reports on somebody, let their offers go on. Raises `CannotHandle`, `CannotTell`."""
    _check_part(concern, person_id)
    check_words(words, LONGEST)
    if person_id not in resting(session, [person_id], now):
        raise CannotHandle(_("Their offers are not held back."))
    lifted = HoldLifted(id=new_id(), organisation_id=concern.organisation_id, person_id=person_id, lifted_at=now)
    lifted.words, lifted.lifted_by = words.strip(), by.actor.person_id
    session.add(lifted)
    _note(session, by, concern, now, Sort.LIFTED, words=words)


def close(session: Session, by: Warrant, concern: Concern, reason: str, now: datetime) -> bool:
    """Close it; False where a second person is to agree first: with danger now, and about whoever works here. Raises
    `CannotHandle`."""
    if concern.closed_at is not None:
        raise CannotHandle(_("This is closed already."))
    if concern.taken_up_at is None:
        raise CannotHandle(_("Take it up first."))
    me = by.actor.person_id
    takes_two = needs_second(is_immediate=concern.had_danger, of_staff=concern.is_of_staff)
    is_closed = check_closing(me, concern.asked_to_close_by, reason, takes_two=takes_two)
    if is_closed:
        concern.closed_at, concern.closed_by = now, me
    else:
        concern.asked_to_close_at, concern.asked_to_close_by = now, me
    _note(session, by, concern, now, Sort.CLOSED if is_closed else Sort.ASKED_TO_CLOSE, words=reason)
    return is_closed


def reopen(session: Session, by: Warrant, concern: Concern, reason: str, now: datetime) -> None:
    """Open it again, or say that it is not to be closed yet. An open concern is never deleted. Raises `CannotTell`."""
    check_words(reason, LONGEST)
    concern.closed_at = concern.closed_by = concern.asked_to_close_at = concern.asked_to_close_by = None
    _note(session, by, concern, now, Sort.REOPENED, words=reason)


def _name_of(session: Session, person_id: str) -> str:
    person = session.get(Person, person_id)
    return person.name if person else ""


def _check_part(concern: Concern, person_id: str) -> None:
    if not person_id or person_id not in {each.person_id for each in concern.marks}:
        raise CannotHandle(_("Say first which part they have in it."))


def _note(session: Session, by: Warrant, concern: Concern, now: datetime, sort: Sort, *, words: str = "") -> None:
    """A line of the history, and in the record that there is one. The record never says whom a concern is about: they
    may look at who did what with their things."""
    made = ConcernNote(id=new_id(), concern_id=concern.id, sort=sort, made_by=by.actor.person_id, made_at=now)
    made.words = words.strip()
    concern.notes.append(made)
    session.flush()
    record(session, Entry.of(by, "concern", concern.id, outcome=sort.value))
