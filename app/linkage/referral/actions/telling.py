"""Who hears of a new request: whoever asked, that it is here; the coordinators, that somebody waits."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.covers import there
from app.post.actions import put
from app.post.rules import Channel, Message

WORTH_SAYING = timedelta(days=3)


def tell_them(session: Session, linkage: Linkage, link: str, now: datetime) -> None:
    """Tell whoever asked that we have it; the link leads to their page."""
    _tell(session, f"ask_received:{linkage.id}:1:{linkage.person_id}", link, now)


def tell_us(session: Session, linkage: Linkage, link: str, now: datetime) -> None:
    """Tell everybody who coordinates the organisation today that somebody waits; the link leads to where requests
    stand."""
    for person_id in there(session, linkage.organisation_id, now):
        if person_id != linkage.person_id:
            _tell(session, f"ask_new:{linkage.id}:1:{person_id}", link, now)


def _tell(session: Session, key: str, link: str, now: datetime) -> None:
    """By the road that they wish for, and inside the site. The key names the kind first and the person last."""
    kind, person_id = key.split(":", maxsplit=1)[0], key.rsplit(":", maxsplit=1)[-1]
    for road in (Channel.WISHED, Channel.INBOX):
        ends_at = now + WORTH_SAYING
        put(session, Message(f"{key}:{road}", kind, road, "", {"link": link}, ends_at, person_id, due_at=now), now)
