"""How this feature stands at the door of the post: what it says of messages for persons; its road into the inbox."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import db
from app.notices.actions.asking import ask_again
from app.notices.actions.departing import Door
from app.notices.actions.inbox import keep
from app.post.rules.letter import Outgoing
from app.web.request import settings
from config import Settings

ONLY_HERE = "http://localhost:8000"


def site_address(chosen: Settings) -> str:
    """Our own address, for links in messages that no request asked for."""
    return chosen.base_url or ONLY_HERE


def door(chosen: Settings) -> Door:
    """Whether, when and where messages of this installation leave."""
    return Door(site_address(chosen), has_push=bool(chosen.push_key))


def reach_questions(session: Session, now: datetime) -> int:
    """Ask those whose word on how to reach them is old."""
    return ask_again(session, f"{site_address(settings())}/account/reach", now)


class Inbox:
    """The road that ends inside the site; what it keeps is committed together with the mark that it was sent."""

    def carry(self, letter: Outgoing) -> None:
        """Keep the message for its person."""
        keep(db.session(), letter)
