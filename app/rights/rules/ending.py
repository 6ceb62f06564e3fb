"""When an account may end, and when we ask whether somebody still wants theirs."""

from datetime import date, datetime, timedelta

from app.kernel.errors import Refused
from app.kernel.speech import _

CONFIRMS = "ERASE"
"""What somebody types to end their account: the same in every language, as the page shows it."""

ANSWER_WITHIN = timedelta(days=30)
"""After we asked somebody who had not been here for long."""


class HandOver(Refused):
    """Others depend on this person's role; the sentence says what comes first."""


def check_may_end(*, is_last_admin: bool, left_alone: str) -> None:
    """Raise `HandOver` for the last technical admin, and for the last coordinator of an organisation with people, whose
    name is `left_alone`."""
    if is_last_admin:
        raise HandOver(
            _("You are the last technical admin. Let somebody else become one first (the runbook tells how).")
        )
    if left_alone:
        raise HandOver(
            _("You are the last coordinator of {organisation}. Invite another coordinator first, so that the people "
              "there are not left alone.", organisation=left_alone)
        )  # fmt: skip


def confirms(typed: str) -> bool:
    """Did they type the word?"""
    return typed.strip().upper() == CONFIRMS


def asks_before(present: datetime, days: int) -> date:
    """Who was last here before this day is asked whether they want to stay."""
    return (present - timedelta(days=days)).date()


def ends_before(present: datetime) -> date:
    """Who was asked before this day, and did not come, has had their time."""
    return (present - ANSWER_WITHIN).date()
