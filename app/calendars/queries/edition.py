"""Which edition of the listings a calendar is made from: all that decides, unseen, whether it is still as it was."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, select

from app.directory.models import Edition
from app.kernel.days import LONDON, zone_of

_ROW = select(Edition.name, Edition.begun_at).where(Edition.id == 1)


@dataclass(frozen=True, slots=True)
class Issue:
    """An edition on one day: the window of dates moves with the day, and what is true for a time only changes with it.
    `since` is the earliest moment from which all of this can have been so."""

    edition: str
    day: date
    since: datetime


def issue(connection: Connection, day: date) -> Issue:
    """The issue of this day. Ask before anything else is read, so that no older name goes with newer content."""
    row = connection.execute(_ROW).first()
    midnight = datetime.combine(day, time.min, zone_of(LONDON)).astimezone(UTC)
    return Issue(row.name, day, max(row.begun_at, midnight)) if row else Issue("", day, midnight)
