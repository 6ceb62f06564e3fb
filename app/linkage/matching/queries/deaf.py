"""Champions whom no message of ours reaches: a question to them waits until they look here by themselves."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.speech import _, marked
from app.notices.queries.reach import contacts_of, reach_of
from app.notices.rules.reach import answer
from app.post.rules import Channel
from app.post.rules.leaving import Drop
from app.post.rules.letter import Trouble
from app.seal import CannotOpen

QUESTION = "offer_made"

WORDS = {
    Trouble.INSIDE: marked("Reads messages on this site only: sees a question when they next look here."),
    Trouble.NO_ROAD: marked(
        "No address is known for the way that they chose: sees a question when they next look here."
    ),
    Trouble.NOT_WANTED: marked("Wished for no such messages: sees a question when they next look here."),
}


def deaf(session: Session, champions: Collection[str], now: datetime) -> dict[str, str]:
    """By champion, why a question would not be told to them; whoever is told is not among them."""
    found = {each: _why(session, each, now) for each in champions}
    return {each: _(WORDS[why]) for each, why in found.items() if why in WORDS}


def _why(session: Session, person_id: str, now: datetime) -> Trouble | None:
    try:
        contacts = contacts_of(session, person_id, has_push=True)
        found = answer(QUESTION, Channel.WISHED, reach_of(session, person_id), contacts, now) if contacts else None
    except CannotOpen:
        return None
    return found.why if isinstance(found, Drop) else None
