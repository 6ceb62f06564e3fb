"""A newcomer chooses whom we ask, leaves the choice to us, or says what else would help meanwhile."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.matching.actions import rounds
from app.linkage.matching.queries.cards import may_choose, picked
from app.linkage.matching.rules.releasing import OTHERWISE
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State


class CannotChoose(Refused):
    """It is not their turn, or this champion cannot be asked any more."""


def pick(session: Session, by: Warrant, linkage: Linkage, key: str, now: datetime) -> None:
    """Ask the champion of one card. Raises `CannotChoose`."""
    if not may_choose(session, linkage):
        raise CannotChoose(_("Somebody is being asked at this moment, or it is settled."))
    found = picked(session, linkage, key, now)
    if found is None:
        raise CannotChoose(_("They cannot this time. Here is who else could go with you."))
    champion_id, why = found
    try:
        with session.begin_nested():
            rounds.begin(session, linkage, [rounds.Asked(champion_id, json.dumps(why))], now)
    except Refused:
        raise CannotChoose(_("They cannot this time. Here is who else could go with you.")) from None
    note(session, linkage, "picked", by, now)


def leave_it(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> None:
    """Choose for me: the site asks by itself from here on."""
    if linkage.chooses:
        linkage.chooses, linkage.searched_at = False, None
        note(session, linkage, "chooses_not", by, now)


def otherwise(session: Session, by: Warrant, linkage: Linkage, wish: str, now: datetime) -> None:
    """Nobody is free: something else would help. A person sees to it. Raises `CannotChoose`."""
    if wish not in OTHERWISE or linkage.state is not State.WAITING:
        raise CannotChoose(_("That is not possible any more: something has changed meanwhile. Please look again."))
    note(session, linkage, "otherwise", by, now, reason=wish)
    tasks.give(session, linkage, f"otherwise_{wish}", now)
