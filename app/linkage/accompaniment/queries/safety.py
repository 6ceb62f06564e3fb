"""Who is out, what their safety cards say, and what is to be done for them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.directory.models import Listing
from app.kernel.access import Relation, Relations, Seat
from app.kernel.roles import Role
from app.kernel.words import printable
from app.linkage.accompaniment.models import HomeWatch, Plan, SafetyCard
from app.linkage.accompaniment.queries.homeward import of_organisation
from app.linkage.accompaniment.queries.watch import supervisor_at, supervisor_of, watchers
from app.linkage.accompaniment.rules.planning import SET_OUT
from app.linkage.accompaniment.rules.safety import HAPPENED, STEPS, UNTIL_HOME, URGENT_TASKS, due_of
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Happening, Linkage, Task, Timer
from app.linkage.referral.rules.states import State
from app.people.models import Organisation, Person

NOBODY = "nobody_here"
LATELY = timedelta(hours=12)
WAS_OUT = (Outcome.ATTENDED, Outcome.NEWCOMER_ABSENT)
"""Who says one of these was there, with “I am here” or without."""

UNSEEN = (State.WITHDRAWN, State.SAFETY_HOLD)


@dataclass(frozen=True, slots=True)
class Out:
    """Somebody who is out, as whoever is on duty sees it. `asks` are the kinds of urgent tasks, `told` the codes of
    what happened since they set out, latest first, with when. `request` is "" where it has ended. `newcomer` is whom to
    ring where it is they who see nobody, `called` their name in this request;
    `supervisor` is who looks after the champion. `home_at`: the champion said that they are home and well."""

    plan: Plan | HomeWatch
    request: str
    newcomer: Person | None
    supervisor: Person | None
    where: str = field(repr=False)
    champion: Person
    phone: str = field(repr=False)
    word: str = field(repr=False)
    tells: str = field(repr=False)
    asks: frozenset[str]
    told: tuple[tuple[datetime, str], ...]
    called: str = field(default="", repr=False)
    home_at: datetime | None = None

    @property
    def is_urgent(self) -> bool:
        """Is anything to be done now?"""
        return bool(self.asks)


def card_of(session: Session, person_id: str) -> SafetyCard | None:
    """A champion's card."""
    return session.scalars(select(SafetyCard).where(SafetyCard.person_id == person_id)).first()


def came_home(plan: Plan) -> bool:
    """Has the champion said that they are home? That the two went together says nothing of the way back."""
    return plan.champion_home_at is not None


def was_out(plan: Plan) -> bool:
    """Was the champion there, by what they pressed or said?"""
    return plan.champion_here_at is not None or plan.champion_says in WAS_OUT


def has_checked_in(plan: Plan) -> bool:
    """Has the champion said that all is well? One who never set out need not; one who stood down at the door has still
    to come home."""
    if came_home(plan):
        return True
    return not was_out(plan) and plan.linkage.state is not State.GOING


def is_out(plan: Plan) -> bool:
    """Is the champion there, or on their way home, as far as we know?"""
    return was_out(plan) and not has_checked_in(plan)


def out(session: Session, organisation_id: str, now: datetime) -> list[Out]:
    """Who is out with somebody of an organisation, or about to go, and has not said that they are home; whoever
    something is to be done for comes first."""
    watched = select(Timer.subject).where(Timer.kind.in_(UNTIL_HOME), Timer.done_at.is_(None))
    urgent = select(Task.linkage_id).where(Task.kind.in_(URGENT_TASKS), Task.done_at.is_(None))
    mine = _plans().where(Linkage.organisation_id == organisation_id, Plan.meet_at <= now + SET_OUT)
    goes = (Linkage.state == State.GOING) & Plan.ended_at.is_(None) & Plan.champion_home_at.is_(None)
    live = Plan.id.in_(watched) | Linkage.id.in_(urgent) | goes
    found: dict[str, Plan] = {}
    for plan in session.scalars(mine.where(live).order_by(Plan.number)):
        found[plan.linkage_id] = plan
    every = [_out(session, plan) for plan in found.values()]
    every += [_homeward(session, watch) for watch in of_organisation(session, organisation_id)]
    return sorted(every, key=lambda each: (not each.is_urgent, each.plan.meet_at, each.plan.id))


