"""Rounds that go by themselves, where an organisation chose that and staff let a request go: whom to ask is decided for
all who wait together, so that the order of rows decides nothing; one after another, some at once last, and then staff.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.matching.actions import rounds
from app.linkage.matching.actions.rounds import Asked
from app.linkage.matching.models import Answer
from app.linkage.matching.queries import driven
from app.linkage.matching.queries.checks import CannotAsk, NoRoom
from app.linkage.matching.queries.looking import between, look_at, waiting
from app.linkage.matching.queries.offers import open_round
from app.linkage.matching.rules import shortlist, windows
from app.linkage.matching.rules.hard import is_within_sight
from app.linkage.matching.rules.releasing import DRIVEN, RELEASABLE, Arrived, needs_a_person
from app.linkage.matching.rules.shortlist import Listed, Look, look, need, stored
from app.linkage.matching.rules.solving import tie_key
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.queries.linkages import held
from app.linkage.referral.queries.reachable import is_left
from app.linkage.referral.rules.house import Asking, House
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Access

LEAVES = "leaves_today"


class CannotRelease(Refused):
    """From where it stands, this request cannot go by itself."""


def release(session: Session, by: Warrant | None, linkage: Linkage, now: datetime) -> None:
    """Let champions be asked by the site, or let the newcomer choose, as the organisation has it. Raises
    `CannotRelease`."""
    asking = House.of(linkage.organisation.constants).asking
    if linkage.state not in RELEASABLE or asking is Asking.COORDINATOR:
        raise CannotRelease(_("This cannot go by itself. Please choose whom to ask."))
    linkage.released_at, linkage.searched_at, linkage.chooses = now, None, asking is Asking.NEWCOMER
    note(session, linkage, "released", by, now)
    tasks.finish(session, linkage, now, by.actor.person_id if by else "", kinds={rounds.CHOOSE})
    if rounds.leaves_today(linkage, now):
        tasks.give(session, linkage, LEAVES, now)


def take_over(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> None:
    """A coordinator chooses from here on: an open question is taken back, and nothing goes by itself. Raises
    `CannotRelease` where nothing does."""
    if not linkage.released_at or linkage.state not in DRIVEN:
        raise CannotRelease(_("This does not go by itself any more. Please look at the page again."))
    linkage.released_at, linkage.chooses = None, False
    linkage.holder_id = by.actor.person_id
    note(session, linkage, "taken_over", by, now)
    found = open_round(session, linkage.id)
    if found:
        rounds.close(session, found, Answer.RECALLED, now)
    if linkage.state is State.OFFERING:
        rounds.wait(session, linkage, now, reason="taken_over")
    else:
        rounds.to_choose(session, linkage, now)


def drive(session: Session, now: datetime) -> int:
    """The job: let new requests go on where nothing stands against it, and ask for all that go by themselves; how many
    were seen to. All rows are held first, in the order of their ids."""
    for linkage_id in driven.arrived(session):
        _go_on_unseen(session, linkage_id, now)
    ours: dict[str, list[Linkage]] = defaultdict(list)
    for linkage_id in driven.to_step(session, now):
        linkage = held(session, linkage_id)
        if linkage and _may_be_asked_for(session, linkage):
            ours[linkage.organisation_id].append(linkage)
    for those in ours.values():
        _drive(session, those, now)
    return sum(map(len, ours.values()))


def _may_be_asked_for(session: Session, linkage: Linkage) -> bool:
    goes = linkage.released_at is not None and linkage.state in DRIVEN
    return goes and not open_round(session, linkage.id) and not is_left(session, linkage)


def _go_on_unseen(session: Session, linkage_id: str, now: datetime) -> None:
    linkage = held(session, linkage_id)
    if linkage is None or linkage.state is not State.RECEIVED:
        return
    known, wishes = between(session, linkage.organisation_id, [linkage], now), linkage.wishes
    seen = Arrived(
        is_proved=linkage.proved_at is not None or linkage.entry is not Entry.SELF,
        agreed=linkage.person_id in known.agreed,
        has_words=bool(wishes.help),
        needs_interpreter=Access.INTERPRETER in wishes.access,
        is_held_back=linkage.person_id in known.held_back,
        discharge_on=linkage.discharge_on,
    )
    if not needs_a_person(seen, local_day(now, LONDON)):
        move(session, linkage, State.TRIAGE, None, now, reason="unseen")
        release(session, None, linkage, now)


def _drive(session: Session, those: Sequence[Linkage], now: datetime) -> None:
    """One look at all who wait in one organisation; who weighs most goes first where two would have the same."""
    everybody = {each.id: each for each in (*waiting(session, those[0].organisation_id), *those)}
    seen = look(look_at(session, those[0].organisation, list(everybody.values()), now))
    for linkage in sorted(those, key=lambda each: _first(seen, each.id)):
        linkage.searched_at = now
        (_let_choose if linkage.chooses else _step)(session, linkage, seen, now)
        session.flush()


def _first(seen: Look, request: str) -> tuple[int, int]:
    weighs = need(seen.asker(request), seen.world.ground.now).weight
    return -weighs, tie_key(seen.problem, request, "")


def _step(session: Session, linkage: Linkage, seen: Look, now: datetime) -> None:
    """Ask, wait, or let staff have it; nobody is asked yet for a date that is further off than we look. One champion is
    there without looking further; only where some are asked together all of the list is worked out."""
    spare = shortlist.spare(seen, linkage.id, 1)
    if not spare and not is_within_sight(seen.asker(linkage.id), seen.world.ground):
        return
    if linkage.state is State.WAITING:
        if not spare:
            return
        linkage.released_at = now
    step = _next(session, linkage, spare, now)
    if spare and not isinstance(step, windows.Offer):
        spare = shortlist.spare(seen, linkage.id, shortlist.LONGEST + windows.AT_ONCE)
        step = _next(session, linkage, spare, now)
    if isinstance(step, windows.Offer):
        _ask(session, linkage, _whom(seen, linkage, spare, [step.champion]), step.closes_at, now)
    elif isinstance(step, windows.Broadcast):
        _ask(session, linkage, _whom(seen, linkage, spare, step.champions), step.closes_at, now)
    elif isinstance(step, windows.Exhausted):
        _exhausted(session, linkage, now, in_time=step.in_time)


def _next(session: Session, linkage: Linkage, spare: Sequence[Listed], now: datetime) -> windows.Step:
    ids, most = [each.champion for each in spare], shortlist.LONGEST
    past, leaves = driven.history(session, linkage), rounds.leaves_today(linkage, now)
    return windows.next_step(past, ids[:most], ids[most:], now, leaves, terms=rounds.terms_of(session, linkage))


def _ask(session: Session, linkage: Linkage, whom: list[Asked], closes_at: datetime, now: datetime) -> None:
    """Ask them; whoever was asked about somebody else a moment before is left out, and everything looked at anew."""
    try:
        with session.begin_nested():
            if linkage.state is not State.OFFERING:
                move(session, linkage, State.OFFERING, None, now, reason="asked")
            rounds.begin(session, linkage, whom, now, closing=closes_at)
            note(session, linkage, "asked", None, now)
    except (CannotAsk, NoRoom):
        session.refresh(linkage)
        linkage.searched_at = None


def _exhausted(session: Session, linkage: Linkage, now: datetime, *, in_time: bool) -> None:
    """Nobody is left to ask, or the time for asking is over: a coordinator has it, and the newcomer hears so."""
    if linkage.state is State.REENGAGING:
        move(session, linkage, State.OFFERING, None, now, reason="nobody_yet")
    rounds.wait(session, linkage, now)
    if not in_time:
        linkage.released_at = None


def _let_choose(session: Session, linkage: Linkage, seen: Look, now: datetime) -> None:
    """There is somebody to choose from, or nobody yet."""
    spare = shortlist.spare(seen, linkage.id, 1)
    if spare and linkage.state is not State.OFFERING:
        move(session, linkage, State.OFFERING, None, now, reason="to_choose")
    elif not spare and linkage.state is not State.WAITING:
        _exhausted(session, linkage, now, in_time=True)


def _whom(seen: Look, linkage: Linkage, spare: Sequence[Listed], champions: Sequence[str]) -> list[Asked]:
    by_id = {each.champion: each for each in spare}
    return [Asked(one, json.dumps(stored(seen, linkage.id, by_id[one]))) for one in champions]
