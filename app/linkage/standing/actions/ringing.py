"""A newcomer would rather be rung: by whoever goes with them, who sees the number from then on, or by staff."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.linkage.accompaniment.actions.lines import say
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.rules.words import Saying
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import note
from app.linkage.standing.actions.own import share
from app.linkage.standing.rules.ringing import TO_RING, WISHED


def by_champion(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """They may see the number, and read that a call would be welcome. Raises `Refused`."""
    share(session, pair.linkage, by, now, is_shared=True)
    say(session, pair, Saying.RATHER_RUNG, by, now)


def by_staff(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """Nothing is shared: somebody of the organisation rings."""
    note(session, pair.linkage, WISHED, by, now)
    tasks.give(session, pair.linkage, TO_RING, now)
