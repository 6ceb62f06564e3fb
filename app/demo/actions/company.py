"""Example requests for company, one at each step, so that every screen has something true to show.

Each is made by the acts that real ones are made by, at moments counted back from now, and again at each start while
nobody has touched it.
"""

import hashlib
import json
from collections.abc import Sequence, Set
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.models import Consent
from app.consent.queries.agreements import agreements
from app.consent.rules.texts import TELL_REFERRER, TEXTS
from app.demo.actions import outings
from app.demo.sources.drafts import Record, records
from app.directory.models import Listing
from app.kernel.access import Relation, Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.roles import Role
from app.linkage.accompaniment.actions import lines, plans
from app.linkage.accompaniment.actions.plans import Proposal
from app.linkage.accompaniment.models import Line
from app.linkage.accompaniment.queries.dates import to_choose
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.followup.actions import answering
from app.linkage.matching.models import Answer, Offer, Round, RoundKind, Walk
from app.linkage.matching.queries.offers import open_questions
from app.linkage.matching.rules.windows import WINDOW
from app.linkage.referral.actions import timers
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Entry, Happening, Linkage
from app.linkage.referral.rules.asking import NEEDED
from app.linkage.referral.rules.daytime import closes_at
from app.linkage.referral.rules.states import STAFF_GOES, State
from app.linkage.referral.rules.wishes import read
from app.people.actions.invitations import set_contact
from app.people.models import Holding, Organisation, Person
from app.people.queries.people import actor
from app.people.rules.contact import Contact
from app.saved.rules.reminders import name_of

PEOPLE = "example people"


def load_requests(session: Session, organisations: dict[str, Organisation], now: datetime) -> int:
    """Make the example requests that nobody has touched anew; how many."""
    mine = []
    session.info.pop(PEOPLE, None)
    for record in records("requests"):
        known = session.get(Linkage, _id(record["name"]))
        if known is None or not _is_touched(session, known, record):
            mine.append(record)
            if known:
                session.delete(known)
    session.flush()
    for record in mine:
        _make(session, record, organisations[record["organisation"]], now)
    session.flush()
    return len(mine)


def _make(session: Session, record: Record, organisation: Organisation, now: datetime) -> None:
    (first, hours), *path = record["path"]
    asked = now - timedelta(hours=hours)
    person = _newcomer(session, record, organisation, asked)
    listing = session.scalars(select(Listing.id).where(Listing.source_key == record.get("meeting"), Listing.is_example))
    referrer, holder = (_named(session, record.get(role, "")) for role in ("referrer", "holder"))
    linkage = Linkage(
        id=_id(record["name"]), organisation_id=organisation.id, person_id=person.id, state=State.DRAFT, since=asked,
        entry=Entry.STAFF if referrer else Entry.SELF, asked_at=asked, proved_at=asked, listing_id=listing.first(),
        referrer_id=referrer, holder_id=holder, area_id=next((each.area_id for each in organisation.areas), None),
    )  # fmt: skip
    linkage.wishes = read(json.dumps(record["wishes"]))
    if "discharge" in record:
        linkage.discharge_on = local_day(now, LONDON) + timedelta(days=record["discharge"])
    session.add(linkage)
    if record["path"][-1][0] != State.WITHDRAWN:
        _agree(session, person, NEEDED | ({TELL_REFERRER} if referrer else set()), asked)
    session.flush()
    move(session, linkage, State(first), None, asked)
    for state, hours in path:
        _step(session, linkage, State(state), record, (now - timedelta(hours=hours), now))
    if record.get("asked_after"):
        answering.start(session, linkage, _warrant(person), asked)
    if "reported" in record:
        _report(session, linkage, record, now)
    if "paused" in record:
        linkage.paused_until = local_day(now, LONDON) + timedelta(days=record["paused"])
        timers.begin(session, linkage, "back", now, due_at=now + timedelta(days=record["paused"]))


def _agree(session: Session, person: Person, purposes: Set[str], asked: datetime) -> None:
    """All that asking needs; and where somebody asked for them, that these may know how far it is."""
    for purpose in sorted(purposes - agreements(session, person.id).keys()):
        version = TEXTS[purpose].version
        session.add(Consent(person_id=person.id, purpose=purpose, version=version, how="page", given_at=asked))


def _step(session: Session, linkage: Linkage, state: State, record: Record, when: tuple[datetime, datetime]) -> None:
    at, now = when
    if state is State.ACCEPTED:
        _say_yes(session, linkage, record, at)
    if state is State.PLANNED and "where" in record:
        _plan(session, linkage, record, at, now)
        return
    if state is State.GOING and "where" in record:
        outings.set_out(session, linkage, now)
        return
    move(session, linkage, state, None, at, reason=STAFF_GOES if state is State.ACCEPTED and "staff" in record else "")
    if state is State.OFFERING and record["path"][-1][0] == state:
        _ask(session, linkage, _named(session, record["champion"]) or "", at)


def _ask(session: Session, linkage: Linkage, champion_id: str, at: datetime) -> None:
    """As it was then: whether they could be asked at that moment cannot be looked up any more."""
    if open_questions(session, champion_id):
        return
    asked = _round(session, linkage, at)
    session.add(Offer(round_id=asked.id, linkage_id=linkage.id, champion_id=champion_id, made_at=at))
    timers.begin(session, linkage, "window", at, due_at=asked.closes_at, subject=asked.id)


