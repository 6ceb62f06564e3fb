"""Who of those who are learning could come along to a plan, and to which plans one of them could."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.champions.queries.champions import Seen, of_organisation
from app.concerns.queries.apart import barred, held_back
from app.directory.models import Listing
from app.directory.rules.describing import ROUTE
from app.kernel.speech import _
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.dates import of_plans
from app.linkage.accompaniment.queries.engaged import of_champions
from app.linkage.learning.queries import learners
from app.linkage.learning.rules.fitting import Around, is_experienced, lacks_only_the_walk, why_not
from app.linkage.learning.rules.steps import EXPERIENCED, is_in_time
from app.linkage.matching.models import Walk
from app.linkage.matching.queries.between import kept_apart
from app.linkage.matching.queries.looking import look_at
from app.linkage.matching.rules.shortlist import World
from app.linkage.matching.rules.values import Meeting
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.said import when
from app.linkage.referral.rules.states import State
from app.people.models import Organisation
from app.saved.rules.reminders import name_of


@dataclass(frozen=True, slots=True)
class Choice:
    """For staff: who can be asked to come along to a plan, as (person, name), and who cannot and why. `refused`: why
    nobody is asked about it at all."""

    can: tuple[tuple[str, str], ...] = ()
    cannot: tuple[tuple[str, str], ...] = ()
    refused: str = ""

    @property
    def is_empty(self) -> bool:
        """Does nobody wait for a first walk?"""
        return not (self.can or self.cannot or self.refused)


def for_plan(session: Session, plan: Plan, now: datetime) -> Choice:
    """Everybody of the organisation who lacks only the first walk."""
    everybody = of_organisation(session, plan.linkage.organisation_id, now)
    waiting = [each for each in everybody if lacks_only_the_walk(each.standing, each.needs)]
    if not waiting:
        return Choice()
    refused = _refusal(session, plan, everybody, now)
    if refused:
        return Choice(refused=refused)
    looked, can, cannot = _looked(session, plan, now), [], []
    for each in waiting:
        person = each.champion.holding.person
        why = _why_not(session, plan, person.id, looked, now)
        if why:
            cannot.append((person.name, why))
        else:
            can.append((person.id, person.name))
    return Choice(tuple(can), tuple(cannot))


def why_not_asked(session: Session, plan: Plan, person_id: str, now: datetime) -> str:
    """Why this learner is not asked about this plan; "" where they may be."""
    everybody = of_organisation(session, plan.linkage.organisation_id, now)
    refused = _refusal(session, plan, everybody, now)
    if refused:
        return refused
    return still_fits(session, plan, person_id, now, everybody)


def still_fits(
    session: Session, plan: Plan, person_id: str, now: datetime, everybody: Sequence[Seen] | None = None, *,
    is_asked: bool = False,
) -> str:  # fmt: skip
    """Why they could not come along as things stand; "" where they could. `is_asked`: they are asked already."""
    ours = everybody if everybody is not None else of_organisation(session, plan.linkage.organisation_id, now)
    theirs = (each for each in ours if each.champion.holding.person_id == person_id)
    if not any(lacks_only_the_walk(each.standing, each.needs) for each in theirs):
        return _("They are not in preparation, or need something else before the first walk.")
    return _why_not(session, plan, person_id, _looked(session, plan, now), now, is_asked=is_asked)


def for_learner(session: Session, organisation: Organisation, person_id: str, now: datetime) -> list[tuple[Plan, str]]:
    """The plans to which somebody could come along, soonest first, each in words for staff."""
    mine = (
        select(Plan).join(Linkage, Linkage.id == Plan.linkage_id).where(Linkage.organisation_id == organisation.id)
        .where(Linkage.state == State.PLANNED, Plan.ended_at.is_(None), Plan.meet_at > now)
        .options(
            joinedload(Plan.listing).joinedload(Listing.venue), joinedload(Plan.walk).joinedload(Walk.champion),
            joinedload(Plan.linkage).joinedload(Linkage.organisation),
        ).order_by(Plan.meet_at, Plan.id)
    )  # fmt: skip
    everybody = of_organisation(session, organisation.id, now)
    found = []
    for plan in session.scalars(mine):
        if not _refusal(session, plan, everybody, now) and not still_fits(session, plan, person_id, now, everybody):
            found.append((plan, said_of(plan, now)))
    return found


def said_of(plan: Plan, now: datetime) -> str:
    """When, with whom, where to: for staff."""
    said: str = _(
        "{when}, with {champion}: {name}", when=when(plan.meet_at, now), champion=plan.walk.champion.name,
        name=plan.listing.name,
    )  # fmt: skip
    return said


def _refusal(session: Session, plan: Plan, everybody: Sequence[Seen], now: datetime) -> str:
    """Why nobody at all is asked about a plan."""
    if plan.linkage.state is not State.PLANNED or not plan.is_agreed or plan.ended_at:
        return _("First the two agree on a plan.")
    if not is_in_time(plan.meet_at, now):
        return _("It is too soon for that: three people have to be asked.")
    if learners.live(session, plan.id):
        return _("Somebody is asked about this outing already, or comes along.")
    if learners.is_final(session, plan.id):
        return _("The two go by themselves this time. Nobody else is asked about this outing.")
    champion = plan.walk.champion_id
    went = learners.outings(session, [champion]).get(champion, 0)
    own = (each for each in everybody if each.champion.holding.person_id == champion)
    if not any(is_experienced(each.standing, each.reasons, went, EXPERIENCED) for each in own):
        return _("A champion takes somebody along who is ready, and has gone with somebody before.")
    return ""


def _why_not(
    session: Session, plan: Plan, person_id: str, looked: tuple[World, Meeting], now: datetime, *,
    is_asked: bool = False,
) -> str:  # fmt: skip
    seen, meeting = looked
    learner = next((each for each in seen.candidates if each.person == person_id), None)
    if learner is None:
        return _("They are not in preparation, or need something else before the first walk.")
    if not is_asked and learners.of_person(session, person_id):
        return _("Is asked about another outing, or comes along there")
    if not is_asked and person_id in learners.asked_before(session, plan.id):
        return _("Said not this time")
    three = (person_id, plan.walk.champion_id, plan.linkage.person_id)
    around = Around(
        apart=kept_apart(session, three),
        taken=[
            *of_champions(session, [person_id], now).get(person_id, ()),
            *learners.of_their_own(session, [person_id], now).get(person_id, ()),
        ],
        barred=barred(session, [person_id]).get(person_id, frozenset()),
        is_held_back=bool(held_back(session, [person_id], now)),
    )
    why = why_not(
        seen.askers[0], learner, meeting, plan.walk.champion_id, plan.meet_at, around=around, ground=seen.ground
    )
    return _(why) if why else ""


def _looked(session: Session, plan: Plan, now: datetime) -> tuple[World, Meeting]:
    """The request and everybody beside it, as matching sees them; and the date of the plan."""
    linkage = plan.linkage
    return look_at(session, linkage.organisation, [linkage], now), _meeting(session, plan, now)


def _meeting(session: Session, plan: Plan, now: datetime) -> Meeting:
    dates = of_plans(session, [plan], now).get(plan.listing_id, [])
    one = next((each for each in dates if name_of(each) == plan.occasion), None)
    return Meeting(
        id=plan.occasion,
        listing=plan.listing_id,
        starts=plan.starts_at,
        ends=plan.ends_at,
        routes=frozenset(plan.listing.codes(ROUTE)),
        is_open=one.is_open if one else None,
        venue=plan.held_as.partition("@")[2],
    )
