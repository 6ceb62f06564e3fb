"""What a coordinator may do with a request by one button, by where it stands."""

from dataclasses import dataclass

from app.kernel.speech import marked
from app.linkage.referral.rules.states import ASIDE, LIVE, State, taken_up


@dataclass(frozen=True, slots=True)
class Button:
    """A move, and what it is called. `with_champion`: only while somebody walks with them."""

    to: State
    label: str
    with_champion: bool = False


NOBODY_BEFORE = "nobody_before"
"""Why a request was taken: nobody looked after it."""

IN_TOUCH = Button(State.CONTACTING, marked("They are in touch again: go on with the same champion"), with_champion=True)
FOLLOW = Button(State.FOLLOWING, marked("They are well: keep asking how it goes"))
END = Button(State.CLOSING, marked("Agree on an ending with them"))
LOST = Button(State.OUTREACH, marked("We lost touch: reach out kindly"))
DOOR = Button(State.SIGNPOSTED, marked("Another door is better, and they agree"))
HOLD = Button(State.SAFETY_HOLD, marked("Set it on hold, until a safeguarding lead lets it go on"))
HELD = marked("This is on hold. A safeguarding lead can let it go on.")

BUTTONS: dict[State, tuple[Button, ...]] = {
    State.RECEIVED: (Button(State.TRIAGE, marked("I look after this")),),
    State.TRIAGE: (Button(State.WAITING, marked("Nobody is free now: let it wait")), DOOR),
    State.WAITING: (DOOR,),
    State.SIGNPOSTED: (
        Button(State.RECEIVED, marked("They wish for company after all")),
        Button(State.CLOSED, marked("It was the right door")),
    ),
    State.CONTACTING: (LOST,),
    State.REPLANNING: (
        Button(State.CONTACTING, marked("They go on together: first contact once more"), with_champion=True),
        LOST,
        END,
    ),
    State.ATTENDED: (FOLLOW,),
    State.FOLLOWING: (LOST, END),
    State.OUTREACH: (IN_TOUCH, FOLLOW, END),
    State.CLOSING: (FOLLOW,),
    State.CLOSED: (Button(State.REENGAGING, marked("They would like company again")),),
    State.REENGAGING: (FOLLOW, Button(State.CLOSED, marked("They only said hello: leave the door open"))),
    State.SAFETY_HOLD: (END,),
}

CAN_ASK = frozenset({
    State.RECEIVED, State.TRIAGE, State.WAITING, State.ACCEPTED, State.CONTACTING, State.PLANNED, State.REPLANNING,
    State.FOLLOWING, State.OUTREACH, State.REENGAGING,
})  # fmt: skip
"""States in which champions can be asked; where somebody walks with them already, that ends."""


def buttons(state: State, before: State | None, *, has_champion: bool, may_lift: bool) -> list[Button]:
    """The buttons of a request that stands there. `may_lift`: whoever looks may let it go on where it is on hold."""
    found = [each for each in BUTTONS.get(state, ()) if has_champion or not each.with_champion]
    if state is State.SAFETY_HOLD and before is not None and may_lift:
        found.insert(0, Button(taken_up(before), marked("Lift the hold: go on where it was")))
    if state in LIVE - ASIDE:
        found.append(HOLD)
    return found
