"""Cal walks with Ned, in the world of the matrix."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.actions.telling import tell
from app.concerns.rules.concern import Given
from app.directory.models import Listing
from app.linkage.accompaniment.models import HomeWatch, Line, LineReport, Plan
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.expenses.models import Claim
from app.linkage.expenses.rules.claims import Step
from app.linkage.followup.models import CheckUp, Course
from app.linkage.learning.models import Learner
from app.linkage.matching.models import Walk
from app.linkage.referral.actions import timers
from app.linkage.referral.models import Absence, Entry, Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from app.people.models import Organisation
from tests.access.cast import CALDER, WORTH
from tests.conftest import MONDAY_EVENING as NOW

Ids = dict[str, str]


def walks(session: Session, people: Ids) -> dict[str, Ids]:
    """Ids by thing: his walk, and the page of who asked."""
    listing_id = session.scalars(select(Listing.id).where(Listing.in_person).order_by(Listing.slug)).first()
    hub = session.scalars(select(Organisation).where(Organisation.slug == CALDER)).one()
    asked = _asked(session, hub, people["ned"], listing_id)
    walk = Walk(linkage_id=asked.id, champion_id=people["cal"], since=NOW - timedelta(days=10))
    session.add(walk)
    session.flush()
    hub.constants = {"relay": True}
    reports = {name: _line(session, hub, walk, (people[name], people[other]), 1 + 2 * at)
               for at, (name, other) in enumerate((("cal", "ned"), ("ned", "cal")))}  # fmt: skip
    plan = _plan(session, walk, str(listing_id))
    mine, page = {"walk_id": walk.id}, {"page": asked.page}
    return (
        _asked_after(session, asked)
        | _absence(session, hub, people)
        | _ending(session, asked)
        | _spent(session, walk, plan)
        | _along(session, plan, people)
        | {
            "walk of cal": mine,
            "cal on the way home": {"watch_id": _homeward(session, hub, people["cal"])},
            "page of ned": page,
            "line of cal": mine | {"line_id": reports["cal"].line_id},
            "line to cal": mine | {"line_id": _unreported(session, walk, people["ned"], 2)},
            "line of ned": page | {"line_id": reports["ned"].line_id},
            "line to ned": page | {"line_id": _unreported(session, walk, people["cal"], 4)},
            "out at calder": {"slug": CALDER, "plan_id": plan.id},
            "out at worth": {"slug": WORTH},
            "out as if at worth": {"slug": WORTH, "plan_id": plan.id},
            "reported at calder": {"slug": CALDER, "report_id": reports["cal"].id},
            "reported as if at worth": {"slug": WORTH, "report_id": reports["cal"].id},
        }
    )


def _asked(session: Session, hub: Organisation, person_id: str, listing_id: str | None) -> Linkage:
    asked = Linkage(
        organisation_id=hub.id, person_id=person_id, state=State.CONTACTING, since=NOW, entry=Entry.SELF,
        asked_at=NOW - timedelta(days=1), listing_id=listing_id,
    )  # fmt: skip
    asked.wishes = Wishes()
    session.add(asked)
    session.flush()
    timers.begin(session, asked, "tries", NOW)
    return asked


def _spent(session: Session, walk: Walk, later: Plan) -> dict[str, Ids]:
    """Two outings of Cal that are over: he claimed for the one, and not yet for the other."""
    outings = []
    for number in (8, 9):
        day = NOW - timedelta(days=number)
        made = Plan(
            linkage_id=walk.linkage_id, walk_id=walk.id, number=number, listing_id=later.listing_id, starts_at=day,
            meet_at=day, ends_at=day, made_at=day, made_by=walk.champion_id, newcomer_agreed_at=day,
            champion_agreed_at=day, ended_at=day, outcome=Outcome.NEWCOMER_ABSENT,
        )  # fmt: skip
        session.add(made)
        session.flush()
        outings.append(made.id)
    claim = Claim(
        organisation_id=walk.linkage.organisation_id, person_id=walk.champion_id, plan_id=outings[0], day=NOW.date(),
        fares=340, tenths=0, rate=45, has_ticket=True, step=Step.SENT, made_at=NOW,
    )  # fmt: skip
    session.add(claim)
    session.flush()
    return {
        "outing of cal": {"plan_id": outings[1]},
        "claimed by cal": {"plan_id": outings[0]},
        "claim of cal": {"slug": CALDER, "claim_id": claim.id},
        "claim as if to worth": {"slug": WORTH, "claim_id": claim.id},
    }


def _along(session: Session, plan: Plan, people: Ids) -> dict[str, Ids]:
    """Cleo is learning, and comes along with Cal and Ned."""
    moments = dict.fromkeys(
        ("made_at", "asked_at", "learner_agreed_at", "champion_agreed_at", "newcomer_agreed_at"), NOW
    )
    made = Learner(plan_id=plan.id, person_id=people["cleo"], sequence=1, since=NOW, **moments)
    session.add(made)
    session.flush()
    return {"outing of cleo": {"learner_id": made.id}, "request with a learner": {"linkage_id": plan.linkage_id}}


def _unreported(session: Session, walk: Walk, author_id: str, number: int) -> str:
    line = Line(linkage_id=walk.linkage_id, walk_id=walk.id, number=number, author_id=author_id, at=NOW, is_own=True)
    line.words = "Zcanary: see you"
    session.add(line)
    session.flush()
    return line.id


def _line(session: Session, at: Organisation, walk: Walk, who: tuple[str, str], number: int) -> LineReport:
    """A line of the first, reported by the second and taken down."""
    line_id = _unreported(session, walk, who[0], number)
    session.get_one(Line, line_id).down_at = NOW
    concern = tell(session, at, Given("Zcanary: it was reported"), NOW, site="http://localhost").concern
    made = LineReport(line_id=line_id, concern_id=concern.id, reporter_id=who[1], made_at=NOW)
    session.add(made)
    session.flush()
    return made


def _asked_after(session: Session, asked: Linkage) -> dict[str, Ids]:
    """They are asked how they are."""
    course = Course(linkage_id=asked.id, since=NOW.date() - timedelta(days=30))
    course.check_ups = [CheckUp(number=1, day=NOW.date(), asked_at=NOW)]
    session.add(course)
    session.flush()
    return {}


def _homeward(session: Session, hub: Organisation, champion_id: str) -> str:
    """Cal is out, and who asked for company has taken it back meanwhile."""
    moments = {"meet_at": NOW, "ends_at": NOW, "made_at": NOW, "first": 0, "told": 0}
    made = HomeWatch(organisation_id=hub.id, champion_id=champion_id, **moments)
    session.add(made)
    session.flush()
    return made.id


def _absence(session: Session, hub: Organisation, people: Ids) -> dict[str, Ids]:
    """Cora will be away, and Carl stands in."""
    day = NOW.date() + timedelta(days=9)
    made = Absence(organisation_id=hub.id, person_id=people["cora"], cover_id=people["carl"], first=day, last=day)
    session.add(made)
    session.flush()
    return {"absence at calder": {"slug": CALDER, "absence_id": made.id}}


def _ending(session: Session, asked: Linkage) -> dict[str, Ids]:
    """Another request of theirs, which comes to its end."""
    made = Linkage(
        organisation_id=asked.organisation_id, person_id=asked.person_id, state=State.CLOSING, since=NOW,
        entry=Entry.SELF, asked_at=NOW,
    )  # fmt: skip
    made.wishes = Wishes()
    session.add(made)
    session.flush()
    return {"page of ned at the end": {"page": made.page}, "request at the end": {"linkage_id": made.id}}


def _plan(session: Session, walk: Walk, listing_id: str) -> Plan:
    """Both said yes to next week."""
    day = NOW + timedelta(days=7)
    made = Plan(
        linkage_id=walk.linkage_id, walk_id=walk.id, number=1, listing_id=listing_id, starts_at=day, meet_at=day,
        ends_at=day + timedelta(hours=1), made_at=NOW, made_by=walk.champion_id, newcomer_agreed_at=NOW,
        champion_agreed_at=NOW,
    )  # fmt: skip
    made.where, made.newcomer_looks = "Zcanary: outside the red door", "Zcanary: a blue hat"
    session.add(made)
    session.flush()
    return made
