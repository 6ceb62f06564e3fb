"""What somebody may choose from when they suggest a plan."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.rules.timetable import Occurrence
from app.directory.rules.words import when_sentence
from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.queries.dates import door_words, instead, listing, to_choose, venue_of
from app.linkage.accompaniment.queries.pairs import Pair, last, last_looks
from app.saved.rules.reminders import name_of


@dataclass(frozen=True, slots=True)
class Offer:
    """One listing with its dates, as (name, words), and what else is near. `given` is what the form shows first."""

    listing: Listing | None
    dates: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[Listing, str], ...] = ()
    given: dict[str, str] = field(default_factory=dict, repr=False)


def to_plan(session: Session, pair: Pair, person_id: str, listing_id: str, now: datetime) -> Offer:
    """The listing that is asked for, else that of the plan, else the wished one."""
    earlier = pair.plan or last(session, pair.linkage.id)
    wanted = listing_id or (earlier.listing_id if earlier else "") or pair.linkage.listing_id or ""
    chosen = listing(session, wanted) if wanted else None
    if chosen is None:
        return Offer(None)
    dates = to_choose(session, pair.linkage, chosen, now)
    near = () if dates else tuple((each, _when(one, now)) for each, one in instead(session, chosen, now))
    is_same = earlier is not None and earlier.listing_id == chosen.id
    given = {
        "date": name_of(dates[0]) if dates else "",
        "where": earlier.where if earlier and is_same else door_words(venue_of(session, dates[0]) if dates else None),
        "journey": earlier.journey if earlier and is_same else chosen.venue.transport if chosen.venue else "",
        "looks": last_looks(session, pair, person_id),
    }
    return Offer(chosen, tuple((name_of(one), _when(one, now)) for one in dates), near, given)


def nearby(session: Session, lost: Listing, now: datetime) -> tuple[tuple[Listing, str], ...]:
    """What is on near a listing instead, in words."""
    return tuple((each, _when(one, now)) for each, one in instead(session, lost, now))


def _when(one: Occurrence, now: datetime) -> str:
    return when_sentence(one.starts, one.ends, local_day(now, LONDON), one.all_day)
