"""How this feature stands at the door of the post: what it says of messages for persons; its road into the inbox."""

from app import db
from app.notices.actions.departing import Door
from app.notices.actions.inbox import keep
from app.post.rules.letter import Outgoing
from config import Settings

ONLY_HERE = "http://localhost:8000"


def door(chosen: Settings) -> Door:
    """Whether, when and where messages of this installation leave."""
    return Door(chosen.base_url or ONLY_HERE)


class Inbox:
    """The road that ends inside the site; what it keeps is committed together with the mark that it was sent."""

    def carry(self, letter: Outgoing) -> None:
        """Keep the message for its person."""
        keep(db.session(), letter)
