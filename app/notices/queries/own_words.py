"""The words that organisations chose, and which of them a message takes."""

from collections.abc import Callable

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.notices.models import OwnWording
from app.notices.rules.own_words import ADAPTABLE, CHANNELS, CONCERNS, CannotUse, Looked, checked
from app.people.models import Holding
from app.post.rules.wording import OwnWords

TELLING: list[Callable[[], frozenset[str]]] = []
"""Who knows names that tell besides our lists: features above, as the factory says."""


def looked_at(site: str) -> Looked:
    """With what words are looked at here. `site` is our own address."""
    return Looked(site, frozenset().union(*(names() for names in TELLING)))


def kept(session: Session, organisation_id: str) -> dict[tuple[str, str], OwnWords]:
    """All that an organisation chose, by kind and channel."""
    rows = session.scalars(select(OwnWording).where(OwnWording.organisation_id == organisation_id))
    return {(row.kind, row.channel): OwnWords(row.words, row.subject) for row in rows}


def row_of(session: Session, organisation_id: str, kind: str, channel: str) -> OwnWording | None:
    """What it chose for one kind and road."""
    mine = select(OwnWording).where(OwnWording.organisation_id == organisation_id)
    return session.scalars(mine.where(OwnWording.kind == kind, OwnWording.channel == channel)).first()


def words_for(session: Session, person_id: str, kind: str, channel: str, site: str) -> OwnWords | None:
    """The words that a message to this person takes in place of ours: those of the one organisation where they hold a
    role that it concerns. None where there are several or no such organisations, where it chose none, or where what it
    chose passes no longer."""
    if kind not in ADAPTABLE or channel not in CHANNELS:
        return None
    mine = (OwnWording.kind == kind, OwnWording.channel == channel)
    here = and_(OwnWording.organisation_id == Holding.organisation_id, *mine)
    held = select(Holding.organisation_id, OwnWording.subject, OwnWording.words).outerjoin(OwnWording, here)
    held = held.where(Holding.person_id == person_id, Holding.organisation_id.is_not(None))
    held = held.where(Holding.suspended_at.is_(None), Holding.ended_at.is_(None))
    if kind in CONCERNS:
        held = held.where(Holding.role.in_(CONCERNS[kind]))
    found = session.execute(held.distinct()).all()
    if len(found) != 1 or found[0].words is None:
        return None
    try:
        return checked(kind, channel, OwnWords(found[0].words, found[0].subject), looked_at(site))
    except CannotUse:
        return None
