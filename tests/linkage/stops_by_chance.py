"""What safeguarding leads may do by chance about a request: stop what is somebody's, and let it go on."""

from random import Random

from app.concerns.actions.handling import freeze
from app.concerns.actions.handling import resume as let_go_on
from app.concerns.queries.stops import stops_of
from app.linkage.matching.queries.offers import open_walk
from tests.linkage.world import World


def stop(world: World, chance: Random) -> None:
    """A lead stops what is somebody's: of who goes with Nia or is asked, if anybody is and does."""
    asked = [each.champion_id for each in world.offers() if each.answer is None]
    walk = open_walk(world.session, world.linkage_id)
    near = [*asked, *([walk.champion_id] if walk else [])]
    whom = chance.choice([*(near or world.ids), world.nia.id] if chance.random() < 0.7 else world.ids)
    for concern in chance.sample(world.concerns, 2):
        if whom in {each.person_id for each in concern.marks}:
            return freeze(world.session, world.as_carl, concern, whom, world.now)
    return None


def resume(world: World, chance: Random) -> None:
    """A lead lets it go on."""
    standing = [(concern, whom) for concern in world.concerns for whom in stops_of(world.session, concern)]
    if standing:
        concern, whom = chance.choice(sorted(standing, key=lambda each: (each[0].id, each[1])))
        let_go_on(world.session, world.as_carl, concern, whom, world.now)
