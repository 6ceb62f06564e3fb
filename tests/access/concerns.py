"""Concerns, a turn on the rota and people who are never to meet, for the world of the matrix."""

from typing import Protocol

from sqlalchemy.orm import Session

from app.concerns.actions.apart import bar, block, exclude
from app.concerns.actions.handling import mark
from app.concerns.actions.telling import tell
from app.concerns.models import Shift
from app.concerns.rules.concern import Given, Part
from app.kernel.access import Warrant
from app.people.models import Organisation
from tests.access.cast import CALDER, COLLEAGUE, WORTH
from tests.conftest import MONDAY_EVENING as NOW

SITE = "http://localhost"


class Holds(Protocol):
    """What is needed of the world: ids by thing and by person."""

    ids: dict[str, dict[str, str]]
    own: dict[str, dict[str, str]]
    people: dict[str, str]


def add_concerns(session: Session, world: Holds, by: Warrant, at: Organisation) -> None:
    """One of a worry about Nia, one in which Carl has a part; a turn of Cora's; Lin and Ned kept apart; blocks."""
    people, found = world.people, dict[str, dict[str, str]]()
    for thing, who, part in (("concern at calder", "nia", Part.AT_RISK), ("concern about carl", "carl", Part.ABOUT)):
        told = tell(session, at, Given("Zcanary: she was hurt", is_immediate=True), NOW, site=SITE)
        mark(session, by, told.concern, NOW, person_id=people[who], part=part, site=SITE)
        found[thing] = {"concern_id": told.concern.id, "mark_id": told.concern.marks[0].id}
        found["told"] = {"reference": told.concern.reference, "code": told.code}
    turn = Shift(organisation_id=at.id, person_id=people["cora"], weekday=0, first=9, last=20)
    reason = "Zcanary: an order of a court"
    pair = exclude(session, by, at.id, NOW, pair=(people["lin"], people["ned"]), reason=reason)
    session.add(turn)
    session.flush()
    hall = world.ids["mill hall"]["venue_id"]
    barred = bar(session, by, at.id, NOW, person_id=people["nia"], venue_id=hall, reason=reason)
    found["bar at calder"] = {"bar_id": barred.id}
    found |= {"shift at calder": {"shift_id": turn.id}, "pair at calder": {"pair_id": pair.id}}
    world.ids |= {thing: {"slug": CALDER, **ids} for thing, ids in found.items()}
    for thing in ("concern", "shift", "pair", "bar"):
        world.ids[f"{thing} as if at worth"] = world.ids[f"{thing} at calder"] | {"slug": WORTH}
    for name, who in people.items():
        world.own[name]["block_id"] = block(session, who, people[COLLEAGUE[name]], NOW, name="Somebody").id
