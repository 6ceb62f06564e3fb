"""When people meet somebody already, by the plans that stand."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.models import Champion, ChampionAway
from app.kernel.days import LONDON, ONE_DAY, to_instant
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.rules.engaged import Stretch, clashes, stretch
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.said import when
from app.people.models import Holding


def agreed_for(session: Session, walk_id: str, now: datetime) -> str:
    """When these two were to meet, as of what stands, or ended this very moment; "" for nothing that both agreed to."""
    ahead = (Plan.walk_id == walk_id, Plan.ends_at > now, Plan.ended_at.is_(None) | (Plan.ended_at == now))
    agreed = (Plan.newcomer_agreed_at.is_not(None), Plan.champion_agreed_at.is_not(None))
    meets = session.scalars(select(Plan.meet_at).where(*ahead, *agreed).order_by(Plan.number.desc())).first()
    return when(meets, now) if meets else ""


def of_champions(session: Session, ids: Collection[str], now: datetime) -> dict[str, list[Stretch]]:
    """What champions have agreed to, or suggested, or are asked, each in order."""
    found: dict[str, list[Stretch]] = defaultdict(list)
    mine = select(Walk.champion_id, Plan.meet_at, Plan.ends_at).join(Walk, Walk.id == Plan.walk_id)
    mine = mine.where(Walk.champion_id.in_(ids), Plan.ended_at.is_(None), Plan.ends_at > now)
    for champion_id, meet_at, ends_at in session.execute(mine.order_by(Plan.meet_at)):
        found[champion_id].append(stretch(meet_at, ends_at))
    return found


def went_to(session: Session, ids: Collection[str]) -> dict[str, set[str]]:
    """The listings to which champions went with somebody, by either's word that they went."""
    found: dict[str, set[str]] = defaultdict(set)
    went = (Plan.outcome == Outcome.ATTENDED) | (Plan.champion_says == Outcome.ATTENDED)
    mine = select(Walk.champion_id, Plan.listing_id).join(Walk, Walk.id == Plan.walk_id)
    for champion_id, listing_id in session.execute(mine.where(Walk.champion_id.in_(ids), went).distinct()):
        found[champion_id].add(listing_id)
    return found


def beside(session: Session, pair: Pair, person_id: str, now: datetime) -> tuple[list[Stretch], list[Stretch]]:
    """What stands beside the plan of these two: of the one who looks, and of the other."""
    elsewhere = (Plan.ended_at.is_(None), Plan.ends_at > now, Plan.linkage_id != pair.linkage.id)
    of_both = (
        select(Plan.meet_at, Plan.ends_at).join(Walk, Walk.id == Plan.walk_id)
        .where(Walk.champion_id == pair.walk.champion_id, *elsewhere),
        select(Plan.meet_at, Plan.ends_at).join(Linkage, Linkage.id == Plan.linkage_id)
        .where(Linkage.person_id == pair.linkage.person_id, *elsewhere),
    )  # fmt: skip
    champion, newcomer = ([stretch(*row) for row in session.execute(each)] for each in of_both)
    return (newcomer, champion) if pair.is_newcomer(person_id) else (champion, newcomer)


def away(session: Session, champion_id: str) -> list[Stretch]:
    """The days on which a champion said that they are away, of whatever organisation they go for."""
    mine = (
        select(ChampionAway.first, ChampionAway.last).join(Champion, Champion.id == ChampionAway.champion_id)
        .join(Holding, Holding.id == Champion.holding_id)
        .where(Holding.person_id == champion_id, Holding.ended_at.is_(None))
    )  # fmt: skip
    return [
        (to_instant(first, time(0), LONDON), to_instant(last + ONE_DAY, time(0), LONDON))
        for first, last in session.execute(mine)
    ]


def is_taken(session: Session, plan: Plan, when: Stretch, now: datetime) -> bool:
    """Does one of the two of a plan meet somebody else then, or is the champion away?"""
    pair = Pair(plan.linkage, plan.walk, plan)
    own, others = beside(session, pair, plan.walk.champion_id, now)
    return clashes(*when, [*own, *others, *away(session, plan.walk.champion_id)])
