"""Keeping a request for company: from the form that was sent to a request that somebody looks at, in one transaction.

While somebody writes, their answers travel in the form alone; the state “draft” lives only inside this transaction.
Whoever asks without an account gets a person made for the request, whether or not their contact is known here, and it
is found by that contact only after a code has come back from it (`proving`). So asking costs the same and leaves the
same for every contact, and nobody can change anything of somebody else by typing their address.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.consent.actions.agreements import agree
from app.kernel.access import Relation, Warrant
from app.kernel.roles import TWO_FACTORS, Role
from app.kernel.speech import _
from app.linkage.referral.actions.moving import move
from app.linkage.referral.actions.telling import tell_them, tell_us
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.queries.linkages import one
from app.linkage.referral.rules.asking import CHECK, HOURS, NEEDED, CannotAsk, Said, Wanted
from app.linkage.referral.rules.states import State
from app.notices.actions.reach import settle
from app.notices.rules.reach import Reach, Wish
from app.people.actions.entry import send_for_page
from app.people.models import Holding, Person
from app.people.queries.people import actor
from app.people.rules.contact import Contact
from app.seal import new_id, ring

ACT = "company.ask"
ONCE_SORT = "ask once"
ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Here:
    """People's time and the running clock's; the address that the name of somebody's page comes after; and where staff
    see requests."""

    now: datetime
    present: datetime
    pages: str
    staff: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A request that is kept; not new where the same form made it before."""

    linkage: Linkage
    is_new: bool


def ask(session: Session, wanted: Wanted, said: Said, contact: Contact, here: Here) -> Kept:
    """Keep what somebody asks for themselves, without an account, and send a code to what they gave. Sent twice, also
    at the same moment, it is one request. Raises `CannotAsk`."""
    check_consents(wanted)
    person = newcomer(said, contact, wanted.organisation_id, here.now)
    made = begin(session, wanted, person, here.now)
    if made is None:
        return kept_before(session, wanted)
    by = _themselves(person)
    reach_by(session, by, person, said, here.now)
    send(session, made, by, wanted, here)
    send_for_page(session, made.page, person, here.present)
    return Kept(made, is_new=True)


def ask_signed_in(session: Session, wanted: Wanted, person: Person, here: Here) -> Kept:
    """The same for somebody who is signed in: it is theirs at once. Raises `CannotAsk` where they work or help in that
    organisation themselves."""
    check_consents(wanted)
    if wanted.organisation_id in helps_in(person):
        raise CannotAsk(_("You help in this organisation yourself. Please ask a coordinator there."))
    made = begin(session, wanted, person, here.now)
    if made is None:
        return kept_before(session, wanted)
    hold(session, person, wanted.organisation_id, here.now)
    made.proved_at = here.now
    send(session, made, _themselves(person), wanted, here)
    return Kept(made, is_new=True)


def newcomer(said: Said, contact: Contact | None, organisation_id: str, now: datetime) -> Person:
    """Somebody made for a request. Their contact is kept without the index by which people are found."""
    made = Person(id=new_id(), made_at=now)
    made.name = said.name
    if contact and contact.sort == "email":
        made.email = contact.text
    elif contact:
        made.phone = contact.text
    made.holdings = [Holding(role=Role.NEWCOMER, organisation_id=organisation_id, since=now)]
    return made


def begin(session: Session, wanted: Wanted, person: Person, now: datetime, **given: object) -> Linkage | None:
    """The row of a new request, and of its person if they are new; None where the same form made one before. Its id
    follows from the form's name, so that of two at once the database lets one be."""
    made = Linkage(
        id=_id_of(wanted.once), organisation_id=wanted.organisation_id, area_id=wanted.area_id, state=State.DRAFT,
        since=now, asked_at=now, listing_id=wanted.listing_id, wished_on=wanted.wished_on,
        **({"entry": Entry.SELF} | given),
    )  # fmt: skip
    made.wishes = wanted.wishes
    try:
        with session.begin_nested():
            session.add(person)
            session.flush()
            made.person_id = person.id
            session.add(made)
    except IntegrityError:
        return None
    made.person = person
    return made


def hold(session: Session, person: Person, organisation_id: str, now: datetime) -> None:
    """Let somebody be a newcomer of an organisation; who is one already stays as they are."""
    mine = (Role.NEWCOMER, organisation_id)
    if not any((held.role, held.organisation_id) == mine for held in person.live_holdings):
        person.holdings.append(Holding(role=Role.NEWCOMER, organisation_id=organisation_id, since=now))
        session.flush()


def helps_in(person: Person) -> set[str]:
    """The organisations in which somebody works or helps: there they would be looked after by their own colleagues."""
    return {held.organisation_id for held in person.live_holdings if held.role in TWO_FACTORS and held.organisation_id}


def reach_by(session: Session, by: Warrant, person: Person, said: Said, now: datetime) -> None:
    """Keep how somebody may be reached, as they said."""
    wish = Wish.TEXT if person.phone else Wish.EMAIL if person.email else Wish.INSIDE
    settle(
        session, by, person, Reach(wish, HOURS[said.hours], watched=said.watched), now,
        leave_message=said.leave_message,
    )  # fmt: skip


def send(session: Session, made: Linkage, by: Warrant, wanted: Wanted, here: Here, *, how: str = "page") -> None:
    """What was agreed to is kept, the request stands where somebody looks at it, and who is concerned is told. `how` is
    the road by which they agreed."""
    for purpose in sorted(wanted.consents):
        agree(session, by, made.person_id, purpose, here.now, how=how)
    move(session, made, State.RECEIVED, by, here.now)
    if made.person.email or made.person.phone:
        tell_them(session, made, f"{here.pages}{made.page}", here.now)
    tell_us(session, made, here.staff, here.now)


def check_consents(wanted: Wanted) -> None:
    """Raise `CannotAsk` without those that are needed."""
    if not NEEDED.issubset(wanted.consents):
        raise CannotAsk(_("Please tick the first two, so that we can look for somebody."), CHECK)


def by_once(session: Session, once: str) -> Linkage | None:
    """The request that the form of this name made, if it made one."""
    return one(session, _id_of(once))


def kept_before(session: Session, wanted: Wanted) -> Kept:
    """What the same form made before, perhaps a moment ago by a second press of the button."""
    kept = one(session, _id_of(wanted.once))
    if kept is None:
        raise CannotAsk(_("Something went wrong between us. Please send it once more."), CHECK)
    return Kept(kept, is_new=False)


def _themselves(person: Person) -> Warrant:
    """Somebody does it for themselves, in their seat as a newcomer."""
    acting = actor(person)
    seat = next(seat for seat in acting.seats if seat.role is Role.NEWCOMER)
    return Warrant(acting, seat, Relation.OWN, ACT)


def _id_of(once: str) -> str:
    return ring().index(once, ONCE_SORT)[:ID_LENGTH]
