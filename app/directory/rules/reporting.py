"""What a report on a listing may be."""

from app.kernel.errors import Refused

REASONS = {
    "not_on": "It was not on",
    "moved": "It has moved",
    "time": "The time is wrong",
    "door": "I could not get in, or find it",
    "other": "Something else here is wrong",
}
LONGEST = 500


class CannotReport(Refused):
    """The report lacks something, in words that say what."""


def check_report(what: str, words: str) -> None:
    """Raise `CannotReport` if this is no report that an editor could act on."""
    if what not in REASONS:
        raise CannotReport("Choose what is wrong.")
    if len(words) > LONGEST:
        raise CannotReport(f"Use {LONGEST} characters or fewer. You used {len(words)}.")
    if what == "other" and not words.strip():
        raise CannotReport("Say in a few words what is wrong.")
