"""Having the small questions between times less often: not now, not for four weeks, or no more. Nothing is made up for
later; all else of the request goes on."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.accompaniment.queries.asking import getting_on
from app.linkage.accompaniment.rules.asking import AS_BEFORE, IN_FOUR_WEEKS, NO_MORE, NOT_NOW
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage


class NothingAsked(Refused):
    """There is no question at this moment; the sentence says so."""


def not_now(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """The question that stands goes; the next one comes when it is due. Raises `NothingAsked`."""
    _say(session, linkage, by, NOT_NOW, now, is_able=getting_on(session, linkage, now).is_open)


def in_four_weeks(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """Nothing is asked for four weeks. Raises `NothingAsked`."""
    _say(session, linkage, by, IN_FOUR_WEEKS, now, is_able=getting_on(session, linkage, now).may_rest)


def no_more(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """Nothing of this sort is asked any more. Raises `NothingAsked`."""
    _say(session, linkage, by, NO_MORE, now, is_able=getting_on(session, linkage, now).may_rest)


def as_before(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """They are asked again from the next time on. Raises `NothingAsked`."""
    _say(session, linkage, by, AS_BEFORE, now, is_able=getting_on(session, linkage, now).rests)


def _say(session: Session, linkage: Linkage, by: Warrant, what: str, now: datetime, *, is_able: bool) -> None:
    if not is_able:
        raise NothingAsked(_("Thank you. There is no question for you just now."))
    note(session, linkage, what, by, now)
    tasks.finish(session, linkage, now, by.actor.person_id, kinds=("quiet",))
