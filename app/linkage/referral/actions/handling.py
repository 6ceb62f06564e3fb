"""A coordinator looks after a request: takes it, lets it wait, shows another door, holds it, goes on."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import caseload
from app.linkage.referral.rules.handling import HELD, NOBODY_BEFORE, buttons
from app.linkage.referral.rules.house import House
from app.linkage.referral.rules.states import CannotMove, State


class HandsFull(Refused):
    """One person does not look after more than this; the sentence says so."""


def take(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> None:
    """Look after a request from now on; a new one is being sorted out from here. Raises `HandsFull` where somebody
    has as many as one person does here."""
    me, most = by.actor.person_id, House.of(linkage.organisation.constants).caseload
    if linkage.holder_id != me and caseload(session, linkage.organisation_id, me) >= most:
        raise HandsFull(
            _("You look after {count} requests, as many as one person does here. Please ask a colleague.", count=most)
        )
    had, linkage.holder_id = linkage.holder_id, me
    if linkage.state is State.RECEIVED:
        move(session, linkage, State.TRIAGE, by, now, reason="taken")
    else:
        note(session, linkage, "taken", by, now, reason="" if had else NOBODY_BEFORE)


def interpret(session: Session, by: Warrant, linkage: Linkage, now: datetime, *, is_booked: bool) -> None:
    """Somebody to interpret or sign is booked, or not any more; who goes by themselves is looked for anew."""
    if (linkage.interpreter_at is not None) != is_booked:
        linkage.interpreter_at, linkage.searched_at = now if is_booked else None, None
        note(session, linkage, "interpreter" if is_booked else "no_interpreter", by, now)


def press(
    session: Session, by: Warrant, linkage: Linkage, to: State, now: datetime, *, has_champion: bool, may_lift: bool
) -> None:  # fmt: skip
    """One of the buttons of a request. Raises `CannotMove` for any other."""
    if linkage.state is State.RECEIVED and to is State.TRIAGE:
        return take(session, by, linkage, now)
    offered = buttons(linkage.state, linkage.before, has_champion=has_champion, may_lift=may_lift)
    if to not in {each.to for each in offered}:
        if linkage.state is State.SAFETY_HOLD and not may_lift:
            raise CannotMove(_(HELD))
        raise CannotMove(_("That is not possible any more: something has changed meanwhile. Please look again."))
    linkage.holder_id = linkage.holder_id or by.actor.person_id
    return move(session, linkage, to, by, now, reason="by_staff")
