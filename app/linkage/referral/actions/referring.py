"""Asking for company for somebody who is in the room, on the telephone or at the door."""

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.roles import Role
from app.linkage.referral.actions.asking import (
    Here,
    Kept,
    begin,
    by_once,
    check_consents,
    hold,
    kept_before,
    newcomer,
    reach_by,
    send,
)
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.queries.contacts import waiting
from app.linkage.referral.queries.linkages import asked_for_by
from app.linkage.referral.queries.referred import agencies
from app.linkage.referral.rules.asking import Said, Wanted
from app.linkage.referral.rules.load import check_room
from app.linkage.referral.rules.printing import words_of
from app.linkage.referral.rules.referred import tidy_agency
from app.people.actions.entry import contact_of
from app.people.actions.passwords import set_word
from app.people.actions.sessions import end_all
from app.people.models import Person
from app.people.rules.contact import Contact
from app.post.actions import put
from app.post.rules import Message
from app.seal import CannotOpen, new_id, ring

WORDS_SORT = "printed words"
WORDS_BITS = 128
PLACE = "refer sent"
SHOWN_FOR = timedelta(minutes=10)
HOW = {Entry.TELEPHONE: "telephone"}


@dataclass(frozen=True, slots=True)
class Referred:
    """By whom somebody is asked for, by which road, for which agency; how to reach them, if at all, and the day on
    which they leave hospital or treatment; `again`: the request that was made for the same person before."""

    by: Warrant
    entry: Entry
    agency: str = ""
    contact: Contact | None = None
    discharge_on: date | None = None
    again: Linkage | None = None


def refer(session: Session, wanted: Wanted, said: Said, referred: Referred, here: Here) -> tuple[Kept, str]:
    """Keep a request for somebody; and the words to be printed for them where no code can reach them, else "". Sent
    twice, it is one request with the same words. Raises `CannotAsk`, and `TooMany` where one link worker has asked for
    as many as one does."""
    by, again = referred.by, referred.again
    check_consents(wanted)
    _check_room(session, by, wanted)
    person = again.person if again else newcomer(said, referred.contact, wanted.organisation_id, here.now)
    words = words_for(person, wanted.once)
    agency = tidy_agency(referred.agency, agencies(session, wanted.organisation_id))
    entry = Entry.CHAMPION if by.seat.role is Role.CHAMPION else referred.entry
    made = begin(
        session, wanted, person, here.now, entry=entry, agency=agency, referrer_id=by.actor.person_id,
        discharge_on=referred.discharge_on, proved_at=again.proved_at if again else None,
    )  # fmt: skip
    if made is None:
        return kept_before(session, wanted), words
    if words:
        set_word(session, person, words)
    if again:
        hold(session, person, wanted.organisation_id, here.now)
        note(session, made, "agreed_again", by, here.now)
    else:
        reach_by(session, by, person, said, here.now)
    send(session, made, by, wanted, here, how=HOW.get(entry, "in_person"))
    return Kept(made, is_new=True), words


def words_for(person: Person, once: str) -> str:
    """The words that a form of this name prints for somebody; "" where codes can reach them."""
    return "" if contact_of(person) else words_of(int(ring().index(once, WORDS_SORT), 16))


def done_with(once: str, present: datetime) -> str:
    """The end of the address at which stands what a form did: sealed, so that the address by itself tells nothing."""
    sealed = ring().seal(f"{int(present.timestamp())} {once}", PLACE)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def just_done(token: str, present: datetime) -> str:
    """The name of the form again; "" for an address that is old, or none of ours."""
    try:
        opened = ring().open(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)), PLACE)
    except (CannotOpen, ValueError):
        return ""
    moment, _space, once = opened.partition(" ")
    return once if present - datetime.fromtimestamp(int(moment), UTC) <= SHOWN_FOR else ""


def paper(session: Session, by: Warrant, linkage: Linkage, now: datetime, present: datetime) -> str:
    """New words for somebody's paper, where no code can reach them: the old ones open nothing any more, and whoever
    came in by them is out. "" for whoever gets codes. The caller holds the request."""
    person = linkage.person
    gets_codes = contact_of(person) is not None or waiting(session, person.id) is not None
    words = "" if gets_codes else words_of(secrets.randbits(WORDS_BITS))
    if words:
        set_word(session, person, words)
        end_all(session, person.id, present)
    note(session, linkage, "paper", by, now)
    return words


def _check_room(session: Session, by: Warrant, wanted: Wanted) -> None:
    """Whoever asks is held, so that two forms at once are counted one after the other."""
    if by.seat.role is Role.LINK_WORKER and not by_once(session, wanted.once):
        me = by.actor.person_id
        session.execute(select(Person.id).where(Person.id == me).with_for_update())
        check_room(asked_for_by(session, [me]).get(me, 0))


def send_list(session: Session, contact: Contact, link: str, ends_at: datetime, present: datetime) -> None:
    """Send somebody the address of a list of meetings, in words that tell nothing. Nothing else of them is kept."""
    channel = "email" if contact.sort == "email" else "text"
    put(
        session,
        Message(f"pocket_list:{new_id()}", "pocket_list", channel, contact.text, {"link": link}, ends_at),
        present,
    )
