"""Letting somebody in by a code or a link sent to their own address or number.

Known and unknown contacts leave the same rows, so that neither the answer nor its cost tells who has an account.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.kernel.roles import TWO_FACTORS
from app.people.models import EntryCode, Person
from app.people.queries.people import by_id, whom_one_factor_lets_in
from app.people.rules.contact import Contact
from app.people.rules.entry import CODE_DIGITS, LASTS, MOST_TRIES, Purpose, tidy_code
from app.post.actions import put
from app.post.rules import Message, check_message
from app.seal import new_id, ring

LINK_BYTES = 32
CODE_SORT = "entry code"
LINK_SORT = "entry link"
PAGE_SORT = "entry page"
LONGEST_PAGE = 40
ROADS = {"email": "email", "phone": "text"}

Address = Callable[[str], str]
"""Makes an absolute address of a path of ours."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a code is for; no `person_id` where it goes to nobody."""

    person_id: str | None = None
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: the row's id for the page that asks for the code, and the code, which only the example world may
    show."""

    ref: str
    code: str
    is_example: bool


def send_code(session: Session, contact: Contact, address: Address, present: datetime) -> Sent:
    """Send a code and a link that sign in whoever has this contact; nothing is sent where nobody has, or where the
    account wants a second factor. Earlier ones stop working."""
    whom = Whom(*whom_one_factor_lets_in(session, contact))
    row, code, link = _make(session, contact, whom, Purpose.SIGN_IN, present)
    values = _values(code) | {"link": address(f"/sign-in/link/{link}")}
    message = Message(f"sign_in_code:{row.id}", "sign_in_code", ROADS[contact.sort], contact.text, values, row.ends_at)
    check_message(message)
    put(session, message if whom.person_id else replace(message, channel="none"), present)
    session.flush()
    return Sent(row.id, code, whom.is_example)


def send_to_confirm(session: Session, person: Person, contact: Contact, present: datetime) -> Sent:
    """Send a code to a new address or number of somebody, to see that it is theirs."""
    return _send(session, contact, Whom(person.id, person.is_example), Purpose(contact.sort), present)


def send_to_prove(session: Session, person: Person, contact: Contact, present: datetime) -> Sent:
    """Send a code to somebody's own address or number, for them to show once more that it is them."""
    return _send(session, contact, Whom(person.id, person.is_example), Purpose.PROVE, present)


def send_to_join(session: Session, contact: Contact, present: datetime) -> Sent:
    """Send a code to what somebody typed who takes up an invitation, to see that it is theirs. Whether anybody has it
    already is not looked at: the answer must not tell."""
    return _send(session, contact, Whom(), Purpose.JOIN, present)


def send_for_page(
    session: Session, page: str, person: Person | None, present: datetime, new: Contact | None = None
) -> Sent:
    """Send a code that opens somebody's own page to the contact that they gave, or to the `new` one that they gave
    since; nothing is sent for a page that there is not, or where they gave none. Earlier codes of the page stop
    working."""
    contact = (new or contact_of(person)) if person else None
    whom = Whom(person.id, person.is_example) if person and contact else Whom()
    row, code, _link = _make(session, _of_page(page), whom, Purpose.PAGE, present)
    to, channel = (contact.text, ROADS[contact.sort]) if contact else ("", "none")
    put(session, Message(f"contact_code:{row.id}", "contact_code", channel, to, _values(code), row.ends_at), present)
    session.flush()
    return Sent(row.id, code, whom.is_example)


def find_for_page(session: Session, page: str) -> str:
    """The name of the newest code that was sent for a page; "" where there is none."""
    mine = select(EntryCode.id).where(EntryCode.contact_index.in_(_of_page(page)), EntryCode.purpose == Purpose.PAGE)
    return session.scalars(mine.order_by(EntryCode.made_at.desc(), EntryCode.id).limit(1)).first() or ""


def first_for_page(session: Session, page: str) -> datetime | None:
    """When the first of the codes of a page was sent that are still kept, by the running clock."""
    mine = (EntryCode.contact_index.in_(_of_page(page)), EntryCode.purpose == Purpose.PAGE)
    return session.scalars(select(EntryCode.made_at).where(*mine).order_by(EntryCode.made_at).limit(1)).first()


def contact_of(person: Person) -> Contact | None:
    """The one way to send somebody a code: by text where we have a number, else by e-mail."""
    if person.phone:
        return Contact("phone", person.phone)
    return Contact("email", person.email) if person.email else None


def find_code(session: Session, ref: str, purpose: Purpose) -> EntryCode | None:
    """The row of a code that was sent for a purpose; looking neither spends nor tries it."""
    row = session.get(EntryCode, ref) if ref.isalnum() else None
    return row if row and row.purpose == purpose else None


def newest(session: Session, contact: Contact, purpose: Purpose) -> str:
    """The row's id of the last code for this contact, known or not, whether it still works or not; "" for none."""
    indexes = ring().indexes(contact.text, contact.sort)
    sent = select(EntryCode.id).where(EntryCode.contact_index.in_(indexes), EntryCode.purpose == purpose)
    return session.scalars(sent.order_by(EntryCode.made_at.desc(), EntryCode.id).limit(1)).first() or ""


