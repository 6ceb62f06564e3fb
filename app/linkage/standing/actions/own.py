"""What somebody does with their own request, at any time and without a reason: pause, go on, stop, come back, let a
champion see how to reach them, or ask for another person."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from app.concerns.actions.apart import block
from app.consent.actions.agreements import agree, withdraw
from app.consent.queries.agreements import agreements
from app.consent.rules.texts import HAND_OVER, PLAIN_WORDS, SHARE_CONTACT, TEXTS
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day, to_instant
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.followup.actions import courses
from app.linkage.followup.actions.endings import go_on_to
from app.linkage.followup.rules.endings import DONE
from app.linkage.matching.actions.answers import hand_on
from app.linkage.matching.queries.offers import ANOTHER
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import others
from app.linkage.referral.rules.states import CannotMove, State, taken_up

LONGEST_PAUSE = timedelta(days=90)
MORNING = time(9)
APART = frozenset({PLAIN_WORDS, "figures"})
"""Agreements that are not about this request."""


WAITS = marked("Your request waits for now. A person gets in touch with you.")
"""Nobody takes a request on hold up by themselves, be it by way of a pause."""


class CannotPause(Refused):
    """This date cannot be; the sentence says what to do."""


def pause(session: Session, linkage: Linkage, until: date | None, by: Warrant, now: datetime) -> None:
    """Leave somebody in peace until a day, at most 90 days on. Raises `CannotPause` and `CannotMove`."""
    if linkage.state is State.SAFETY_HOLD:
        raise CannotMove(_(WAITS))
    today = local_day(now, LONDON)
    if until is None or not today < until <= today + LONGEST_PAUSE:
        raise CannotPause(_("Choose a day from tomorrow on, within the next 90 days."))
    move(session, linkage, State.PAUSED, by, now, reason="wished")
    linkage.paused_until = until
    timers.begin(session, linkage, "back", now, due_at=to_instant(until, MORNING, LONDON))


def resume(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """Go on where it was. Raises `CannotMove`."""
    if linkage.state is State.SAFETY_HOLD:
        raise CannotMove(_(WAITS))
    tasks.finish(session, linkage, now, by.actor.person_id, kinds=["back"])
    move(session, linkage, taken_up(linkage.before or State.WAITING), by, now, reason="resumed")
    linkage.paused_until = None


def stop(
    session: Session, linkage: Linkage, by: Warrant | None, now: datetime, *, reason: str = "stopped"
) -> None:  # fmt: skip
    """Take everything back, at once. What was agreed to for this is withdrawn, unless another request of theirs, which
    goes on, rests on it; what hangs on it ends with the move, in this transaction. `by` is None where staff said so for
    them a while ago. Raises `CannotMove`."""
    pair = of_linkage(session, linkage.id)
    move(session, linkage, State.WITHDRAWN, by, now, reason=reason)
    if pair:
        pair.walk.shares_contact = False
    courses.end(session, linkage, now)
    for purpose in set(agreements(session, linkage.person_id)) - APART - needed_by(session, others(session, linkage)):
        withdraw(session, by, linkage.person_id, purpose, now)
    if pair and pair.walk.ended_at is None:
        pair.walk.ended_at, pair.walk.ending = now, "withdrawn"
    linkage.paused_until = None
    session.flush()


def needed_by(session: Session, going_on: list[Linkage]) -> set[str]:
    """What must not be withdrawn while these go on: letting a champion see how to reach them only where one does. A
    handing over is of one request alone."""
    pairs = [of_linkage(session, each.id) for each in going_on]
    is_seen = any(each and each.walk.shares_contact for each in pairs)
    return set(TEXTS) - {HAND_OVER} - (set() if is_seen else {SHARE_CONTACT}) if going_on else set()


def come_back(session: Session, linkage: Linkage, by: Warrant, now: datetime, *, again: bool = False) -> None:
    """Back again, the same day; nobody asks why. `again`: with whoever went with them before, if they can. Raises
    `CannotMove`."""
    move(session, linkage, State.REENGAGING, by, now, reason="came_back")
    linkage.wishes = replace(linkage.wishes, again=again)


def in_touch(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """They are there again after we had lost touch: on with the champion, or a person looks. Raises `CannotMove`."""
    if not linkage.is_live:
        come_back(session, linkage, by, now)
    elif linkage.state is State.CLOSING:
        move(session, linkage, State.FOLLOWING, by, now, reason="in_touch")
    elif linkage.state is State.OUTREACH and of_linkage(session, linkage.id):
        move(session, linkage, State.CONTACTING, by, now, reason="in_touch")
    else:
        note(session, linkage, "in_touch", by, now)
        tasks.give(session, linkage, "in_touch", now)


def finish(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """A planned ending, by the newcomer's own wish. Raises `CannotMove`."""
    go_on_to(session, linkage, DONE, by, now)


def share(session: Session, linkage: Linkage, by: Warrant, now: datetime, *, is_shared: bool) -> None:
    """Let this champion see how to reach them, or not any more; it counts from the next page on. Raises
    `CannotMove`."""
    check_settled(linkage)
    pair = of_linkage(session, linkage.id)
    if pair:
        if is_shared:
            agree(session, by, linkage.person_id, SHARE_CONTACT, now)
        pair.walk.shares_contact = is_shared
        note(session, linkage, "contact_shared" if is_shared else "contact_hidden", by, now)


def another(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """Another person, please. The first time by itself, then a coordinator asks what would help. Raises `Refused`."""
    if not linkage.is_live:
        raise CannotMove(_("That is not possible any more: something has changed meanwhile. Please look again."))
    check_settled(linkage)
    earlier = [each for each in linkage.happenings if each.what == ANOTHER]
    note(session, linkage, ANOTHER, by, now)
    hand_on(session, by, linkage, now, ending=ANOTHER)
    if earlier:
        tasks.give(session, linkage, "second_change", now)


def never_again(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """Never to meet this person again: it is kept apart, and somebody else is sought. Raises `Refused`."""
    check_settled(linkage)
    pair = of_linkage(session, linkage.id)
    if pair is None:
        return
    block(session, linkage.person_id, pair.champion.id, now)
    another(session, linkage, by, now)


def check_settled(linkage: Linkage) -> None:
    """Raise `CannotMove` while a yes may still be taken back: till then the newcomer knows of nobody."""
    if linkage.is_settling:
        raise CannotMove(_("Somebody may have said yes. You hear in a few minutes."))
