"""Somebody wishes for something else: questions that do not fit any more are taken back, and it is looked anew."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.linkage.matching.actions import rounds
from app.linkage.matching.actions.answers import anew
from app.linkage.matching.models import Offer, Round
from app.linkage.matching.queries.offers import open_round
from app.linkage.matching.queries.refitting import still_fits
from app.linkage.referral.actions import timers
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State


def refit(session: Session, linkage: Linkage, by: Warrant | None, now: datetime, *, is_elsewhere: bool) -> None:
    """Take back what does not fit, and look again. `is_elsewhere`: to another meeting or on another day, which is
    another question, so that nobody says yes to what they did not read. The caller holds the request."""
    found = open_round(session, linkage.id)
    if found is None:
        _look_again(session, linkage, now)
        return
    asked = [each for each in found.offers if each.answered_at is None]
    gone = [each.champion_id for each in asked if is_elsewhere or not _still_fits(session, linkage, each, now)]
    for champion_id in gone:
        rounds.take_out(session, found, champion_id, now)
    if gone:
        note(session, linkage, "recalled", by, now)
    if found.closed_at is not None:
        _go_on(session, linkage, found, now)


def _still_fits(session: Session, linkage: Linkage, asked: Offer, now: datetime) -> bool:
    """A member of staff is asked by a colleague who knows what was wished for, and sees what it is now before a yes."""
    return asked.as_staff or still_fits(session, linkage, asked.champion_id, now)


def _go_on(session: Session, linkage: Linkage, closed: Round, now: datetime) -> None:
    timers.end(session, linkage, {"window"}, now)
    anew(linkage, now)
    rounds.go_on(session, linkage, closed, now)


def _look_again(session: Session, linkage: Linkage, now: datetime) -> None:
    """What goes by itself looks at once; where a coordinator chooses, there may be somebody to choose by now."""
    anew(linkage, now)
    if linkage.state is State.WAITING and not linkage.released_at:
        rounds.to_choose(session, linkage, now)
