"""Taking a concern from whoever tells us, and what they add to it later."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.actions.alarming import alarm
from app.concerns.models import Concern, ConcernNote, ConcernPerson
from app.concerns.queries.concerns import CODE_SORT, TELLER_SORT
from app.concerns.queries.whither import acting_by_name, leads_by_name, roles_of
from app.concerns.rules.concern import (
    LONGEST,
    LONGEST_BESIDE,
    Given,
    Part,
    Sort,
    check_length,
    check_words,
    is_of_staff,
)
from app.concerns.rules.conflict import shut_out
from app.kernel.tokens import ALPHABET, new_ref
from app.people.models import Organisation
from app.seal import new_id, ring

CODE_LETTERS = 12
"""60 random bits, and every look at a code is counted."""
ONCE_SORT, MADE_SORT = "concern form", "concern code of form"


@dataclass(frozen=True, slots=True)
class Told:
    """A concern that was kept, and the code that opens its state to whoever told it; kept nowhere else."""

    concern: Concern
    code: str


def tell(
    session: Session, to: Organisation, given: Given, now: datetime, *, site: str, once: str = "", teller_id: str = ""
) -> Told:
    """Keep a concern, and alarm at once. The same form sent again (`once` is the random name that it was opened with)
    makes no second one. `teller_id` is the account of who tells us, of which a mark is kept. Raises `CannotTell`."""
    check_words(given.words)
    for beside in (given.about, given.wish, given.contact):
        check_length(beside, LONGEST_BESIDE)
    opened = once or secrets.token_hex(16)
    code = _code_of(opened, to, given)
    try:
        with session.begin_nested():
            made = _kept(session, to, given, now, (ring().index(f"{opened}\n{code}", ONCE_SORT), code, teller_id))
    except IntegrityError:
        marks = ring().indexes(f"{opened}\n{code}", ONCE_SORT)
        return Told(session.scalars(select(Concern).where(Concern.once_index.in_(marks))).one(), code)
    _mark(session, made, given, teller_id, now)
    alarm(session, site, now)
    record(session, Entry("", "", "", "concern.make", "concern", made.id, outcome="told"))
    return Told(made, code)


def add(session: Session, concern: Concern, words: str, now: datetime, *, site: str) -> None:
    """Keep what whoever told us adds: it waits anew to be taken up, also if it was closed. Whoever it names has a part
    in it from now on, as in what came first, but for those of whom a lead has said otherwise. Raises `CannotTell`."""
    check_words(words, LONGEST)
    note = ConcernNote(id=new_id(), concern_id=concern.id, sort=Sort.ADDED, made_by=None, made_at=now)
    note.words = words.strip()
    concern.notes.append(note)
    concern.taken_up_at = concern.asked_to_close_at = concern.closed_at = None
    concern.taken_up_by = concern.asked_to_close_by = concern.closed_by = None
    concern.slower = concern.slower_by = None
    known = {mark.person_id for mark in concern.people}
    anew = _named(session, concern, "", words) - known
    _keep_apart(session, concern, dict.fromkeys(anew, Part.APART), now)
    alarm(session, site, now)
    record(session, Entry("", "", "", "concern.make", "concern", concern.id, outcome="added"))


def tidy_reference(typed: str) -> str:
    """A reference as it is kept, however it was typed."""
    return "".join(typed[:40].lower().split()).replace("-", "").translate(str.maketrans("oil", "011"))


def _kept(session: Session, to: Organisation, given: Given, now: datetime, marks: tuple[str, str, str]) -> Concern:
    once_index, code, teller_id = marks
    reference = new_ref()
    made = Concern(
        id=new_id(),
        reference=reference,
        code_hash=ring().index(f"{reference}\n{code}", CODE_SORT),
        once_index=once_index,
        organisation_id=to.id,
        is_immediate=given.is_immediate,
        of_staff=given.of_staff,
        teller_index=ring().index(teller_id, TELLER_SORT) if teller_id else None,
        made_at=now,
    )
    made.words, made.about, made.wish = given.words.strip(), given.about.strip(), given.wish.strip()
    made.contact, made.ref = given.contact.strip(), given.ref if teller_id else ""
    session.add(made)
    session.flush()
    return made


def _mark(session: Session, made: Concern, given: Given, teller_id: str, now: datetime) -> None:
    """Whom an account pointed at has a part in it; so has, until a lead says otherwise, whoever acts for the
    organisation and whose name stands where it says whom it is about, and anywhere if that is somebody who works
    here."""
    found = dict.fromkeys(_named(session, made, given.about, given.words), Part.APART)
    if teller_id and given.ref != teller_id and roles_of(session, given.ref, made.organisation_id):
        found[given.ref] = Part.ABOUT
    _keep_apart(session, made, found, now)


def _named(session: Session, concern: Concern, about: str, words: str) -> set[str]:
    at = concern.organisation_id
    leads, others = leads_by_name(session, at), acting_by_name(session, at)
    return shut_out(about, words, leads, others, of_staff=concern.of_staff)


def _keep_apart(session: Session, concern: Concern, found: Mapping[str, Part], now: datetime) -> None:
    for person_id, part in found.items():
        is_staff = is_of_staff(roles_of(session, person_id, concern.organisation_id))
        concern.people.append(ConcernPerson(person_id=person_id, part=part, is_staff=is_staff, marked_at=now))
    session.flush()


def _code_of(once: str, to: Organisation, given: Given) -> str:
    """The code that this form gets, whenever it is sent: another one as soon as anything in it is different."""
    said = "\n".join((once, to.id, given.words, given.about, given.wish, given.contact, str(given.is_immediate)))
    number = int(ring().index(said, MADE_SORT), 16)
    return "".join(ALPHABET[(number >> 5 * place) & 31] for place in range(CODE_LETTERS))
