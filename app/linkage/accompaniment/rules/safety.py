"""Coming home safely: who is told when nobody checks in, in which order, and what is done at the end of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.accompaniment.rules.planning import CHECK_IN, HOME

STEP = timedelta(minutes=15)
"""Between one and the next who is told."""

STILL_OUT = timedelta(hours=12)
"""So long after the end the page asks a champion who did not say so whether they are home."""

ORDER = ("home_supervisor", "home_duty", "home_policy")
"""The timers after the time to be home: the supervisor, whoever is on duty, what the organisation has agreed to do."""

TOLD = {"home_supervisor": "missed_check_in", "home_duty": "still_missing", "home_policy": "policy_now"}
"""What is then written down, and so told."""

UNTIL_HOME = ("check_in", "home", *ORDER)
"""Timers that go on until the champion has said that they are home, also when the outing itself is settled."""

STEPS = ("check_in_due", "home_due", *(TOLD[kind] for kind in ORDER))
"""What is told when each of them is over, in their order."""

MISSED = len(STEPS) - len(ORDER)
"""From this step on others than the champion are told."""

URGENT_TASKS = ("ring_champion", "missed_check_in", "nobody_here", "champion_not_seen", "champion_care")
"""What whoever is on duty sees to."""

LONGEST = 200

POLICY = (
    marked("Try the champion again, then whoever knows that they are out."),
    marked("Ring the venue, and ask whether anybody saw them leave."),
    marked("Send nobody to look alone."),
    marked("No word by now, and they are usually on time: ring 101. If you think that somebody is in danger: 999."),
    marked("Say where they were to meet, when, and how they look. Say nothing of why they met."),
    marked("Write down here what you did, and tell your safeguarding lead today."),
)
QUIET = (
    marked("Ring them at once, as a friend would: “Have you got a minute?”. They may not be alone."),
    marked("Ask something that can be answered with yes or no."),
    marked("If they say the word that you agreed, or do not answer: ring 999 and say where they are to be."),
    marked("If all is well, they tell you so without being asked. It is fine to have pressed it by mistake."),
)
UNRUNG = (
    marked("No number is known: write to them at once, as a friend would: “Have you got a minute?”."),
    marked(
        "Nobody answers within minutes, or the word that you agreed stands in it: ring 999, say where they are to be."
    ),
    marked("Nobody is sent to look alone. Whoever knows that they are out may know a number."),
    marked("If all is well, they tell you so without being asked. It is fine to have pressed it by mistake."),
)
"""What is done, step by step, where nobody comes home; where somebody asked for help without saying so, and can be rung
or only written to."""


HAPPENED = {
    "nobody_here": marked("The newcomer saw nobody at the meeting point"),
    "nobody_over": marked("The newcomer saw them after all"),
    "newcomer_not_seen": marked("The newcomer had not come by a quarter past"),
    "champion_not_seen": marked("The champion had not come by a quarter past"),
    "check_in_due": marked("A check-in was asked for"),
    "home_due": marked("The champion was asked once more whether they are home"),
    "missed_check_in": marked("Nobody checked in: the supervisor was told"),
    "still_missing": marked("Still nobody checked in: whoever is on duty was told"),
    "policy_now": marked("Still nobody checked in: what is agreed for this is to be done"),
    "way_home": marked("The champion asked for quiet help"),
    "seen_to": marked("Somebody on duty saw to it"),
    "champion_not_well": marked("The champion asked for a call"),
    "home": marked("One of the two is home"),
    "said_how": marked("One of the two said how it went"),
    "unsaid": marked("The newcomer took back that nobody was there to meet them"),
}
"""What happened to people who are out, by its code."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A safety card as its champion sees it: who knows that they are out; whether a word is agreed, never which."""

    tells: str = field(default="", repr=False)
    has_word: bool = False


class NotOwn(Refused):
    """Nobody says of themselves that they were looked after; the sentence says who does."""


class CannotKeep(Refused):
    """This cannot stand on a card; the sentence says what to do."""


def check_card(*texts: str) -> None:
    """Raise `CannotKeep` where a text is too long for a card."""
    if any(len(text) > LONGEST for text in texts):
        raise CannotKeep(_("Use {most} characters or fewer.", most=LONGEST))


def due_of(step: int, ends_at: datetime) -> datetime:
    """When a step of `STEPS` is due after the end of an outing."""
    return ends_at + (CHECK_IN if step == 0 else HOME + STEP * (step - 1))
