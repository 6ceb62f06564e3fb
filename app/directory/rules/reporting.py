"""What a report on a listing may be."""

from app.kernel.errors import Refused
from app.kernel.speech import _, marked

REASONS = {
    "not_on": marked("It was not on"),
    "moved": marked("It has moved"),
    "time": marked("The time is wrong"),
    "door": marked("I could not get in, or find it"),
    "other": marked("Something else here is wrong"),
}
BEFORE_A_SHUT_DOOR = frozenset({"not_on", "moved", "time", "door"})
"""While one of these is open, nobody says by the way that all is right: somebody may have stood before a shut door."""
LONGEST = 500


class CannotReport(Refused):
    """The report lacks something, in words that say what."""


def check_report(what: str, words: str) -> None:
    """Raise `CannotReport` if this is no report that an editor could act on."""
    if what not in REASONS:
        raise CannotReport(_("Choose what is wrong."))
    if len(words) > LONGEST:
        raise CannotReport(_("Use {most} characters or fewer. You used {used}.", most=LONGEST, used=len(words)))
    if what == "other" and not words.strip():
        raise CannotReport(_("Say in a few words what is wrong."))
