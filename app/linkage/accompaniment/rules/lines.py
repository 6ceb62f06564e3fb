"""What one of the two may say to the other, how often, and what becomes of a line that was reported."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.accompaniment.rules.relay import LONGEST_WORDS, SORTS, Sort, gives_away
from app.linkage.accompaniment.rules.words import BEFORE, ON_THE_WAY, ONLY_NEWCOMER, SAYINGS, Saying

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST = {HOUR: 20, DAY: 60}
MOST_OWN = {HOUR: 10, DAY: 40}
"""Lines of one person to another in a stretch of time; those in their own words."""

JUDGED_WITHIN = timedelta(hours=24)
APPEALED_WITHIN = timedelta(days=28)
"""So long somebody may say that they see it otherwise, once a walk is over."""
GRAVE_FOR = timedelta(days=3)
"""So long it stands beside a line who answers now."""
SHORTEST_REASON, LONGEST_REASON = 10, 500

INSTEAD = {
    True: marked(
        "This looks like {what}. It is held back: {name} does not see how to reach you unless you choose so. You can "
        "let them, with the button “Let {name} see how to reach me”, and send this then. Or leave it out, or say "
        "“I would rather be rung”."
    ),
    False: marked(
        "This looks like {what}. It is held back until {name} chooses to share how to reach them; nobody may press "
        "them to. Leave it out and send the rest, or choose one of the ready sentences."
    ),
}
"""By whether the newcomer wrote it."""


class CannotSay(Refused):
    """These words cannot be sent now; the sentence says what can be done instead. `sort` is what was held back."""

    def __init__(self, sentence: str, sort: Sort | None = None) -> None:
        super().__init__(sentence)
        self.sort = sort


class CannotJudge(Refused):
    """This line cannot be decided about so; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as one of the two sees it. `is_down`: it was taken down, and only its author sees that; `why` is the
    reason, and `may_appeal` whether they have not said yet that they see it otherwise. `is_grave`: it says that
    somebody may be in danger, so beside it stands who answers now."""

    id: str
    is_mine: bool
    words: str = field(repr=False)
    when: str
    at: datetime
    is_reported: bool = False
    is_down: bool = False
    why: str = field(default="", repr=False)
    may_appeal: bool = False
    is_grave: bool = False


def offered(*, is_newcomer: bool, is_today: bool) -> tuple[tuple[str, str], ...]:
    """The sentences that one of the two may choose from now."""
    those = ON_THE_WAY if is_today else BEFORE
    return tuple((each.value, SAYINGS[each]) for each in those if is_newcomer or each not in ONLY_NEWCOMER)


def check_ready(saying: Saying, *, is_newcomer: bool) -> None:
    """Raise `CannotSay` where this sentence is not theirs to say."""
    if saying in ONLY_NEWCOMER and not is_newcomer:
        raise CannotSay(_("Please choose one of the sentences."))


def check_own(words: str, name: str, *, is_newcomer: bool, is_shared: bool) -> None:
    """Raise `CannotSay` where words of their own cannot pass. `is_shared`: the newcomer lets the other see how to reach
    them; then nothing is held back. `name` is the other's."""
    if not words.strip():
        raise CannotSay(_("Write a few words first."))
    if len(words) > LONGEST_WORDS:
        raise CannotSay(_("Use {most} characters or fewer. You used {used}.", most=LONGEST_WORDS, used=len(words)))
    found = None if is_shared else gives_away(words)
    if found:
        raise CannotSay(_(INSTEAD[is_newcomer], what=_(SORTS[found]), name=name), found)


def check_often(times: Sequence[datetime], now: datetime, *, is_own: bool) -> None:
    """Raise `CannotSay` where somebody wrote very often lately; `times` are those of their lines of the same kind."""
    for stretch, most in (MOST_OWN if is_own else MOST).items():
        if sum(moment > now - stretch for moment in times) >= most:
            raise CannotSay(_("You sent many messages in a short time. Please wait a little. In need, ring us."))


def check_reason(reason: str, answers: Collection[str], answer: str) -> None:
    """Raise `CannotJudge` where a decision lacks its answer or its reason: whoever wrote the line reads it."""
    if answer not in answers:
        raise CannotJudge(_("Choose whether it stays or is taken down."))
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise CannotJudge(
            _("Say in a sentence why, in {least} to {most} characters. Whoever wrote it reads this.",
              least=SHORTEST_REASON, most=LONGEST_REASON)
        )  # fmt: skip
