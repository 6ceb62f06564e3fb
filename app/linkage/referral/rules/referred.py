"""What those learn who asked for somebody: where it stands in plain words, as far as the person agreed."""

from collections.abc import Collection

from app.kernel.speech import marked
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.tally import IS_LINKED

PASSED_ON = marked("Passed on. They did not ask us to tell you more.")
WAITING, LINKED = marked("Waiting for company"), marked("Linked: somebody goes with them")
WENT, ENDED, OTHER_DOOR = marked("They went together"), marked("Ended, the door is open"), marked("Shown another door")
ELSEWHERE = marked("Another organisation looks after them now")

HAS_GONE = frozenset({State.ATTENDED, State.FOLLOWING, State.CLOSING, State.CLOSED})


def stands(state: State, went: bool, *, may_know: bool) -> str:
    """Where a request stands, for whoever asked for somebody. `went`: they have gone together at least once. Of
    those that were withdrawn only such are told of that go on elsewhere."""
    if not may_know:
        return PASSED_ON
    if state is State.WITHDRAWN:
        return ELSEWHERE
    if went:
        return WENT
    if state is State.SIGNPOSTED:
        return OTHER_DOOR
    if state in (State.CLOSED, State.CLOSING):
        return ENDED
    return LINKED if state in IS_LINKED else WAITING


def tidy_agency(typed: str, known: Collection[str]) -> str:
    """An agency as it is kept: spelt as it was before, where it differs in nothing but capitals and spaces."""
    plain = " ".join(typed.split())
    return next((each for each in known if each.casefold() == plain.casefold()), plain)
