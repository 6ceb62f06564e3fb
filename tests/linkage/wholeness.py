"""Is everything that hangs on requests for company of one piece? Round, offers, walk, plan, timers, tasks, calendars
and messages each agree with the state, and what happened tells how the state came about."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars.models import FeedKey
from app.concerns.models import Stop
from app.concerns.queries.apart import blocked_pairs
from app.concerns.queries.stops import told_of
from app.consent.queries.agreements import agrees
from app.consent.rules.texts import HAND_OVER
from app.directory.rules.schedule import Change
from app.linkage.accompaniment.models import HomeWatch, Plan, PlanChange
from app.linkage.accompaniment.queries.calendar import in_calendar
from app.linkage.accompaniment.rules.planning import MAY_PLAN
from app.linkage.accompaniment.rules.safety import UNTIL_HOME
from app.linkage.accompaniment.rules.telling import REMINDER
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.followup.rules.endings import DEBRIEF
from app.linkage.followup.rules.words import TASKS
from app.linkage.handover.models import Handover
from app.linkage.handover.rules.handover import ALLOWED, TIMER, Ending, May
from app.linkage.matching.models import Answer, Offer, Round, Walk
from app.linkage.matching.queries.going_along import staff_of
from app.linkage.referral.models import Happening, Linkage, Task, Timer
from app.linkage.referral.queries.covers import there
from app.linkage.referral.queries.linkages import in_nobodys_hands
from app.linkage.referral.rules.states import ASIDE, LIVE, TABLE, WITH_A_CHAMPION, WITH_A_PLAN, State, taken_up
from app.linkage.referral.rules.tasks import LOOK_AGAIN, OF_WHO_GOES
from app.post.models import WAITING, Letter
from tests.linkage.whole_learners import of_learners

IN_COMPANY = frozenset({State.ACCEPTED, State.CONTACTING, State.PLANNED, State.GOING, State.ATTENDED})
"""States in which a champion does walk with the newcomer."""

AFTERWARDS = frozenset({DEBRIEF, *TASKS})
"""Tasks that outlive a request: how its champion is, and what a check-up asks for."""

Rows = dict[str, list[Any]]


def flaws(session: Session) -> list[str]:
    """What does not agree, in words; none where all is well."""
    session.flush()
    rounds, offers, walks = (_by_linkage(session, model) for model in (Round, Offer, Walk))
    plans, timers, tasks = (_by_linkage(session, model) for model in (Plan, Timer, Task))
    happened, handovers = _by_linkage(session, Happening), _by_linkage(session, Handover)
    found = [f"{each} is in nobody's hands" for each in in_nobodys_hands(session, _asked())]
    for linkage in session.execute(_all_of(Linkage)).all():
        one = linkage.id
        mine = (
            *_of_state(linkage, timers[one], tasks[one]),
            *_of_offers(linkage, rounds[one], offers[one], timers[one]),
            *_of_walks(linkage, walks[one], offers[one]),
            *_of_pairs(session, linkage, walks[one], offers[one]),
            *_of_stops(session, linkage, walks[one], offers[one]),
            *_of_staff(session, linkage, walks[one], tasks[one]),
            *_of_plans(linkage, plans[one], walks[one], timers[one]),
            *_of_history(linkage, sorted(happened[one], key=lambda each: each.number)),
            *_of_calendars(session, linkage, plans[one], walks[one]),
            *_of_letters(session, linkage),
            *_of_handovers(session, linkage, handovers[one], timers[one]),
        )
        found += [f"{State(linkage.state).value}: {flaw}" for flaw in mine]
    return [*found, *_of_changes(session), *_of_watches(session, plans, walks, timers), *of_learners(session)]


def _of_state(linkage: Any, timers: Sequence[Any], tasks: Sequence[Any]) -> Iterator[str]:
    state = State(linkage.state)
    open_kinds = {each.kind for each in timers if each.done_at is None}
    if strange := open_kinds - {*TABLE[state].starts, *TABLE[state].keeps, LOOK_AGAIN}:
        yield f"timers {sorted(strange)} do not belong"
    if (linkage.before is not None) != (state in ASIDE):
        yield f"remembers {linkage.before}"
    if state not in LIVE and any(each.done_at is None and each.kind not in AFTERWARDS for each in tasks):
        yield "is over, and a task is open"


def _of_offers(linkage: Any, rounds: Sequence[Any], offers: Sequence[Any], timers: Sequence[Any]) -> Iterator[str]:
    for each in rounds:
        waits = [offer for offer in offers if offer.round_id == each.id and offer.answered_at is None]
        if (each.closed_at is None) != bool(waits):
            yield f"round {each.number}: closed {each.closed_at}, {len(waits)} wait"
        if each.closed_at is None:
            if linkage.state != State.OFFERING:
                yield "a round is open"
            due = {timer.due_at for timer in timers if timer.subject == each.id and timer.done_at is None}
            if due != {each.closes_at}:
                yield f"the window closes {each.closes_at}, its timers are due {due}"
    for each in offers:
        if (each.answered_at is None) != (each.answer is None):
            yield "an answer without its moment"


def _of_pairs(session: Session, linkage: Any, walks: Sequence[Any], offers: Sequence[Any]) -> Iterator[str]:
    """Nobody goes with, or is asked about, somebody from whom they are kept apart."""
    theirs = {each.champion_id for each in walks if each.ended_at is None}
    theirs |= {each.champion_id for each in offers if each.answered_at is None}
    if theirs and any(linkage.person_id in pair for pair in blocked_pairs(session, {linkage.person_id, *theirs})):
        yield "is brought together with somebody from whom they are kept apart"


def _of_stops(session: Session, linkage: Any, walks: Sequence[Any], offers: Sequence[Any]) -> Iterator[str]:
    """While what is somebody's is stopped they are asked nothing, say no yes, and nobody goes on with them; whoever
    told us of them is not joined to them after it either."""

    for stop in session.execute(_all_of(Stop)):
        theirs = [each for each in (*walks, *offers) if stop.person_id in {linkage.person_id, each.champion_id}]
        told = told_of(session, {linkage.person_id, stop.person_id}) if stop.person_id != linkage.person_id else set()
        for each in theirs:
            begun = each.since if hasattr(each, "since") else each.made_at
            said = each.answered_at if getattr(each, "answer", None) == Answer.ACCEPTED else None
            if any(_is_within(stop, moment, told) for moment in (begun, said) if moment):
                yield "somebody is asked, or says yes, who is stopped"
        if stop.ended_at is None:
            if any(each.answered_at is None for each in offers if each in theirs):
                yield "a question is open to somebody who is stopped"
            if linkage.state != State.SAFETY_HOLD and any(each.ended_at is None for each in walks if each in theirs):
                yield "a walk goes on with somebody who is stopped"


def _is_within(stop: Any, moment: Any, told: set[frozenset[str]]) -> bool:
    return bool(moment > stop.set_at and (told or stop.ended_at is None or moment < stop.ended_at))


def _of_walks(linkage: Any, walks: Sequence[Any], offers: Sequence[Any]) -> Iterator[str]:
    goes_on = [each for each in walks if each.ended_at is None]
    if goes_on and linkage.state not in WITH_A_CHAMPION:
        yield "a champion walks with them"
    if linkage.state in IN_COMPANY and len(goes_on) != 1:
        yield f"{len(goes_on)} walk with them"
    if linkage.state in ASIDE and linkage.before and taken_up(State(linkage.before)) in IN_COMPANY and not goes_on:
        yield f"would go on as {linkage.before}, and nobody walks with them"
    if any(each.shares_contact for each in walks if each.ended_at is not None):
        yield "a walk that is over shares how to reach them"
    begun = {each.offer_id for each in walks if each.offer_id}
    said_yes = {each.id for each in offers if each.answer in (Answer.ACCEPTED, Answer.UNDONE)}
    if begun != said_yes:
        yield "walks and yeses differ"


def _of_staff(session: Session, linkage: Any, walks: Sequence[Any], tasks: Sequence[Any]) -> Iterator[str]:
    """Who goes along as staff is staff, and sees to nothing that is about themselves while a colleague is here."""
    for walk in (each for each in walks if each.ended_at is None and each.as_staff):
        if walk.champion_id not in {each.id for each in staff_of(session, linkage.organisation_id)}:
            yield "somebody goes along as staff who is none"
        about = (each for each in tasks if each.done_at is None and each.kind in OF_WHO_GOES)
        for task in (each for each in about if each.made_at > walk.since and each.for_id == walk.champion_id):
            if set(there(session, linkage.organisation_id, task.made_at)) - {walk.champion_id}:
                yield f"{task.kind} is in the hands of whom it is about"


def _of_plans(linkage: Any, plans: Sequence[Any], walks: Sequence[Any], timers: Sequence[Any]) -> Iterator[str]:
    stands = next((each for each in plans if each.ended_at is None), None)
    agreed = stands is not None and _is_agreed(stands)
    if agreed != (linkage.state in WITH_A_PLAN):
        yield f"an agreed plan stands: {agreed}"
    if stands is not None and not agreed and linkage.state not in MAY_PLAN:
        yield "a suggestion stands"
    if stands is not None and stands.walk_id not in {each.id for each in walks if each.ended_at is None}:
        yield "a plan stands with somebody who does not walk with them"
    open_ones = [each for each in timers if each.done_at is None and each.kind not in UNTIL_HOME]
    about = {each.subject for each in open_ones} & {each.id for each in plans}
    if about - {stands.id if stands else ""}:
        yield "a timer runs about a plan that stands no more"
    begun = {each.kind for each in timers if stands and each.subject == stands.id}
    if linkage.state == State.PLANNED and "set_out" not in begun:
        yield "nothing sets them out"
    if linkage.state == State.GOING and not {"arrival", "check_in", "home"} <= begun:
        yield "nobody watches"


def _of_changes(session: Session) -> Iterator[str]:
    """What is suggested instead of a plan hangs on a plan of both that stands, before its day begins."""
    for change in session.execute(_all_of(PlanChange)).all():
        plan = session.execute(_all_of(Plan).where(Plan.id == change.plan_id)).one()
        linkage = session.execute(_all_of(Linkage).where(Linkage.id == plan.linkage_id)).one()
        if plan.ended_at is not None or not _is_agreed(plan) or linkage.state != State.PLANNED:
            yield f"{linkage.state}: something is suggested instead of what is no plan of both"


def _of_watches(session: Session, plans: Rows, walks: Rows, timers: Rows) -> Iterator[str]:
    """Nobody who is out is looked out for twice, neither by two watches nor by a watch beside their request."""
    open_ones = session.execute(_all_of(HomeWatch).where(HomeWatch.home_at.is_(None)))
    outings = [(each.champion_id, each.meet_at) for each in open_ones]
    who = {walk.id: walk.champion_id for each in walks.values() for walk in each}
    waits = {
        each.subject
        for of_one in timers.values()
        for each in of_one
        if each.done_at is None and each.kind in UNTIL_HOME
    }
    outings += [(who[plan.walk_id], plan.meet_at) for each in plans.values() for plan in each if plan.id in waits]
    if twice := {each for each in outings if outings.count(each) > 1}:
        yield f"looked out for more than once: {twice}"


def _of_history(linkage: Any, happened: Sequence[Any]) -> Iterator[str]:
    if [each.number for each in happened] != list(range(1, len(happened) + 1)):
        yield "what happened is not numbered through"
    moves = [each for each in happened if each.what == "moved"]
    for before, after in pairwise(moves):
        if before.went_to != after.came_from:
            yield f"went to {before.went_to}, then came from {after.came_from}"
    if moves and moves[-1].went_to != linkage.state:
        yield f"what happened ends with {moves[-1].went_to}"


def _of_calendars(session: Session, linkage: Any, plans: Sequence[Any], walks: Sequence[Any]) -> Iterator[str]:
    told = [each for each in plans if each.sequence]
    if not told:
        return
    goes_on = {each.id for each in walks if each.ended_at is None and linkage.state in WITH_A_CHAMPION}
    champions = {each.id: each.champion_id for each in walks}
    for person_id in {linkage.person_id, *champions.values()}:
        seen = {next(iter(each.uids.values())): each for each in in_calendar(session, person_id, str)}
        for plan in told:
            entry, stands = seen.get(plan.uid), _stands(plan)
            if person_id == linkage.person_id or (champions[plan.walk_id] == person_id and plan.walk_id in goes_on):
                if entry is None or _is_cancelled(entry) == stands:
                    yield f"a calendar does not tell that plan {plan.number} stands: {stands}"
            elif entry is not None and (entry.place.line or not _is_cancelled(entry)):
                yield f"the calendar of somebody who is gone tells of plan {plan.number}"
        newest = max(each.since for each in told if person_id in (linkage.person_id, champions[each.walk_id])) \
            if person_id == linkage.person_id else None  # fmt: skip
        keys = session.scalars(select(FeedKey.state_at).where(FeedKey.person_id == person_id))
        if newest and any(at < newest for at in keys):
            yield "a calendar was not told that it changed"


def _of_letters(session: Session, linkage: Any) -> Iterator[str]:
    if linkage.state == State.PLANNED:
        return
    mine = Letter.key.startswith(f"{REMINDER}:{linkage.id}:")
    if session.scalars(select(Letter.id).where(mine, WAITING).limit(1)).first():
        yield "a reminder waits"


def _of_handovers(session: Session, linkage: Any, handovers: Sequence[Any], timers: Sequence[Any]) -> Iterator[str]:
    """Where another organisation is asked somebody waits for it, and the newcomer agrees; where it said yes, it goes on
    there and ended here."""
    stands = [each for each in handovers if each.ended_at is None]
    if stands and ALLOWED[State(linkage.state)] is May.END:
        yield "another organisation is asked about what is over or on hold"
    waits = {each.subject for each in timers if each.kind == TIMER and each.done_at is None}
    if waits != {each.id for each in stands if each.late_at is None}:
        yield "nobody waits for another organisation, or somebody waits for none"
    if stands and not agrees(session, linkage.person_id, HAND_OVER):
        yield "another organisation is asked, and they do not agree"
    for each in handovers:
        if (each.ending == Ending.ACCEPTED) != (each.next_id is not None):
            yield f"{each.ending}, and goes on as {each.next_id}"
        if each.next_id:
            there = session.execute(select(Linkage.__table__).where(Linkage.id == each.next_id)).one()
            if linkage.state != State.WITHDRAWN or there.organisation_id != each.organisation_id:
                yield "two look after it, or nobody"


def _stands(plan: Any) -> bool:
    return _is_agreed(plan) and (plan.ended_at is None or plan.outcome == Outcome.ATTENDED)


def _is_agreed(plan: Any) -> bool:
    return plan.newcomer_agreed_at is not None and plan.champion_agreed_at is not None


def _is_cancelled(entry: Any) -> bool:
    return any(each.change is Change.CANCELLED for each in entry.timetable.one_offs)


def _asked() -> Any:
    return select(Round.linkage_id).where(Round.closed_at.is_(None))


def _by_linkage(session: Session, model: Any) -> Rows:
    """The rows as they stand in the database, by their request."""
    found: Rows = defaultdict(list)
    for row in session.execute(_all_of(model)):
        found[row.linkage_id].append(row)
    return found


@cache
def _all_of(model: Any) -> Any:
    """Made once: making a statement takes longer than asking a small database."""
    return select(model.__table__)
