"""Whether anything that is sent reaches somebody who asked for company, and whether they asked to be left alone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.referral.models import Happening, Linkage, Timer
from app.linkage.referral.rules.reachable import ASKED_NOT, END_TIMER, TRIES, WRONG, NoWay
from app.notices.models import SafeContact
from app.notices.queries.reach import contacts_of, reach_of, safe_contact
from app.notices.rules.reach import Wish, answer
from app.post.rules import Channel
from app.post.rules.leaving import Drop
from app.post.rules.letter import Trouble
from app.seal import CannotOpen

NEWS = "company_news"


def no_way(session: Session, linkage: Linkage, now: datetime) -> NoWay | None:
    """Why nothing that is sent now reaches them; None where it does, or where they look by themselves and somebody
    else did not answer on their number."""
    kept = safe_contact(session, linkage.person_id)
    if kept and kept.do_not_contact:
        return NoWay.ASKED_NOT if _since(session, linkage, kept, ASKED_NOT) else NoWay.LOOKS
    if kept and kept.channel is Wish.INSIDE and _since(session, linkage, kept, WRONG):
        return NoWay.WRONG
    return NoWay.NO_ROAD if _has_no_road(session, linkage, now) else None


def is_left(session: Session, linkage: Linkage) -> bool:
    """Is nobody to be asked for them: they asked us not to get in touch, or said that they do not want it any more?"""
    kept = safe_contact(session, linkage.person_id)
    asked = kept is not None and kept.do_not_contact and _since(session, linkage, kept, ASKED_NOT)
    return asked or ends_at(session, linkage) is not None


def ends_at(session: Session, linkage: Linkage) -> datetime | None:
    """When it ends at their word to staff; None where nothing like that was said."""
    mine = (Timer.linkage_id == linkage.id, Timer.kind == END_TIMER, Timer.done_at.is_(None))
    return session.scalars(select(Timer.due_at).where(*mine)).first()


def acted_since(session: Session, linkage: Linkage, since: datetime) -> bool:
    """Did they do anything here themselves since a moment? Then they were reached, whatever we can send."""
    mine = (Happening.linkage_id == linkage.id, Happening.actor_id == linkage.person_id, Happening.at > since)
    return session.scalars(select(Happening.id).where(*mine).limit(1)).first() is not None


def _since(session: Session, linkage: Linkage, kept: SafeContact, what: str) -> bool:
    """Did this come of a try to reach them, and have they said nothing else of how they are reached since?"""
    mine = select(Happening.at).join(Linkage, Linkage.id == Happening.linkage_id)
    mine = mine.where(Linkage.person_id == linkage.person_id, Happening.at >= kept.settled_at)
    tries = mine.where(Happening.what.in_(TRIES), Happening.reason == what).order_by(Happening.at.desc())
    tried = session.scalars(tries).first()
    if tried is None:
        return False
    other = mine.where(Happening.what == "changed_contact", Happening.at > tried)
    return session.scalars(other.limit(1)).first() is None


def _has_no_road(session: Session, linkage: Linkage, now: datetime) -> bool:
    try:
        contacts, reach = contacts_of(session, linkage.person_id, has_push=True), reach_of(session, linkage.person_id)
        found = answer(NEWS, Channel.WISHED, reach, contacts, now) if contacts else None
    except CannotOpen:
        return False
    return isinstance(found, Drop) and found.why is Trouble.NO_ROAD
