"""A walk of two people of the example world, for pictures and for the tests that look at every page."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.models import Champion
from app.concerns.actions.telling import tell
from app.concerns.rules.concern import Given
from app.consent.models import Consent
from app.consent.rules.texts import TELL_REFERRER, TEXTS
from app.directory.models import Listing
from app.kernel.access import Relation, Warrant
from app.kernel.clock import running
from app.linkage.accompaniment.actions.plans import Proposal, propose
from app.linkage.accompaniment.models import Line, LineReport, Plan
from app.linkage.accompaniment.queries.dates import to_choose
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.accompaniment.rules.planning import CannotPlan
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.handover.models import Handover
from app.linkage.learning.models import Learner
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from app.people.models import Holding, Organisation, Person
from app.people.queries.people import actor
from app.saved.rules.reminders import name_of


def walk(session: Session, listing: Listing, nia_id: str, cal_id: str) -> dict[str, str]:
    """Cal and Nia have one more plan, for later: the walk, her page, and a line of each that was taken down."""
    nia, cal = (session.get_one(Person, each) for each in (nia_id, cal_id))
    now, organisation = datetime(2026, 12, 21, 18, tzinfo=UTC), str(cal.live_holdings[0].organisation_id)
    asked = Linkage(
        organisation_id=organisation, person_id=nia.id, state=State.CONTACTING, since=now, entry=Entry.SELF,
        asked_at=now, listing_id=listing.id,
    )  # fmt: skip
    asked.wishes = Wishes()
    session.add(asked)
    session.flush()
    made = Walk(linkage_id=asked.id, champion_id=cal.id, since=now - timedelta(hours=1))
    session.add(made)
    session.flush()
    pair = of_linkage(session, asked.id)
    if pair:
        who = actor(cal)
        by = Warrant(who, who.seats[0], Relation.OWN, "walk.keep")
        for one in to_choose(session, asked, listing, now, most=40):
            with suppress(CannotPlan):
                propose(session, pair, Proposal(listing, name_of(one), "Outside the red door"), by, now)
                break
    profile = select(Champion.id).join(Champion.holding).where(Holding.person_id == cal.id)
    known = {
        "walk_id": made.id,
        "page": asked.page,
        "linkage_id": asked.id,
        "line_id": _taken_down(session, made, nia_id, 1),
        "plan_id": _gone_to(session, made, listing),
        "learner_id": _along(session, nia, cal, listing),
        "champion_line_id": _taken_down(session, made, cal_id, 2),
    }
    return known | {"champion_id": session.scalars(profile).one()}


def _along(session: Session, nia: Person, cal: Person, listing: Listing) -> str:
    """Cal comes along where Ada goes with Nia, as somebody who is learning, to one outing at a time; its id."""
    mine = select(Learner.id).where(Learner.person_id == cal.id, Learner.ended_at.is_(None))
    if standing := session.scalars(mine).first():
        return standing
    day, at = datetime(2026, 12, 30, 18, tzinfo=UTC), datetime(2026, 12, 1, 18, tzinfo=UTC)
    ada = next(each for each in session.scalars(select(Person).where(Person.is_example)).unique() if each.name == "Ada")
    asked = Linkage(
        organisation_id=str(cal.live_holdings[0].organisation_id), person_id=nia.id, state=State.PLANNED, since=at,
        entry=Entry.SELF, asked_at=at, listing_id=listing.id,
    )  # fmt: skip
    asked.wishes = Wishes()
    session.add(asked)
    session.flush()
    walk = Walk(linkage_id=asked.id, champion_id=ada.id, since=at)
    session.add(walk)
    session.flush()
    plan = Plan(
        linkage_id=asked.id, walk_id=walk.id, number=1, listing_id=listing.id, starts_at=day, meet_at=day,
        ends_at=day + timedelta(hours=1), made_at=at, made_by=ada.id, newcomer_agreed_at=at, champion_agreed_at=at,
        how="bus",
    )  # fmt: skip
    plan.where = "By the red door"
    session.add(plan)
    session.flush()
    yeses = dict.fromkeys(("learner_agreed_at", "champion_agreed_at", "newcomer_agreed_at"), at)
    made = Learner(plan_id=plan.id, person_id=cal.id, made_at=at, asked_at=at, sequence=1, since=at, **yeses)
    session.add(made)
    session.flush()
    return made.id


def _gone_to(session: Session, walk: Walk, listing: Listing) -> str:
    """An outing of two days ago, for which its champion may claim; its id."""
    day = walk.since - timedelta(days=2)
    gone = Plan(
        linkage_id=walk.linkage_id, walk_id=walk.id, number=90, listing_id=listing.id, starts_at=day, meet_at=day,
        ends_at=day, made_at=day, made_by=walk.champion_id, newcomer_agreed_at=day, champion_agreed_at=day,
        ended_at=day, outcome=Outcome.ATTENDED,
    )  # fmt: skip
    session.add(gone)
    session.flush()
    return gone.id


def asked_by(session: Session, linkage_id: str, person_id: str) -> None:
    """Somebody asked for her, and she lets them know how far it is."""
    linkage = session.get_one(Linkage, linkage_id)
    linkage.referrer_id = person_id
    version = TEXTS[TELL_REFERRER].version
    said = Consent(person_id=linkage.person_id, purpose=TELL_REFERRER, version=version, how="page", given_at=running())
    session.add(said)


def arriving(session: Session, nia_id: str, organisation_id: str) -> str:
    """Nia has a request in another organisation, and would rather be looked after by this one; the question's id."""
    now = datetime(2026, 12, 21, 18, tzinfo=UTC)
    other = select(Organisation.id).where(Organisation.id != organisation_id).order_by(Organisation.slug).limit(1)
    asked = Linkage(
        organisation_id=session.scalars(other).one(), person_id=nia_id, state=State.WAITING, since=now,
        entry=Entry.SELF, asked_at=now,
    )  # fmt: skip
    asked.wishes = Wishes(help="Meet me at the bus stop.")
    session.add(asked)
    session.flush()
    made = Handover(linkage_id=asked.id, organisation_id=organisation_id, how="telephone", made_at=now, due_at=now)
    session.add(made)
    session.flush()
    return made.id


def _taken_down(session: Session, walk: Walk, author_id: str, number: int) -> str:
    """Words of somebody's own were reported and taken down, where such words are allowed; their id."""
    at = session.get_one(Organisation, walk.linkage.organisation_id)
    at.constants = {**(at.constants or {}), "relay": True}
    line = Line(linkage_id=walk.linkage_id, walk_id=walk.id, number=number, author_id=author_id, at=walk.since,
                is_own=True, down_at=walk.since)  # fmt: skip
    line.words = "See you by the door."
    told = tell(session, at, Given("It was reported."), walk.since, site="https://x.org")
    line.report = LineReport(concern_id=told.concern.id, reporter_id="", made_at=walk.since, settled_at=walk.since)
    line.report.reason = "It says too much."
    session.add(line)
    session.flush()
    return line.id
