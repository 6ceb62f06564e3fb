"""What may be done by chance about somebody who is learning and comes along: staff ask, each of the three answers,
takes it back or knows the other, Dan stops, and the champion says how it went."""

from random import Random

from sqlalchemy import select

from app.champions.actions import stepping
from app.champions.models import Champion
from app.concerns.actions.apart import block
from app.linkage.accompaniment.queries.pairs import standing
from app.linkage.learning.actions import afterwards, asking, ending
from app.linkage.learning.models import Learner
from app.linkage.learning.queries import learners
from app.linkage.learning.rules.steps import Word
from tests.linkage.world import World


def along(world: World, chance: Random) -> None:
    """Most often everybody is asked and says yes."""
    session, now = world.session, world.now
    plan = standing(session, world.linkage.id)
    found = learners.live(session, plan.id) if plan else None
    which = chance.randrange(10)
    if found is None and plan:
        asking.ask(session, plan, world.dan.id, world.as_cora, now)
        if which < 7:
            _all_say_yes(world)
    elif found and which < 5:
        _all_say_yes(world)
    elif found and which < 8:
        who = chance.choice([world.as_dan, world.as_nia, world.as_champion[found.plan.walk.champion_id]])
        asking.leave(session, found, who, now, knows=chance.random() < 0.2)
    elif found:
        _stops(world, chance, found)


def how_was_it(world: World, chance: Random) -> None:
    """The champion says how it went for Dan."""
    walked = world.session.scalars(select(Learner).where(Learner.said.is_(None)).order_by(Learner.id)).all()
    for each in walked:
        by = world.as_champion[each.plan.walk.champion_id]
        afterwards.say(world.session, each, chance.choice(list(Word)), by, world.now)


def _all_say_yes(world: World) -> None:
    plan = standing(world.session, world.linkage.id)
    found = learners.live(world.session, plan.id) if plan else None
    if found:
        for who in (world.as_dan, world.as_champion[found.plan.walk.champion_id], world.as_nia):
            asking.agree(world.session, found, who, world.now)


def _stops(world: World, chance: Random, found: Learner) -> None:
    which, session, now = chance.randrange(5), world.session, world.now
    if which == 0:
        asking.take_back(session, found, world.as_cora, now)
    elif which == 1:
        ending.freeze(session, world.dan.id, now)
    elif which == 2:
        asking.here(session, found, world.as_dan, now)
    elif which == 3:
        block(session, world.dan.id, found.plan.walk.champion_id, now)
    else:
        profile = next(each for each in session.scalars(select(Champion)) if each.holding.person_id == world.dan.id)
        stepping.step_back(session, world.as_dan, profile, now)
