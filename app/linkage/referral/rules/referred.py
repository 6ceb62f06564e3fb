"""What those learn who asked for somebody: where it stands in plain words, as far as the person agreed; and figures by
agency in which nobody can be made out."""

from collections.abc import Collection
from dataclasses import dataclass

from app.kernel.speech import marked
from app.linkage.referral.rules.states import State

FEWEST = 5
PASSED_ON = marked("Passed on. They did not ask us to tell you more.")
WAITING, LINKED = marked("Waiting for company"), marked("Linked: somebody goes with them")
WENT, ENDED, OTHER_DOOR = marked("They went together"), marked("Ended, the door is open"), marked("Shown another door")
ELSEWHERE = marked("Another organisation looks after them now")

HAS_GONE = frozenset({State.ATTENDED, State.FOLLOWING, State.CLOSING, State.CLOSED})
IS_LINKED = frozenset({
    State.ACCEPTED, State.CONTACTING, State.PLANNED, State.GOING, State.REPLANNING, State.OUTREACH,
})  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Figures:
    """So many whom one agency asked for, how many of them were linked, and how many went. None: too few to be told."""

    agency: str
    asked: int | None
    linked: int | None
    went: int | None


def figures(agency: str, asked: int, linked: int, went: int) -> Figures:
    """The figures of one agency, small ones left out, and those from which a small one could be worked out."""
    if asked < FEWEST:
        return Figures(agency, None, None, None)
    return Figures(agency, asked, _told(linked, asked), _told(went, asked))


def tidy_agency(typed: str, known: Collection[str]) -> str:
    """An agency as it is kept: spelt as it was before, where it differs in nothing but capitals and spaces."""
    plain = " ".join(typed.split())
    return next((each for each in known if each.casefold() == plain.casefold()), plain)


def _told(count: int, of: int) -> int | None:
    return None if count < FEWEST or 0 < of - count < FEWEST else count