def back(session: Session, organisation_id: str, now: datetime) -> list[Plan]:
    """The outings of the last hours from which the champion has come home, latest first. Newcomers are not watched
    over: whether they said that they are home stands beside."""
    mine = _plans().where(Linkage.organisation_id == organisation_id, Linkage.state.not_in(UNSEEN))
    lately = mine.where(Plan.meet_at > now - LATELY, Plan.meet_at <= now)
    return [each for each in session.scalars(lately.order_by(Plan.meet_at.desc(), Plan.id)) if came_home(each)]


def plan_of(session: Session, plan_id: str, organisation_id: str) -> Plan | None:
    """A plan of an organisation."""
    return session.scalars(_plans().where(Plan.id == plan_id, Linkage.organisation_id == organisation_id)).first()


def relations(session: Session, at: Organisation, person_id: str, now: datetime) -> Relations:
    """How a seat stands to those who are out: whoever watches over them coordinates the organisation, and is on duty or
    looks after champions."""
    watches = person_id in watchers(session, at.id, now)

    def to(seat: Seat) -> set[Relation]:
        is_theirs = watches and seat.role is Role.COORDINATOR and seat.organisation_id == at.id
        return {Relation.ORGANISATION} if is_theirs else set()

    return to


def name_of(session: Session, person_id: str | None) -> str:
    """What somebody is called; "" where there is nobody."""
    found = session.get(Person, person_id) if person_id else None
    return found.name if found else ""


def _out(session: Session, plan: Plan) -> Out:
    linkage, champion = plan.linkage, plan.walk.champion
    asked = select(Task.kind).where(Task.linkage_id == linkage.id, Task.kind.in_(URGENT_TASKS), Task.done_at.is_(None))
    since = plan.meet_at - SET_OUT
    happened = select(Happening).where(Happening.linkage_id == linkage.id, Happening.at >= since)
    told = session.scalars(happened.where(Happening.what.in_(HAPPENED)).order_by(Happening.number.desc()))
    asks = frozenset(session.scalars(asked))
    newcomer = linkage.person if NOBODY in asks else None
    cares = session.get(Person, supervisor_of(session, linkage) or "")
    return Out(
        plan, linkage.id, newcomer, cares, printable(plan.where), champion, champion.phone,
        **_card(session, champion.id), asks=asks,
        told=tuple((each.at, each.what) for each in told), called=linkage.name, home_at=plan.champion_home_at,
    )  # fmt: skip


def _homeward(session: Session, watch: HomeWatch) -> Out:
    """Somebody who is still on their way home though the request has ended."""
    asks = {"ring_champion": watch.needs_ringing, "missed_check_in": watch.is_missed}
    told = [(due_of(at, watch.ends_at), what) for at, what in enumerate(STEPS[: watch.told])]
    moments = (("way_home", watch.quiet_at), ("seen_to", watch.seen_at), ("home", watch.home_at))
    told += [(at, what) for what, at in moments if at]
    cares = session.get(Person, supervisor_at(session, watch.organisation_id, watch.champion_id) or "")
    return Out(
        watch, "", None, cares, "", watch.champion, watch.champion.phone, **_card(session, watch.champion_id),
        asks=frozenset(kind for kind, is_asked in asks.items() if is_asked),
        told=tuple(sorted(told, reverse=True)), home_at=watch.home_at if watch.home_at != watch.made_at else None,
    )  # fmt: skip


def _card(session: Session, person_id: str) -> dict[str, str]:
    card = card_of(session, person_id)
    return {"word": printable(card.word) if card else "", "tells": printable(card.tells) if card else ""}


def _plans() -> Select[Plan]:
    whole = joinedload(Plan.linkage).joinedload(Linkage.person)
    return (
        select(Plan).join(Linkage, Linkage.id == Plan.linkage_id)
        .options(whole, joinedload(Plan.walk).joinedload(Walk.champion))
        .options(joinedload(Plan.listing).joinedload(Listing.venue))
    )  # fmt: skip
