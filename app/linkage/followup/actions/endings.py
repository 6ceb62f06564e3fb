"""Planned endings: what somebody goes on to, and how their champion is thanked."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.accompaniment.queries.watch import supervisor_of
from app.linkage.followup.actions import answering
from app.linkage.followup.rules.endings import CALL, CHAMPION, DEBRIEF, GOES_ON, REASON
from app.linkage.matching.actions.answers import another_person
from app.linkage.matching.models import Walk
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import Moved, move, note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State

ENDING = "ending"


class CannotEnd(Refused):
    """Nothing is said of what comes after; the sentence says so."""


def go_on_to(session: Session, linkage: Linkage, onward: str, by: Warrant, now: datetime) -> None:
    """End it as planned, with something to go on to. With another champion it does not end: somebody else is asked.
    Raises `CannotEnd` and `CannotMove`."""
    if onward not in GOES_ON:
        raise CannotEnd(_("Choose what comes after."))
    if onward == CHAMPION:
        if linkage.state is State.CLOSING:
            move(session, linkage, State.FOLLOWING, by, now, reason=REASON + onward)
        another_person(session, by, linkage, now, ending="ended_well")
        return
    if linkage.state is not State.CLOSING:
        move(session, linkage, State.CLOSING, by, now, reason="wished")
    if onward == CALL and by.actor.person_id == linkage.person_id:
        answering.start(session, linkage, by, now)
    move(session, linkage, State.CLOSED, by, now, reason=REASON + onward)


def on_move(session: Session, moved: Moved, now: datetime) -> None:
    """When an ending begins both are told; when it has come, somebody asks the champion how it was for them."""
    if moved.went_to is State.CLOSING:
        note(session, moved.linkage, ENDING, None, now)
    if moved.went_to is State.CLOSED and moved.came_from is State.CLOSING:
        walked = select(Walk.id).where(Walk.linkage_id == moved.linkage.id, ~Walk.as_staff)
        if session.scalars(walked.limit(1)).first():
            tasks.give(session, moved.linkage, DEBRIEF, now, for_id=supervisor_of(session, moved.linkage))
