"""What a message for a person meets at the door: the rule of this moment, not the one of when it was put."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.notices.queries.own_words import words_for
from app.notices.queries.reach import contacts_of, reach_of
from app.notices.rules.hours import ALWAYS
from app.notices.rules.reach import OF_DUTY, URGENT, answer
from app.notices.rules.stopping import SORT, marked_text, token
from app.post.rules import Channel
from app.post.rules.leaving import Answer, Drop, Leave
from app.post.rules.letter import Trouble
from app.seal import ring

ANY_HOUR: list[Callable[[Session, str, str], bool]] = []
"""Did this person choose that messages of this kind come at any hour? Filled by the factory."""


class Door:
    """Asked about each message for a person at the moment when it would leave. `site` is the site's own address;
    it may have the road to phones."""

    def __init__(self, site: str, *, has_push: bool = False) -> None:
        self.site = site
        self.has_push = has_push

    def __call__(self, session: Session, person_id: str, kind: str, channel: str, now: datetime) -> Answer:
        """May it leave, by which road, and in which words? Raises `CannotOpen` while a key is not at hand."""
        reach, contacts = reach_of(session, person_id), contacts_of(session, person_id, has_push=self.has_push)
        if contacts is None:
            return Drop(Trouble.NOT_WANTED)
        if any(chose(session, person_id, kind) for chose in ANY_HOUR):
            reach = replace(reach, hours=ALWAYS)
        found = answer(kind, channel, reach, contacts, now)
        if isinstance(found, Leave):
            found = replace(found, site=self.site)
        if isinstance(found, Leave) and kind not in URGENT and found.channel != Channel.INBOX:
            own = words_for(session, person_id, kind, found.channel, self.site)
            stop = "" if kind in OF_DUTY else f"{self.site}/stop/{stop_token(person_id, kind)}"
            return replace(found, stop=stop, own=own)
        return found


def stop_token(person_id: str, kind: str) -> str:
    """The token by which this person stops messages of this kind."""
    return token(person_id, ring().index(marked_text(person_id, kind), SORT))
