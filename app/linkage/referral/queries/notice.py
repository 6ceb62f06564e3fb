"""What there is to say of the date that somebody chose: too soon, short notice, or further off than we look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.queries.timetables import timetables
from app.directory.rules.timetable import Occurrence, State, next_on, occurrences
from app.directory.rules.words import day_name
from app.kernel.days import LONDON, local_day
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.notice import TO_THEM, Notice, Pace, Sort, judge, said
from app.linkage.referral.rules.states import State as Standing
from app.people.models import Organisation
from app.places.models import Nation
from app.places.queries import bank_holidays

LOOKING = frozenset({
    Standing.RECEIVED, Standing.TRIAGE, Standing.WAITING, Standing.OFFERING, Standing.REENGAGING,
})  # fmt: skip
"""Where somebody is still to be found."""
FOLLOWING = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Wished:
    """A date of a meeting, asked for at a moment."""

    listing: Listing
    on: date
    asked_at: datetime
    is_urgent: bool = False


def notice_of(session: Session, linkage: Linkage, now: datetime) -> Notice | None:
    """Of a request for which somebody is still to be found."""
    listing = session.get(Listing, linkage.listing_id) if linkage.listing_id else None
    if listing is None or linkage.wished_on is None or linkage.state not in LOOKING:
        return None
    is_urgent = linkage.discharge_on is not None and linkage.discharge_on <= local_day(now, LONDON)
    wished = Wished(listing, linkage.wished_on, linkage.asked_at, is_urgent)
    return notice(session, wished, linkage.organisation, now)


def short_notice(session: Session, linkage: Linkage, now: datetime, words: Mapping[Sort, str] = TO_THEM) -> str:
    """The same in words; "" where there is nothing to say."""
    found = notice_of(session, linkage, now)
    return said(found, now, words) if found else ""


def notice(session: Session, wished: Wished, organisation: Organisation | None, now: datetime) -> Notice | None:
    """None where there is time enough, or where it is not on then. Without an organisation by what is usual."""
    first = wished.on - timedelta(days=1)
    ((_listing, table),) = timetables(session, [wished.listing], first, wished.on + FOLLOWING)
    dates = occurrences(table, wished.on, wished.on)
    chosen = next((each for each in dates if each.state is State.ON and each.ends > now), None)
    if chosen is None:
        return None
    constants = organisation.constants if organisation else None
    pace = Pace.of(constants, bank_holidays(Nation.ENGLAND_AND_WALES), is_urgent=wished.is_urgent)
    sort = judge(chosen.starts, wished.asked_at, now, pace)
    later = next_on(table, chosen.ends, 1, FOLLOWING.days) if sort and sort is not Sort.EARLY else []
    return Notice(sort, chosen.starts, _words(later, now)) if sort else None


def _words(later: list[Occurrence], now: datetime) -> str:
    return day_name(later[0].starts.date(), local_day(now, LONDON)) if later else ""
