"""Messages that did not arrive, in words for staff; and when somebody may try again."""

from datetime import datetime

from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.post.rules.letter import SAID, Trouble

OTHER_KIND = marked("A message")
SHOWN = frozenset(SAID)
"""What staff can do something about. What somebody did not want, or reads inside the site, is no trouble."""


class CannotRetry(Refused):
    """It is not sent again; the sentence says why."""


class MayHaveArrived(Refused):
    """Somebody has to say that it may arrive twice."""


def check_retry(trouble: str, road: str, ends_at: datetime, now: datetime, *, sure: bool, is_kept: bool) -> None:
    """Raise `CannotRetry`, or `MayHaveArrived` for a text whose fate is unknown while nobody said that they are
    `sure`."""
    if trouble not in SHOWN or not is_kept or ends_at <= now:
        raise CannotRetry(_("It is too late to send this again."))
    if trouble == Trouble.UNKNOWN and road == "text" and not sure:
        raise MayHaveArrived(_("It may have arrived. If you send it again, it may come twice."))
