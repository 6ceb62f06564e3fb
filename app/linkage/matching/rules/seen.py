"""What is kept of people and meetings, made into the values that matching may see. Everything else stays behind."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.champions.rules.facts import CandidateFacts
from app.champions.rules.times import Away, Slot
from app.kernel.days import LONDON, ONE_DAY, local_day, to_instant
from app.linkage.matching.rules.values import Asker, Candidate, Point, Span, Way
from app.linkage.referral.rules.wishes import Access, Gender, Likeness, Wishes

AHEAD = timedelta(days=15)
"""So far times are laid out: the fortnight that is looked at, and the night after it."""
ROUTE = "route:"
"""A tag for knowing a route from one's own life: what “the same route” asks for."""
ENGLISH = "en"
UNBOOKED = "interpreter"
"""A language that nobody speaks: somebody who needs an interpreter waits until one is booked."""
PARTS = {"morning": (time(6), time(12)), "afternoon": (time(12), time(18)), "evening": (time(17), time(23, 59))}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a champion has in hand: questions open to them, people they walk with, how many of those began this week,
    when they last said yes, the listings to which they went with somebody, and when they meet somebody already."""

    offers: int = 0
    walks: int = 0
    new_this_week: int = 0
    last_matched: date | None = None
    meets: frozenset[str] = frozenset()
    engaged: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is kept, without its wishes. `routes`: of the meeting that they named; `before`: champions
    who went with them; `barred`: buildings that they are not to enter, as staff know; `rests`: nobody is to be asked
    for them for now."""

    id: str
    person: str
    asked_at: datetime
    agreed: bool
    adult: bool
    discharge_on: date | None = None
    listing: str = ""
    wished_on: date | None = None
    routes: frozenset[str] = frozenset()
    gender: str = ""
    before: frozenset[str] = frozenset()
    has_interpreter: bool = False
    barred: frozenset[str] = frozenset()
    rests: bool = False


def candidate_of(facts: CandidateFacts, carried: Carried, now: datetime) -> Candidate:
    """A champion. That they are 18 is for staff to see before they say that somebody is ready; it is not kept."""
    routes = facts.routes_belonging
    return Candidate(
        person=facts.person_id,
        adult=True,
        kinds=frozenset(kind.value for kind in facts.kinds),
        not_ready=tuple(reason.value for reason in facts.reasons),
        checked_until=facts.clear_until,
        rests_until=facts.rest_until,
        gender=facts.gender.value if facts.gender else "",
        company=frozenset(gender.value for gender in facts.walks_with),
        languages=facts.languages or frozenset({ENGLISH}),
        helps=frozenset(each.value for each in facts.access),
        routes=facts.routes_willing | routes if facts.routes_willing else frozenset(),
        belongs=routes,
        tags=frozenset(tag.value for tag in facts.tags) | {f"{ROUTE}{route}" for route in routes},
        point=Point(*facts.point) if facts.point else None,
        ways=tuple(Way(mode.value, facts.minutes) for mode in sorted(facts.modes)),
        late_minutes=facts.late_minutes,
        free=tuple(_beside(free(facts.slots, facts.away, now), carried.engaged)),
        cap=facts.cap,
        week=facts.cap_week,
        offers=carried.offers,
        walks=carried.walks,
        new_this_week=carried.new_this_week,
        last_matched=carried.last_matched,
        meets=carried.meets | facts.meets,
        again=facts.again,
    )


def asker_of(request: Request, wishes: Wishes, now: datetime) -> Asker:
    """Somebody who asked for company. Its closed dates are for whoever names a meeting, unless they said that it is not
    there for them. Who asked for no language speaks English."""
    access = frozenset(wishes.access)
    languages = frozenset(wishes.languages)
    if Access.INTERPRETER in access and not request.has_interpreter:
        languages |= {UNBOOKED}
    return Asker(
        request=request.id,
        person=request.person,
        since=request.asked_at,
        agreed=request.agreed,
        adult=request.adult,
        rests=request.rests,
        leaves_today=request.discharge_on == local_day(now, LONDON),
        gender=wishes.own_gender or request.gender,
        genders=frozenset() if wishes.gender is Gender.ANY else frozenset({wishes.gender.value}),
        languages=languages or frozenset({ENGLISH}),
        interpreter=request.has_interpreter,
        needs=frozenset(need.value for need in access - {Access.INTERPRETER}),
        likeness=frozenset(_likeness(wishes.likeness, request.routes or wishes.routes)),
        routes=frozenset() if request.listing else frozenset(wishes.routes),
        belongs=request.routes if wishes.belongs else frozenset(),
        listing=request.listing,
        on=request.wished_on if request.listing else None,
        point=Point(*wishes.point) if wishes.point else None,
        ways=(Way(wishes.journey.value, wishes.minutes),),
        late_minutes=wishes.late_minutes,
        free=tuple(_wished(wishes.free, now)),
        avoids=frozenset(wishes.avoid),
        barred=request.barred,
        again=request.before if wishes.again else frozenset(),
        puts_first=wishes.first,
    )


def free(slots: Iterable[Slot], away: Collection[Away], now: datetime) -> Iterator[Span]:
    """The hours of each week as they pass in the time that is looked at, without the days away."""
    chosen = list(slots)
    for day in _days(now):
        for slot in chosen:
            if slot.weekday == day.weekday():
                last = day if slot.ends > slot.starts else day + ONE_DAY
                whole = Span(to_instant(day, slot.starts, LONDON), to_instant(last, slot.ends, LONDON))
                yield from _without(whole, away)


def _beside(spans: Iterable[Span], engaged: Iterable[tuple[datetime, datetime]]) -> list[Span]:
    """What is left of free time beside what stands already."""
    left = list(spans)
    for since, until in engaged:
        left = [part for span in left for part in _cut(span, since, until)]
    return left


def _without(whole: Span, away: Iterable[Away]) -> Iterator[Span]:
    """What is left of a stretch when the days away are taken out."""
    left = [whole]
    for each in away:
        begins, ends = to_instant(each.first, time.min, LONDON), to_instant(each.last + ONE_DAY, time.min, LONDON)
        left = [part for span in left for part in _cut(span, begins, ends)]
    yield from left


def _cut(span: Span, since: datetime, until: datetime) -> list[Span]:
    parts = (Span(span.starts, min(span.ends, since)), Span(max(span.starts, until), span.ends))
    return [part for part in parts if part.starts < part.ends]


def _wished(codes: Iterable[str], now: datetime) -> Iterator[Span]:
    """Times such as "tue_evening"; a code that is not known is passed over."""
    for code in codes:
        name, _underscore, part = code.partition("_")
        if name in DAYS and part in PARTS:
            for day in _days(now):
                if day.weekday() == DAYS.index(name):
                    starts, ends = PARTS[part]
                    yield Span(to_instant(day, starts, LONDON), to_instant(day, ends, LONDON))


def _days(now: datetime) -> Iterator[date]:
    first = local_day(now, LONDON) - ONE_DAY
    return (first + number * ONE_DAY for number in range(AHEAD.days + 2))


def _likeness(asked: Iterable[Likeness], routes: Iterable[str]) -> Iterator[str]:
    for each in asked:
        if each is Likeness.SAME_ROUTE:
            yield from (f"{ROUTE}{route}" for route in routes)
        else:
            yield each.value