def went_to(row: EntryCode | None, contact: Contact) -> bool:
    """Was that code sent to this contact?"""
    return row is not None and row.contact_index in ring().indexes(contact.text, contact.sort)


def whom(session: Session, row: EntryCode | None) -> Person | None:
    """Whom a code or link that was right lets in. Roles may have changed since it was sent: who must show two factors
    by now, or has no role any more, is nobody."""
    person = by_id(session, row.person_id) if row and row.person_id else None
    return person if person and may_enter(person) else None


def may_enter(person: Person) -> bool:
    """Is one factor enough for everything that they hold?"""
    roles = {held.role for held in person.live_holdings}
    return bool(roles) and TWO_FACTORS.isdisjoint(roles)


def open_with_code(session: Session, ref: str, typed: str, purpose: Purpose, present: datetime) -> EntryCode | None:
    """Spend a code: its row, or None for a wrong, spent, old or replaced one, or after five tries. The person of the
    row may still be nobody."""
    row = try_code(session, ref, typed, purpose, present)
    return spend(session, row, present) if row else None


def try_code(session: Session, ref: str, typed: str, purpose: Purpose, present: datetime) -> EntryCode | None:
    """The row of a code that would open, which is not spent yet: somebody may have forgotten the word beside it. A try
    counts before anything is compared, so that of many at once five are looked at."""
    code = tidy_code(typed)
    tried = session.scalars(
        update(EntryCode)
        .where(EntryCode.id == (ref if ref.isalnum() else ""), EntryCode.purpose == purpose)
        .where(EntryCode.tries < MOST_TRIES)
        .values(tries=EntryCode.tries + 1)
        .returning(EntryCode.id)
    ).first()
    row = session.get_one(EntryCode, tried) if tried else None
    if row is None or not secrets.compare_digest(row.code_hash, _code_hash(row.id, code)):
        return None
    return row if row.spent_at is None and row.ends_at > present else None


def find_link(session: Session, token: str, purpose: Purpose, present: datetime) -> EntryCode | None:
    """The row of a link that would still work; looking does not spend it."""
    row = session.scalars(select(EntryCode).where(EntryCode.link_hash.in_(_link_hashes(token)))).first()
    is_good = (
        row and row.purpose == purpose and row.spent_at is None and row.ends_at > present and row.tries < MOST_TRIES
    )
    return row if is_good else None


def open_with_link(session: Session, token: str, purpose: Purpose, present: datetime) -> EntryCode | None:
    """Spend a link."""
    row = find_link(session, token, purpose, present)
    return spend(session, row, present) if row else None


def _send(session: Session, contact: Contact, whom: Whom, purpose: Purpose, present: datetime) -> Sent:
    """A code without a link: it is typed where it was asked for, and opens nothing elsewhere."""
    row, code, _link = _make(session, contact, whom, purpose, present)
    key, road = f"contact_code:{row.id}", ROADS[contact.sort]
    put(session, Message(key, "contact_code", road, contact.text, _values(code), row.ends_at), present)
    session.flush()
    return Sent(row.id, code, whom.is_example)


def _make(
    session: Session, what: Contact | list[str], whom: Whom, purpose: Purpose, present: datetime
) -> tuple[EntryCode, str, str]:
    """The row of a new code, the code and the link; earlier ones of this contact (or of what has these indexes) and
    purpose stop working."""
    older = what if isinstance(what, list) else ring().indexes(what.text, what.sort)
    session.execute(
        update(EntryCode)
        .where(EntryCode.contact_index.in_(older), EntryCode.purpose == purpose, EntryCode.spent_at.is_(None))
        .values(spent_at=present)
    )
    ref, link = new_id(), secrets.token_urlsafe(LINK_BYTES)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    made = EntryCode(
        id=ref,
        contact_index=older[0],
        person_id=whom.person_id,
        purpose=purpose,
        code_hash=_code_hash(ref, code),
        link_hash=_link_hashes(link)[0],
        made_at=present,
        ends_at=present + LASTS,
    )
    session.add(made)
    return made, code, link


def _of_page(page: str) -> list[str]:
    return ring().indexes(page[:LONGEST_PAGE], PAGE_SORT)


def _values(code: str) -> dict[str, str]:
    return {"code": code, "minutes": str(LASTS.seconds // 60)}


def spend(session: Session, row: EntryCode, present: datetime) -> EntryCode | None:
    """Spend a code or link that was right; None where another was quicker."""
    spent = session.scalars(
        update(EntryCode)
        .where(EntryCode.id == row.id, EntryCode.spent_at.is_(None), EntryCode.ends_at > present)
        .values(spent_at=present)
        .returning(EntryCode.id)
    ).first()
    return row if spent else None


def _code_hash(ref: str, code: str) -> str:
    return ring().index(f"{ref}:{code}", CODE_SORT)


def _link_hashes(token: str) -> list[str]:
    return ring().indexes(token[:100], LINK_SORT)
