"""An accident with data: the 72 hours in which the ICO may have to be told (UK GDPR, article 33), and closing it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from app.kernel.errors import Refused
from app.kernel.speech import _, counted

CLOCK = timedelta(hours=72)
LONGEST = 4000


class CannotKeep(Refused):
    """Something is missing; the sentence says what."""


def check_opening(touches: Collection[str], known: Collection[str], notes: str) -> None:
    """Raise `CannotKeep` unless it says whose data it touches and what happened."""
    if not touches or not set(touches) <= set(known):
        raise CannotKeep(_("Tick the data that it touches."))
    _check_words(notes, _("Say what happened."))


def check_closing(told: str, closed_at: datetime | None) -> None:
    """Raise `CannotKeep` unless it is open and it says what the ICO was told, or why not."""
    if closed_at is not None:
        raise CannotKeep(_("This is closed already."))
    _check_words(told, _("Say what you told the ICO, or why you did not have to."))


def time_left(opened_at: datetime, present: datetime) -> str:
    """What is left of the 72 hours, in words."""
    hours = int((opened_at + CLOCK - present).total_seconds() // 3600)
    if hours < 0:
        return _("The 72 hours are over. Tell the ICO now, and say why it is late.")
    return counted("{count} hour left to tell the ICO", "{count} hours left to tell the ICO", hours)


def _check_words(words: str, missing: str) -> None:
    if not words.strip():
        raise CannotKeep(missing)
    if len(words) > LONGEST:
        raise CannotKeep(_("Use {most} characters or fewer.", most=LONGEST))
