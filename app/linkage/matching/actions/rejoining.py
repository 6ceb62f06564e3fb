"""Somebody came back, and whoever went with them before said yes again by telephone: staff write it down, and the two
go on. What keeps a champion from being asked keeps them from this too; only the date is theirs to find."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.consent.queries.agreements import agrees
from app.consent.rules.texts import SHARE_CONTACT
from app.kernel.access import Warrant
from app.kernel.speech import _
from app.linkage.matching.models import Walk
from app.linkage.matching.queries.again import may_be_wished
from app.linkage.matching.queries.checks import CannotAsk, check_may_ask, hold_champion
from app.linkage.matching.queries.looking import why_not
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import CannotMove, State

YES_AGAIN = "yes_again"


def go_again(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> Walk:
    """Both said that they would like to go together again. The caller holds the request. Raises `CannotAsk`, `NoRoom`
    and `CannotMove`."""
    if linkage.state is not State.REENGAGING:
        raise CannotMove(_("That is not possible any more: something has changed meanwhile. Please look again."))
    found = may_be_wished(session, linkage, now)
    if found is None:
        raise CannotAsk(_("Whoever went with them before cannot go with them now. Please ask somebody else."))
    hold_champion(session, found.id)
    linkage.wishes = replace(linkage.wishes, again=True)
    session.flush()
    check_may_ask(session, linkage, found.id, now)
    reason = why_not(session, linkage, found.id, now, on_any_date=True)
    if reason:
        raise CannotAsk(_(reason.says))
    linkage.released_at, linkage.chooses = None, False
    walk = Walk(linkage_id=linkage.id, champion_id=found.id, since=now)
    walk.shares_contact = agrees(session, linkage.person_id, SHARE_CONTACT)
    session.add(walk)
    move(session, linkage, State.CONTACTING, by, now, reason=YES_AGAIN)
    note(session, linkage, YES_AGAIN, by, now)
    return walk
