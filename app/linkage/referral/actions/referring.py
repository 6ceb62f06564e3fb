"""Asking for company for somebody who is in the room, on the telephone or at the door."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.roles import Role
from app.linkage.referral.actions.asking import Here, Kept, begin, check_consents, kept_before, newcomer, reach_by, send
from app.linkage.referral.models import Entry
from app.linkage.referral.queries.referred import agencies
from app.linkage.referral.rules.asking import Said, Wanted
from app.linkage.referral.rules.printing import words_of
from app.linkage.referral.rules.referred import tidy_agency
from app.people.actions.passwords import set_word
from app.people.rules.contact import Contact
from app.post.actions import put
from app.post.rules import Message
from app.seal import new_id, ring

WORDS_SORT = "printed words"
HOW = {Entry.TELEPHONE: "telephone"}


@dataclass(frozen=True, slots=True)
class Referred:
    """By whom somebody is asked for, by which road, for which agency; how to reach them, if at all, and the day on
    which they leave hospital or treatment."""

    by: Warrant
    entry: Entry
    agency: str = ""
    contact: Contact | None = None
    discharge_on: date | None = None


def refer(session: Session, wanted: Wanted, said: Said, referred: Referred, here: Here) -> tuple[Kept, str]:
    """Keep a request for somebody; and the words to be printed for them where no code can reach them, else "". Sent
    twice, it is one request with the same words. Raises `CannotAsk`."""
    by, contact = referred.by, referred.contact
    check_consents(wanted)
    words = "" if contact else words_of(int(ring().index(wanted.once, WORDS_SORT), 16))
    person = newcomer(said, contact, wanted.organisation_id, here.now)
    agency = tidy_agency(referred.agency, agencies(session, wanted.organisation_id))
    entry = Entry.CHAMPION if by.seat.role is Role.CHAMPION else referred.entry
    made = begin(
        session, wanted, person, here.now, entry=entry, agency=agency, referrer_id=by.actor.person_id,
        discharge_on=referred.discharge_on,
    )  # fmt: skip
    if made is None:
        return kept_before(session, wanted), words
    if words:
        set_word(session, person, words)
    reach_by(session, by, person, said, here.now)
    send(session, made, by, wanted, here, how=HOW.get(entry, "in_person"))
    return Kept(made, is_new=True), words


def send_list(session: Session, contact: Contact, link: str, ends_at: datetime, present: datetime) -> None:
    """Send somebody the address of a list of meetings, in words that tell nothing. Nothing else of them is kept."""
    channel = "email" if contact.sort == "email" else "text"
    put(
        session,
        Message(f"pocket_list:{new_id()}", "pocket_list", channel, contact.text, {"link": link}, ends_at),
        present,
    )
