"""Reminders, planned every few minutes. The weekly lists: written into the box on Thursdays, put into words when they
leave."""

from collections.abc import Mapping
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.notices.jobs import site_address
from app.post.rules.leaving import Answer
from app.saved.actions.digest import leave, write
from app.saved.actions.reminding import remind
from app.saved.rules.digest import KIND
from app.web.request import settings
from config import Settings


def reminders(session: Session, now: datetime) -> int:
    """The planner: remind people of the dates of what they saved, and tell of dates that change after that."""
    return remind(session, f"{site_address(settings())}/saved", now)


def weekly_lists(session: Session, now: datetime) -> int:
    """The job: write this week's lists. An area with nothing to tell gets none, and the log says so."""
    written = write(session, now, running())
    for area in written.empty:
        current_app.logger.warning("No weekly list of %s: there is nothing to tell.", area)
    return written.lists


class Weekly:
    """Asked about a weekly list at the moment when it would leave. `site` is the site's own address."""

    def __init__(self, chosen: Settings) -> None:
        self.site = site_address(chosen)

    def __call__(self, session: Session, values: Mapping[str, str | int], now: datetime) -> Answer:
        """The list in words, or why it does not leave. Raises `CannotOpen` while a key is not at hand."""
        return leave(session, values, lambda path: f"{self.site}{path}", now)


def finishing(chosen: Settings) -> dict[str, Weekly]:
    """The kinds of message that are put into words here."""
    return {KIND: Weekly(chosen)}
