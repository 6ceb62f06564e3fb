"""Two who are not to meet are never brought together again, through any history, and nothing tells the other of it."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random

from sqlalchemy import select

from app.concerns.actions.apart import block, exclude, unblock
from app.concerns.models import Block
from app.concerns.queries.apart import blocked_pairs
from app.kernel.errors import Refused
from app.linkage.matching.actions import driving
from app.linkage.matching.models import Offer, Walk
from app.linkage.matching.queries.possible import choice
from app.linkage.referral.actions import timers
from app.linkage.standing.actions import own
from app.post.models import Letter
from tests.linkage import wandering
from tests.linkage.world import World

STEPS = 8


def newcomer_blocks(world: World, chance: Random) -> None:
    block(world.session, world.nia.id, chance.choice(world.ids), world.now)


def champion_blocks(world: World, chance: Random) -> None:
    block(world.session, chance.choice(world.ids), world.nia.id, world.now, name="Somebody")


def staff_know_why(world: World, chance: Random) -> None:
    at, pair = world.linkage.organisation_id, (world.nia.id, chance.choice(world.ids))
    exclude(world.session, world.as_cora, at, world.now, pair=pair, reason="An order of a court")


def knows_them(world: World, _chance: Random) -> None:
    """A champion says no, because they know them."""
    for each in world.offers():
        if each.answer is None:
            wandering.answers.decline(world.session, world.as_champion[each.champion_id], each, world.now,
                                      reason="know_them")  # fmt: skip


def never_again(world: World, _chance: Random) -> None:
    own.never_again(world.session, world.linkage, world.as_nia, world.now)


def takes_back(world: World, chance: Random) -> None:
    kept = world.session.scalars(select(Block)).all()
    if kept:
        mine = chance.choice(kept)
        unblock(world.session, mine.by_id, mine.id)


def asks_anew(world: World, chance: Random) -> None:
    """Her other request is the one that goes on."""
    world.linkage_id = chance.choice(world.requests)


def hours_pass(world: World, chance: Random) -> None:
    world.now += timedelta(minutes=chance.choice((1, 6, 300, 1500)))
    timers.run_due(world.session, world.now)
    driving.drive(world.session, world.now)


QUIET = (newcomer_blocks, champion_blocks)
"""Nobody hears of these. Nor of two whom staff keep apart, unless it ends a walk or a question."""
ACTS: list[Callable[[World, Random], object]] = [
    *[wandering.ask] * 6, *[wandering.accept] * 4, wandering.decline, wandering.undo, wandering.by_herself,
    wandering.other, wandering.by_itself, wandering.by_itself, *QUIET, staff_know_why, knows_them, never_again,
    never_again, takes_back, asks_anew, asks_anew, hours_pass, hours_pass,
]  # fmt: skip


def together(world: World) -> Counter[str]:
    """How often each champion was offered to her, or walked with her."""
    found = Counter(world.session.scalars(select(Offer.champion_id)).all())
    return found + Counter(world.session.scalars(select(Walk.champion_id)).all())


def joined(world: World) -> set[str]:
    """Who walks with her now, or is being asked about her."""
    walking = select(Walk.champion_id).where(Walk.ended_at.is_(None))
    asked = select(Offer.champion_id).where(Offer.answered_at.is_(None))
    return {*world.session.scalars(walking), *world.session.scalars(asked)}


def letters(world: World) -> Counter[tuple[str | None, str]]:
    return Counter(tuple(row) for row in world.session.execute(select(Letter.person_id, Letter.kind)))


def apart(world: World) -> set[str]:
    pairs = blocked_pairs(world.session, [world.nia.id, *world.ids])
    return {each for each in world.ids if frozenset((each, world.nia.id)) in pairs}


def live_through(world: World, number: int) -> list[str]:
    """One history, looked at after each act; what was done."""
    chance, way = Random(number), []
    world.begin(chance)
    for _step in range(STEPS):
        act, before = chance.choice(ACTS), world.now
        kept, met, post, close = apart(world), together(world), letters(world), joined(world)
        try:
            with world.session.begin_nested():
                act(world, chance)
        except Refused:
            world.now = before
            continue
        way.append(act.__name__)
        still = kept & apart(world)
        after = together(world)
        assert {each: after[each] for each in still} == {each: met[each] for each in still}, (number, way)
        if act in QUIET or (act is staff_know_why and joined(world) == close):
            assert letters(world) == post, (number, way)
        told = {kind for (person_id, kind), _count in (letters(world) - post).items() if person_id in world.ids}
        assert told <= {"walk_over"}, (number, way)
    if still := apart(world):
        seen = choice(world.session, world.linkage, world.now)
        assert not {each.person_id for each in seen.can} & still, (number, way)
    world.session.rollback()
    return way