def _say_yes(session: Session, linkage: Linkage, record: Record, at: datetime) -> None:
    """A champion, or staff who go along themselves."""
    champion_id, as_staff = _named(session, record["champion"]) or "", record.get("staff", False)
    asked = _round(session, linkage, at)
    asked.closed_at = at
    offer = Offer(round_id=asked.id, linkage_id=linkage.id, champion_id=champion_id, made_at=at)
    offer.answered_at, offer.answer, offer.as_staff = at, Answer.ACCEPTED, as_staff
    session.add(offer)
    session.flush()
    session.add(Walk(
        linkage_id=linkage.id, champion_id=champion_id, offer_id=offer.id, since=at, as_staff=as_staff,
        shares_contact=record.get("shares", False),
    ))  # fmt: skip
    session.flush()


def _round(session: Session, linkage: Linkage, at: datetime) -> Round:
    made = Round(linkage_id=linkage.id, number=1, kind=RoundKind.SINGLE, opened_at=at, closes_at=closes_at(at, WINDOW))
    session.add(made)
    session.flush()
    return made


def _plan(session: Session, linkage: Linkage, record: Record, at: datetime, now: datetime) -> None:
    """The champion suggests a date of their meeting, and the newcomer says yes: the next one that is still to come
    (so many days `ahead`), or where they are to be on the way by now one that is under way."""
    pair = of_linkage(session, linkage.id)
    listing = session.get(Listing, linkage.listing_id or "")
    if record.get("now"):
        listing = outings.under_way(session, linkage, at, now)
    if pair is None or listing is None:
        return
    dates = to_choose(session, linkage, listing, at, most=40)
    soonest = now + timedelta(days=record.get("ahead", 0))
    later = next((each for each in dates if each.starts > soonest), dates[-1])
    wanted = outings.latest(dates, now) if record.get("now") else later
    said = Proposal(listing, name_of(wanted or dates[0]), record["where"], looks=record["looks"])
    plans.propose(session, pair, said, _warrant(pair.walk.champion), at)
    again = of_linkage(session, linkage.id)
    if again:
        plans.agree(session, again, _warrant(linkage.person), at)
    if again and "instead" in record:
        said = Proposal(listing, said.occasion, record["instead"], looks=record["looks"])
        plans.propose(session, again, said, _warrant(pair.walk.champion), at)


def _report(session: Session, linkage: Linkage, record: Record, now: datetime) -> None:
    """Her champion wrote words of his own, and she did not like them."""
    pair, at = of_linkage(session, linkage.id), now - timedelta(hours=3)
    if pair is None:
        return
    line = Line(id=_id(f"line {record['name']}"), linkage_id=linkage.id, walk_id=pair.walk.id, number=1,
                author_id=pair.champion.id, at=at, is_own=True)  # fmt: skip
    line.words = record["reported"]
    line.walk = pair.walk
    session.add(line)
    session.flush()
    lines.report(session, pair, line, _warrant(linkage.person), at, site="")


def _warrant(person: Person) -> Warrant:
    found = actor(person)
    return Warrant(found, found.seats[0], Relation.OWN, "walk.keep")


def _newcomer(session: Session, record: Record, organisation: Organisation, asked: datetime) -> Person:
    known = _named(session, record["name"], Role.NEWCOMER)
    if known:
        return session.get_one(Person, known)
    person = Person(id=_id(f"person {record['name']}"), made_at=asked, is_example=True)
    person.name = record["name"]
    for sort in ("email", "phone"):
        if sort in record:
            set_contact(person, Contact("email" if sort == "email" else "phone", record[sort]))
    person.holdings = [
        Holding(id=_id(f"holding {record['name']}"), role=Role.NEWCOMER, organisation_id=organisation.id, since=asked)
    ]
    session.add(person)
    session.flush()
    session.info[PEOPLE].append(person)
    return person


def _named(session: Session, name: str, role: Role | None = None) -> str | None:
    """The id of the example person of that name; of newcomers only for who asks."""
    found = (each for each in _people(session) if each.name == name)
    return next((each.id for each in found if role is None or any(held.role is role for held in each.holdings)), None)


def _people(session: Session) -> Sequence[Person]:
    """The example people, read once a session; who is made meanwhile is added."""
    known: list[Person] | None = session.info.get(PEOPLE)
    if known is None:
        known = session.info[PEOPLE] = list(session.scalars(select(Person).where(Person.is_example)).unique())
    return known


def _is_touched(session: Session, linkage: Linkage, record: Record) -> bool:
    """Has a person done anything with it since it was made?"""
    (_first, from_hours), (_last, to_hours) = record["path"][0], record["path"][-1]
    made = linkage.asked_at + timedelta(hours=from_hours - to_hours)
    acted = select(Happening.id).where(
        Happening.linkage_id == linkage.id, Happening.actor_id != "", Happening.at > made
    )
    return session.scalars(acted).first() is not None


def _id(key: str) -> str:
    """The same id on every installation."""
    return hashlib.blake2b(f"example request {key}".encode(), digest_size=16).hexdigest()
