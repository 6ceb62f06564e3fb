"""A complaint about people, decisions or data: what it may hold, by when it is answered, what every answer says."""

from datetime import date, timedelta

from app.kernel.errors import Refused
from app.kernel.speech import _, marked

LONGEST = 4000
LONGEST_ANSWER = 4000
UPDATE_AFTER = timedelta(days=14)
DUE_AFTER = timedelta(days=30)
ICO = "ICO"

OUTCOMES = {
    "right": marked("You were right, and we have put it right"),
    "partly": marked("You were right in part"),
    "not_right": marked("We think that we did it right"),
}
TEMPLATE = marked(
    "You complained to us. This is what we found:\n\n\n\nThis is what we have done:\n\n\n\n"
    "If it is about your data and you are not content with this, you can complain to the Information Commissioner’s "
    "Office (ICO): ico.org.uk, telephone 0303 123 1113."
)
"""What an answer begins with; whoever answers fills in the two gaps."""


class CannotComplain(Refused):
    """The complaint lacks something, in words that say what."""


class CannotAnswer(Refused):
    """The answer lacks something, or there is one already."""


def update_by(made_on: date) -> date:
    """The day by which somebody who is still waiting hears how it goes."""
    return made_on + UPDATE_AFTER


def due_by(made_on: date) -> date:
    """The day by which a complaint is answered."""
    return made_on + DUE_AFTER


def check_complaint(words: str) -> None:
    """Raise `CannotComplain` if there is nothing to read, or too much."""
    if not words.strip():
        raise CannotComplain(_("Say in your own words what happened."))
    if len(words) > LONGEST:
        raise CannotComplain(_("Use {most} characters or fewer. You used {used}.", most=LONGEST, used=len(words)))


def check_answer(outcome: str, answer: str, answered_on: date | None) -> None:
    """Raise `CannotAnswer` unless it is a first answer that says how it came out and where else to turn."""
    if answered_on is not None:
        raise CannotAnswer(_("This has been answered already."))
    if outcome not in OUTCOMES:
        raise CannotAnswer(_("Choose how it came out."))
    if len(answer) > LONGEST_ANSWER:
        raise CannotAnswer(_("Use {most} characters or fewer.", most=LONGEST_ANSWER))
    if ICO not in answer:
        raise CannotAnswer(_("Leave the sentence on the ICO in: people have to hear where else they can turn."))
