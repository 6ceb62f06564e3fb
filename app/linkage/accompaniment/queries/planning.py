"""What somebody may choose from when they suggest a plan."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf

from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.rules.timetable import Occurrence
from app.directory.rules.words import when_sentence
from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.dates import (
    around,
    door_words,
    first_dates,
    instead,
    listing,
    named,
    shut_to,
    to_choose,
    venue_of,
)
from app.linkage.accompaniment.queries.engaged import away, beside
from app.linkage.accompaniment.queries.pairs import Pair, last, last_looks
from app.linkage.accompaniment.rules.engaged import left
from app.linkage.referral.models import Linkage
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Found
from app.saved.rules.reminders import name_of

MOST = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """One listing with its dates, as (name, words), and what else is near. `given` is what the form shows first.
    `is_less`: dates on which the champion who reads is away are left out."""

    listing: Listing | None
    dates: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[Listing, str], ...] = ()
    given: dict[str, str] = field(default_factory=dict, repr=False)
    is_less: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """Meetings to choose from, as (id, name, next date in words, was it wished for); `typed` is what was looked for."""

    options: tuple[tuple[str, str, str, bool], ...]
    typed: str = ""


def to_pick(session: Session, linkage: Linkage, typed: str, now: datetime, never: Collection[str] = ()) -> Pick:
    """The wished one and what is near it; or what is found for a name or near a place. No date in the buildings
    `never`."""
    if typed:
        answer = gazetteer().find(typed)
        point = (answer.place.lat, answer.place.lon) if isinstance(answer, Found) else None
        near = around(session, point, now, never=never) if point else []
        every = [*first_dates(session, named(session, typed), now, never), *near]
        return Pick(_options(every, "", now), typed)
    earlier = last(session, linkage.id)
    ids = list(dict.fromkeys(filter(None, (linkage.listing_id, earlier.listing_id if earlier else None))))
    known = first_dates(session, ids, now, never)
    near = instead(session, known[0][0], now, never) if known else []
    return Pick(_options([*known, *near], ids[0] if ids else "", now))


def to_plan(session: Session, pair: Pair, person_id: str, listing_id: str, now: datetime) -> Offer:
    """The listing that is asked for, else that of the plan, else the wished one."""
    earlier = pair.plan or last(session, pair.linkage.id)
    wanted = listing_id or (earlier.listing_id if earlier else "") or pair.linkage.listing_id or ""
    chosen = listing(session, wanted) if wanted else None
    if chosen is None:
        return Offer(None)
    own, others = beside(session, pair, person_id, now)
    never = shut_to(session, pair.linkage, pair.walk)
    gone = away(session, pair.walk.champion_id)
    free = left(to_choose(session, pair.linkage, chosen, now, most=40, never=never), [*own, *others])
    dates = left(free, gone)[:MOST]
    near = () if dates else tuple((each, _when(one, now)) for each, one in instead(session, chosen, now, never))
    is_same = earlier is not None and earlier.listing_id == chosen.id
    given = {
        "date": name_of(dates[0]) if dates else "",
        "where": earlier.where if earlier and is_same else door_words(venue_of(session, dates[0]) if dates else None),
        "journey": earlier.journey if earlier and is_same else chosen.venue.transport if chosen.venue else "",
        "before": _before(earlier) if earlier and is_same else "15",
        "how": earlier.how if earlier and is_same else "",
        "looks": last_looks(session, pair, person_id),
    }
    is_less = not pair.is_newcomer(person_id) and len(left(free, gone)) < len(free)
    return Offer(chosen, tuple((name_of(one), _when(one, now)) for one in dates), near, given, is_less)


def _before(plan: Plan) -> str:
    return str((plan.starts_at - plan.meet_at) // timedelta(minutes=1))


def nearby(
    session: Session, lost: Listing, now: datetime, never: Collection[str] = ()
) -> tuple[tuple[Listing, str], ...]:
    """What is on near a listing instead, in words."""
    return tuple((each, _when(one, now)) for each, one in instead(session, lost, now, never))


def _options(
    found: Iterable[tuple[Listing, Occurrence | None]], wished: str, now: datetime
) -> tuple[tuple[str, str, str, bool], ...]:
    """The wished one, then the soonest; what has no date comes last."""
    met = {each.id: (each, one) for each, one in found}.values()
    sooner = sorted(met, key=lambda pair: (pair[0].id != wished, pair[1].starts.timestamp() if pair[1] else inf))
    return tuple((each.id, each.name, _when(one, now) if one else "", each.id == wished) for each, one in sooner)


def _when(one: Occurrence, now: datetime) -> str:
    return when_sentence(one.starts, one.ends, local_day(now, LONDON), one.all_day)
