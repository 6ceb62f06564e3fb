"""Keeping what somebody says of how to reach them."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.consent.actions.agreements import agree, withdraw
from app.consent.rules.texts import PLAIN_WORDS
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.notices.models import SafeContact
from app.notices.queries.phones import phones_of
from app.notices.queries.reach import safe_contact
from app.notices.rules.hours import check_hours, written
from app.notices.rules.reach import Reach, Wish
from app.people.models import Person
from app.seal import new_id


class CannotReach(Refused):
    """We have no address for the way that was chosen; the sentence says what to do."""


def settle(session: Session, by: Warrant, person: Person, said: Reach, now: datetime, *, leave_message: bool) -> None:
    """Keep it, from the next message on. Raises `CannotReach`, and `CannotKeepHours` where no day is left.
    Plain words are kept as an agreement, and taken back where somebody else may see them."""
    if not said.do_not_contact:
        _check_address(session, person, said.wish)
        check_hours(said.hours)
    kept = safe_contact(session, person.id)
    if kept is None:
        kept = SafeContact(id=new_id(), person_id=person.id)
        session.add(kept)
    kept.channel, kept.hours = said.wish or Wish.EMAIL, written(said.hours)
    kept.leave_message, kept.do_not_contact = leave_message, said.do_not_contact
    kept.watched, kept.settled_at, kept.asked_at = said.watched, now, None
    session.flush()
    if said.plain_words and not said.watched:
        agree(session, by, person.id, PLAIN_WORDS, now)
    else:
        withdraw(session, by, person.id, PLAIN_WORDS, now)
    record(session, Entry.of(by, "safe_contact", kept.id, person.id, outcome="settled"))


def still_right(session: Session, by: Warrant, person: Person, now: datetime) -> None:
    """They say that it is still right; it counts from now."""
    kept = safe_contact(session, person.id)
    if kept:
        kept.settled_at, kept.asked_at = now, None
        record(session, Entry.of(by, "safe_contact", kept.id, person.id, outcome="settled"))


def _check_address(session: Session, person: Person, wish: Wish | None) -> None:
    if wish is Wish.PUSH and not phones_of(session, person.id):
        raise CannotReach(_("No phone of yours is told yet. Press “Tell this phone” first, or choose another way."))
    if wish is Wish.TEXT and not person.phone:
        raise CannotReach(
            _("We have no mobile number of yours. Add one on “Your account” first, or choose another way.")
        )
    if wish is Wish.EMAIL and not person.email:
        raise CannotReach(
            _("We have no e-mail address of yours. Add one on “Your account” first, or choose another way.")
        )
