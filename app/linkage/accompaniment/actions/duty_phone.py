"""Where a newcomer stands before nobody, the organisation's duty phone gets a text besides: whoever has it in their
hand does not have to look at their own messages first."""

from datetime import datetime, timedelta

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from app.linkage.accompaniment.queries.doorstep import sees_them, times_taken_back
from app.linkage.accompaniment.queries.pairs import standing
from app.linkage.accompaniment.rules.telling import CHECK, NOBODY
from app.linkage.referral.models import Happening, Linkage
from app.people.models import Organisation
from app.people.rules.contact import CannotRead, read_phone
from app.post.actions import put
from app.post.rules import Channel, Message

NOT_SEEN = "champion_not_seen"
LATELY = timedelta(hours=1)
"""So long after it happened a text is still worth it."""


def ring_duty_phone(session: Session, site: str, now: datetime, only: str = "") -> int:
    """Once an outing, and again where it was taken back and said anew; of all requests or of `only` one. How many texts
    there were."""
    lately = (
        select(Happening.at, Linkage, Organisation.duty_phone).join(Linkage, Linkage.id == Happening.linkage_id)
        .join(Organisation, Organisation.id == Linkage.organisation_id)
        .where(Happening.at > now - LATELY, Happening.what.in_((NOBODY, NOT_SEEN)), Organisation.duty_phone != "")
        .where(Happening.linkage_id == only if only else true()).order_by(Happening.linkage_id, Happening.number)
    )  # fmt: skip
    return sum(_text(session, at, linkage, phone, site) for at, linkage, phone in session.execute(lately))


def _text(session: Session, at: datetime, linkage: Linkage, phone: str, site: str) -> bool:
    """Only while a newcomer is there and their champion is not, as far as they say."""
    plan, to = standing(session, linkage.id), _number(phone)
    if plan is None or plan.newcomer_here_at is None or plan.champion_here_at or not to:
        return False
    if sees_them(session, plan):
        return False
    turn = f"/{anew}" if (anew := times_taken_back(session, plan)) else ""
    key = f"{CHECK}:{linkage.id}:{plan.number}/{plan.held_as}{turn}:duty_phone:text"
    values = {"link": f"{site}/organisations/{linkage.organisation.slug}/out", "said": ""}
    return put(session, Message(key, CHECK, Channel.TEXT, to, values, at + LATELY, due_at=at), at)


def _number(phone: str) -> str:
    """ "" where what stands there is no number that one can write to, such as “ring the office”."""
    try:
        return read_phone(phone).text
    except CannotRead:
        return ""
