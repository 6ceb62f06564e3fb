"""Requests for tonight or tomorrow: what is promised for later comes too late, so somebody is to ring now."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.days import LONDON, ONE_DAY, local_day
from app.kernel.speech import _
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.asking import look_due
from app.linkage.referral.queries.notice import notice_of
from app.linkage.referral.rules.notice import Notice, Sort, day_of
from app.linkage.referral.rules.states import State

UNASKED = frozenset({State.RECEIVED, State.TRIAGE, State.WAITING, State.REENGAGING})
"""Where nobody is asked for them."""


def soon_of(session: Session, linkage: Linkage, now: datetime) -> Notice | None:
    """What there is to say of the date of a request for which nobody is asked, where it is today, or where nobody would
    have looked in time; None for all others. It is asked of the few that name today or tomorrow."""
    today = local_day(now, LONDON)
    if linkage.wished_on is None or not today <= linkage.wished_on <= today + ONE_DAY or linkage.state not in UNASKED:
        return None
    found = notice_of(session, linkage, now)
    if found is None or found.sort is Sort.EARLY or found.starts <= now:
        return None
    looked = look_due(session, linkage)
    is_late = looked is not None and looked >= found.told_at
    return found if linkage.wished_on == today or is_late else None


def ring_now(session: Session, linkage: Linkage, now: datetime) -> str:
    """ "Tonight is short notice: ring us now on 01632 960555."; "" where there is time."""
    found = soon_of(session, linkage, now)
    if found is None:
        return ""
    day, number = day_of(found.starts, now), linkage.organisation.duty_phone
    if not number:
        return _("{day} is short notice: speak with a coordinator now.", day=day)
    return _("{day} is short notice: ring us now on {number}.", day=day, number=number)
