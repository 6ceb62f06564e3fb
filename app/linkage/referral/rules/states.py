"""The states of a linkage, and where each may go. The table is `states.toml`; whatever it does not name is refused."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.kernel.errors import Refused
from app.kernel.speech import _


class State(StrEnum):
    """Where a linkage stands."""

    DRAFT = "draft"
    RECEIVED = "received"
    TRIAGE = "triage"
    SIGNPOSTED = "signposted"
    WAITING = "waiting"
    OFFERING = "offering"
    ACCEPTED = "accepted"
    CONTACTING = "contacting"
    PLANNED = "planned"
    GOING = "going"
    REPLANNING = "replanning"
    ATTENDED = "attended"
    FOLLOWING = "following"
    OUTREACH = "outreach"
    CLOSING = "closing"
    CLOSED = "closed"
    REENGAGING = "reengaging"
    PAUSED = "paused"
    SAFETY_HOLD = "safety_hold"
    WITHDRAWN = "withdrawn"


NOT_LIVE = frozenset({State.DRAFT, State.CLOSED, State.WITHDRAWN})
LIVE = frozenset(State) - NOT_LIVE
ASIDE = frozenset({State.PAUSED, State.SAFETY_HOLD})
"""States that remember the one before."""

COMMON = ASIDE | {State.WITHDRAWN}
"""Open to every live state."""

WITH_A_CHAMPION = frozenset({
    State.ACCEPTED, State.CONTACTING, State.PLANNED, State.GOING, State.REPLANNING, State.ATTENDED, State.FOLLOWING,
    State.OUTREACH, State.CLOSING, State.PAUSED, State.SAFETY_HOLD,
})  # fmt: skip
"""States in which a champion may be walking with the newcomer; in any other the walk is over."""

WITH_A_PLAN = frozenset({State.PLANNED, State.GOING})
"""States in which a plan stands; leaving them ends the plan."""

LAPSED = {State.OFFERING: State.WAITING, State.PLANNED: State.REPLANNING, State.GOING: State.REPLANNING}
"""What was set aside comes back as this: offers and plans do not outlive it."""


STAFF_GOES = "staff_goes"
"""Why a request moves where a member of staff goes along themselves, or is asked to."""

MOVED_ON = "handed_over"
"""Why a request was withdrawn that goes on in another organisation."""

AT_THEIR_WORD = frozenset({"end_kindly"})
"""Timers that go on whatever becomes of a live request, on hold too: they said that they do not want it any more."""

ALONG = frozenset({"handover"}) | AT_THEIR_WORD
"""Timers that go on whatever becomes of a live request, but while it is on hold: they are not of a state."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a state means, where it may go, which timers begin with it, and which others may run in it."""

    means: str
    to: frozenset[State]
    starts: tuple[str, ...]
    keeps: frozenset[str]


class CannotMove(Refused):
    """The table does not allow it."""


def _read() -> dict[State, Step]:
    rows = tomllib.loads(Path(__file__).with_name("states.toml").read_text(encoding="utf-8"))
    return {
        State(name): Step(
            row["means"],
            frozenset(map(State, row["to"])),
            tuple(row.get("starts", ())),
            frozenset(row.get("keeps", ())) | _beside(State(name)),
        )
        for name, row in rows.items()
    }


def _beside(state: State) -> frozenset[str]:
    if state not in LIVE:
        return frozenset()
    return AT_THEIR_WORD if state is State.SAFETY_HOLD else ALONG


TABLE = _read()


def may_move(state: State, to: State, before: State | None = None) -> bool:
    """May a linkage go from one state to another? `before` is what a state set aside remembers."""
    if to in TABLE[state].to:
        return True
    if state in LIVE and to in COMMON:
        return to != state
    return state in ASIDE and before is not None and to == taken_up(before)


def check_move(state: State, to: State, before: State | None = None) -> None:
    """Raise `CannotMove` where the table does not allow it."""
    if not may_move(state, to, before):
        raise CannotMove(_("That is not possible any more: something has changed meanwhile. Please look again."))


def taken_up(before: State) -> State:
    """Where something that was set aside goes on."""
    return LAPSED.get(before, before)
