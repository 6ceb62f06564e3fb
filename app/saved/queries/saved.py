"""What somebody saved, with its next date, and as part of their calendar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from app.calendars.queries.entries import entries
from app.calendars.rules.entry import Entry
from app.directory.models import Listing
from app.directory.queries.pages import WHOLE
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import address_of
from app.directory.rules.status import Status
from app.directory.rules.timetable import Occurrence, State, Timetable, next_on, occurrences
from app.kernel.days import LONDON, local_day
from app.saved.models import Saved

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is saved: its next date, and dates before that which are cancelled."""

    saved: Saved
    coming: Occurrence | None
    cancelled: tuple[Occurrence, ...] = ()

    @property
    def listing(self) -> Listing:
        """What it is."""
        return self.saved.listing


def saved_by(session: Session, person_id: str) -> list[Saved]:
    """What a person saved, the latest first."""
    mine = select(Saved).join(Saved.listing).where(Saved.person_id == person_id)
    whole = contains_eager(Saved.listing).options(*WHOLE)
    return list(session.scalars(mine.options(whole).order_by(Saved.made_at.desc(), Saved.id)))


def own(session: Session, person_id: str, saved_id: str) -> Saved | None:
    """One of the things that a person saved."""
    found = session.get(Saved, saved_id)
    return found if found and found.person_id == person_id else None


def one(session: Session, person_id: str, listing_id: str) -> Saved | None:
    """What a person saved of this listing."""
    return session.scalars(select(Saved).where(Saved.person_id == person_id, Saved.listing_id == listing_id)).first()


def how_many(session: Session, person_id: str) -> int:
    """How much a person has saved."""
    return session.scalar(select(func.count()).select_from(Saved).where(Saved.person_id == person_id)) or 0


def with_dates(session: Session, saved: Sequence[Saved], now: datetime) -> list[Kept]:
    """Each with its next date, soonest first; what has none comes last."""
    today = local_day(now, LONDON)
    listings = [each.listing for each in saved]
    tables = timetables(session, listings, today - _ONE_DAY, today + timedelta(days=400))
    found = [_kept(each, table, now) for each, (_listing, table) in zip(saved, tables, strict=True)]
    return sorted(found, key=lambda kept: (kept.coming is None, kept.coming.starts.timestamp() if kept.coming else 0))


def in_calendar(session: Session, person_id: str, address: Callable[[str], str]) -> list[Entry]:
    """What a person saved, as entries of their calendar; what has ended is left out, as in public ones."""
    listings = [each.listing for each in saved_by(session, person_id) if each.listing.status != Status.ENDED]
    return entries(session, listings, {one.id: address(address_of(one)) for one in listings})


def _kept(saved: Saved, table: Timetable, now: datetime) -> Kept:
    coming = next(iter(next_on(table, now, 1)), None)
    last = local_day(coming.starts if coming else now + timedelta(days=14), LONDON)
    before = occurrences(table, local_day(now, LONDON), last)
    off = [one for one in before if one.state is State.CANCELLED and one.ends > now]
    return Kept(saved, coming, tuple(one for one in off if coming is None or one.starts <= coming.starts)[:2])
