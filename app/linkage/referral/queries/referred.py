"""What became of those whom somebody asked for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.queries.agreements import agrees
from app.consent.rules.texts import TELL_REFERRER
from app.directory.rules.words import dated
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.queries.asking import look_due, looked_at_by
from app.linkage.referral.queries.labels import for_referrer
from app.linkage.referral.queries.linkages import of_referrer
from app.linkage.referral.queries.soon import ring_now
from app.linkage.referral.rules.changing import WHAT, Part
from app.linkage.referral.rules.referred import stands
from app.linkage.referral.rules.states import MOVED_ON, State


@dataclass(frozen=True, slots=True)
class Line:
    """One whom somebody asked for: the name to use, on which day, and where it stands as far as they may know. `due`:
    by when somebody looks at it, "" where that is not what is due, or not theirs to know; `ring`: that it is late, or
    short notice, and whom to ring. `id` of the request;
    `is_here`: it is still with the organisation that it was sent to, so that something can be arranged."""

    id: str
    name: str
    on: str
    stands: str
    agency: str
    due: str = ""
    ring: str = ""
    is_here: bool = True


def mine(session: Session, person_id: str, now: datetime) -> list[Line]:
    """Those whom somebody asked for, newest first; who has taken their agreement back is not among them."""
    found = [
        each for each in of_referrer(session, person_id) if each.state is not State.WITHDRAWN or each.reason == MOVED_ON
    ]
    called = for_referrer(found)
    lines = [(each, agrees(session, each.person_id, TELL_REFERRER)) for each in found]
    return [_line(session, each, now, may_know=may, name=called[each.id]) for each, may in lines]


def line_of(session: Session, linkage: Linkage, now: datetime) -> Line:
    """One of them, called as in the list of all whom the same one asked for."""
    name = for_referrer(of_referrer(session, linkage.referrer_id or ""))[linkage.id]
    return _line(session, linkage, now, may_know=agrees(session, linkage.person_id, TELL_REFERRER), name=name)


def was_touched(linkage: Linkage) -> bool:
    """Did they change anything of it since, or show that it is theirs? Then what stands there now is not for whoever
    asked for them."""
    return any(each.what in WHAT or each.what == "proved" for each in linkage.happenings)


def named_by_referrer(linkage: Linkage) -> str:
    """The meeting that is wished for, where whoever asked for them named it last; "" where anybody else has changed it
    since, or nobody named one."""
    changes = [each for each in linkage.happenings if each.what == f"changed_{Part.MEETING}"]
    is_theirs = not changes or changes[-1].actor_id == linkage.referrer_id
    return (linkage.listing_id or "") if is_theirs else ""


def agencies(session: Session, organisation_id: str) -> list[str]:
    """The agencies for which somebody was asked for here before: the list that grows by use."""
    known = select(Linkage.agency).where(Linkage.organisation_id == organisation_id, Linkage.agency != "")
    return list(session.scalars(known.distinct().order_by(Linkage.agency)))


def _line(session: Session, each: Linkage, now: datetime, *, may_know: bool, name: str) -> Line:
    due = looked_at_by(session, each, now) if may_know and each.state is State.RECEIVED else ""
    late = _late(session, each, now) if due else ""
    ring = (late or ring_now(session, each, now)) if may_know else ""
    where = stands(each.state, _has_gone(session, each.id), may_know=may_know)
    is_here = each.state is not State.WITHDRAWN
    return Line(
        each.id,
        name,
        dated(local_day(each.asked_at, LONDON)),
        where,
        each.agency,
        "" if ring else due,
        ring,
        is_here,
    )


def _late(session: Session, linkage: Linkage, now: datetime) -> str:
    """Nobody has looked at it by the time that was promised: whom to ring."""
    promised, number = look_due(session, linkage), linkage.organisation.duty_phone
    if promised is None or promised > now:
        return ""
    return _("Late. Please ring {number}.", number=number) if number else _("Late. Please speak with a coordinator.")


def _has_gone(session: Session, linkage_id: str) -> bool:
    went = select(Happening.id).where(Happening.linkage_id == linkage_id, Happening.went_to == State.ATTENDED)
    return session.scalars(went.limit(1)).first() is not None
