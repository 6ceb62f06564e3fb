"""Whether somebody who is learning fits an outing: matching's own hard rules, without those that are about whoever goes
alone with somebody, and what is between three people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from app.champions.rules.readiness import Reason
from app.champions.rules.words import Standing
from app.kernel.speech import marked
from app.linkage.accompaniment.rules.engaged import Stretch, clashes
from app.linkage.matching.rules.hard import CHAMPION, CHAMPION_THERE, PAIR, RULES
from app.linkage.matching.rules.values import Asker, Candidate, Ground, Meeting

KEPT = frozenset({
    ("adult", CHAMPION), ("gender_n", PAIR), ("gender_ch", PAIR), ("block", PAIR), ("dual", PAIR), ("history", PAIR),
    ("pathway", CHAMPION_THERE), ("clearance", CHAMPION_THERE),
})  # fmt: skip
"""Of matching's rules those that matter whoever is present. The others ask for what the champion brings: readiness is
asked for by itself, language and help are there, room is not taken, and time and way are for the learner to say."""

BESIDE = tuple(rule for rule in RULES if (rule.code, rule.sees) in KEPT)
APART = marked("These two are not put together")
ENGAGED = marked("Meets somebody at that time")
VENUE = marked("Does not go to this venue")
HELD = marked("Nothing is offered to them at present")


@dataclass(frozen=True, slots=True)
class Around:
    """What else decides: who is kept apart among the three, when the learner meets somebody already, which buildings
    they are not to enter, and whether nothing is to be offered to them."""

    apart: Collection[frozenset[str]] = ()
    taken: Collection[Stretch] = ()
    barred: frozenset[str] = frozenset()
    is_held_back: bool = False


def lacks_only_the_walk(standing: Standing, needs: Collection[Reason]) -> bool:
    """Is a champion in preparation, and is the first walk all that they still need?"""
    return standing is Standing.PREPARING and tuple(needs) == (Reason.FIRST_WALK,)


def is_experienced(standing: Standing, reasons: Collection[Reason], went: int, least: int) -> bool:
    """May a champion take somebody along: ready, or at rest after a first meeting, with outings that came about?"""
    return standing is Standing.READY and set(reasons) <= {Reason.RESTING} and went >= least


def why_not(
    asker: Asker, learner: Candidate, meeting: Meeting, champion: str, meet_at: datetime, *, around: Around,
    ground: Ground,
) -> str:  # fmt: skip
    """A sentence for staff why this learner does not come along there; "" where they may be asked."""
    if frozenset((learner.person, champion)) in around.apart or learner.person == champion:
        return APART
    parts = {"asker": asker, "candidate": learner, "meeting": meeting}
    for rule in BESIDE:
        if not rule.holds(*(parts[part] for part in rule.sees), ground):
            return rule.says
    if around.is_held_back:
        return HELD
    if meeting.venue and meeting.venue in around.barred:
        return VENUE
    return ENGAGED if clashes(meet_at, meeting.ends, around.taken) else ""
