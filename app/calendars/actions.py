"""Making, changing and switching off links to personal calendars."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.calendars.models import FeedKey
from app.calendars.queries.keys import of
from app.calendars.rules.personal import MOST, Manner, TooManyLinks, check_word
from app.kernel.access import Warrant
from app.kernel.speech import _
from app.kernel.tokens import new_key
from app.people.models import Person
from app.seal import new_id


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants of a link: how much it tells, the word, and an alarm so many minutes before."""

    manner: Manner
    word: str
    alarm: int | None


def make(
    session: Session, by: Warrant, label: str, choice: Choice, *, now: datetime, present: datetime
) -> tuple[FeedKey, str]:
    """A new link; the row, and the token for its address, which is kept nowhere else. Raises `TooManyLinks` and
    `TellingWord`."""
    person_id = by.actor.person_id
    check_word(choice.word)
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    if len(of(session, person_id)) >= MOST:
        raise TooManyLinks(_("You have 10 links, which is the most. Switch one off first."))
    token = new_key()
    made = FeedKey(
        person_id=person_id, token_hash=hashed(token), manner=choice.manner, alarm=choice.alarm,
        worded_at=now, state_at=now, made_at=present,
    )  # fmt: skip
    made.label, made.word = label, choice.word
    session.add(made)
    session.flush()
    record(session, Entry.of(by, "feed_key", made.id, person_id))
    return made, token


def change(session: Session, key: FeedKey, label: str, choice: Choice, now: datetime) -> None:
    """Call a link otherwise, and have it tell otherwise: then every event of it counts as changed. Raises
    `TellingWord`."""
    check_word(choice.word)
    key.label = label
    if choice != Choice(key.manner, key.word, key.alarm):
        key.manner, key.word, key.alarm = choice.manner, choice.word, choice.alarm
        key.changes, key.worded_at = key.changes + 1, now
        key.state, key.state_at = new_id(), now
    session.flush()


def switch_off(session: Session, by: Warrant, key: FeedKey, present: datetime) -> None:
    """From the next request on the link tells nothing but that it is switched off."""
    key.revoked_at = present
    session.flush()
    record(session, Entry.of(by, "feed_key", key.id, key.person_id, outcome="ended"))


def touch(session: Session, person_id: str, now: datetime) -> None:
    """Something that stands in this person's calendars has changed."""
    mine = update(FeedKey).where(FeedKey.person_id == person_id, FeedKey.revoked_at.is_(None))
    session.execute(mine.values(state=new_id(), state_at=now))


def note_fetched(session: Session, key_id: str, day: date) -> None:
    """Keep the day on which a link was last used, so that a person sees which ones are."""
    session.execute(update(FeedKey).where(FeedKey.id == key_id).values(fetched_on=day))


def hashed(token: str) -> str:
    """What is kept of a token of 160 random bits; such a one needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
