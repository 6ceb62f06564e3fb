"""Who hears of a new request: whoever asked, that it is here; the coordinators, that somebody waits."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.covers import there
from app.notices.actions.telling import is_waiting
from app.post.actions import put
from app.post.rules import Channel, Message

WORTH_SAYING = timedelta(days=3)
BOTH = (Channel.WISHED, Channel.INBOX)


def tell_them(session: Session, linkage: Linkage, link: str, now: datetime) -> None:
    """Tell whoever asked that we have it; the link leads to their page."""
    _tell(session, f"ask_received:{linkage.id}:1:{linkage.person_id}", link, now)


def tell_us(session: Session, linkage: Linkage, link: str, now: datetime) -> None:
    """Tell everybody who coordinates the organisation today that somebody waits; the link leads to where requests
    stand, the most urgent first. For whom a message about another one has not left yet, that one is enough; this one
    then goes to nobody, and costs the same."""
    for person_id in there(session, linkage.organisation_id, now):
        if person_id != linkage.person_id:
            roads = (Channel.NONE, Channel.INBOX) if is_waiting(session, "ask_new", person_id) else BOTH
            _tell(session, f"ask_new:{linkage.id}:1:{person_id}", link, now, roads)


def _tell(session: Session, key: str, link: str, now: datetime, roads: Iterable[Channel] = BOTH) -> None:
    """By the road that they wish for, and inside the site. The key names the kind first and the person last."""
    kind, person_id = key.split(":", maxsplit=1)[0], key.rsplit(":", maxsplit=1)[-1]
    for road in roads:
        ends_at = now + WORTH_SAYING
        put(session, Message(f"{key}:{road}", kind, road, "", {"link": link}, ends_at, person_id, due_at=now), now)
