"""Asking whoever has not been here for a year whether they want to stay, and ending the accounts of those who do not
come."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from app.post.actions import put
from app.post.rules import Channel, Message
from app.rights.actions.erasing import erase
from app.rights.queries.dormant import to_ask, to_end
from app.rights.queries.unproved import to_forget
from app.rights.rules.ending import ANSWER_WITHIN

KIND = "still_there"
WORTH_SENDING = timedelta(days=7)


def ask(session: Session, link: str, present: datetime) -> int:
    """Ask everybody who is due, by the road that they wish for, in words that say nothing; how many."""
    found = to_ask(session, present)
    for person in found:
        person.asked_on = present.date()
        key = f"{KIND}:{person.id}:{person.asked_on}"
        values: dict[str, str | int] = {"link": link, "days": ANSWER_WITHIN.days}
        ends_at = present + WORTH_SENDING
        put(session, Message(key, KIND, Channel.WISHED, "", values, ends_at, person_id=person.id), present)
    return len(found)


def end(session: Session, ledger: Path, present: datetime) -> int:
    """End the accounts of those who were asked and have had their time; how many."""
    found = to_end(session, present)
    for person in found:
        erase(session, person, ledger, present)
    return len(found)


def forget_unproved(session: Session, ledger: Path, present: datetime) -> int:
    """Erase whoever was made for a request that nobody showed to be theirs and nobody took up; how many."""
    found = to_forget(session, present)
    for person in found:
        erase(session, person, ledger, present)
    return len(found)
