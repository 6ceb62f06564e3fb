"""Everything that matching looks at in one organisation at one moment, as plain values."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.champions.queries.candidates import candidates, constants_of
from app.concerns.queries.apart import barred, held_back
from app.consent.queries.agreements import agreeing
from app.consent.rules.texts import SHARE_CHAMPION
from app.directory.models import DiaryEntry, Trait
from app.directory.rules.describing import ROUTE
from app.directory.rules.timetable import Kind
from app.kernel.days import LONDON, local_day
from app.kernel.speech import marked
from app.linkage.matching.models import Answer, Offer, Round, Walk
from app.linkage.matching.queries.between import kept_apart
from app.linkage.matching.queries.engaged import engaged, went
from app.linkage.matching.queries.offers import UNDONE, Load, champions_of, loads, together_before
from app.linkage.matching.rules.fitting import falls, keeps_apart
from app.linkage.matching.rules.hard import OF_PLACE, Reason
from app.linkage.matching.rules.seen import Carried, Request, asker_of, candidate_of
from app.linkage.matching.rules.shortlist import World
from app.linkage.matching.rules.soft import Weights
from app.linkage.matching.rules.values import Asker, Candidate, Facts, Ground, Limits, Meeting, Pairing, Point
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.people.models import Organisation
from app.places.models import Access, Venue
from app.places.queries import public_point
from app.seal import ring

FOR_SOMEBODY = (State.RECEIVED, State.TRIAGE, State.WAITING, State.OFFERING, State.REENGAGING)
KINDS = (Kind.MEETING, Kind.CAFE, Kind.EVENT)
"""What somebody goes to for the first time; a course and a volunteering role begin otherwise."""
AHEAD = timedelta(days=14)
VISIT = timedelta(hours=2)
"""Nobody stays in a café for all its hours."""
WEIGHTS = "matching_weights"
KNOWS_THEM = "know_them"
"""What a champion may say who cannot go."""
NO_CHAMPION = ("ch_active", marked("Is not going with people at present"))


@dataclass(frozen=True, slots=True)
class Between:
    """What other features know: whose yes to a champion being told holds now, which two are never to meet, to whom
    nothing is offered for now, and who is not to enter which buildings. All are people's ids. There are no usual
    values, so that nobody can forget to ask."""

    agreed: Collection[str]
    apart: Collection[frozenset[str]]
    held_back: Collection[str]
    barred: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Named:
    """What a request names: by listing its routes, by newcomer the champions who went with them, and which dates of
    listings somebody can still be asked for."""

    routes: Mapping[str, frozenset[str]]
    before: Mapping[str, frozenset[str]]
    to_come: Collection[tuple[str, date]]


def key() -> bytes:
    """The secret of this installation by which equals are told apart."""
    return ring().index("who is asked first", "matching").encode()


def look_at(
    session: Session, organisation: Organisation, whom: Sequence[Linkage], now: datetime, *, only: str = ""
) -> World:  # fmt: skip
    """Some requests as they stand, beside all champions of the organisation, or one of them alone."""
    return world(session, organisation, whom, between(session, organisation.id, whom, now, only=only), now, only=only)


def world(
    session: Session, organisation: Organisation, waiting: Sequence[Linkage], between: Between, now: datetime, *,
    only: str = "",
) -> World:  # fmt: skip
    """Some who wait for somebody to be asked, all champions or one, and the dates of the coming fortnight; where one is
    looked at and everybody named their meeting, those of the meetings named."""
    ours = _champions(session, organisation.id, between, now, only)
    named = {each.listing_id for each in waiting if each.listing_id}
    is_narrow = only and all(each.listing_id for each in waiting)
    dates = _dates(session, [] if is_narrow else [each.area_id for each in organisation.areas], named, now)
    routes = {meeting.listing: meeting.routes for meeting in dates}
    before = together_before(session, {each.person_id for each in waiting})
    chosen = constants_of(session, organisation.id)
    ground = Ground(_facts(session, waiting, between), now, Limits(cap=chosen.active, week=chosen.week))
    earliest = now + ground.limits.notice
    to_come = {(each.listing, local_day(each.starts, LONDON)) for each in dates if each.starts >= earliest}
    askers = [_asker(each, Named(routes, before, to_come), between, now) for each in waiting]
    weights = Weights.of((organisation.constants or {}).get(WEIGHTS))
    return World(askers, ours, dates, ground, weights, key())


def between(
    session: Session, organisation_id: str, whom: Sequence[Linkage], now: datetime, *, only: str = ""
) -> Between:  # fmt: skip
    """What is so at this moment, of these newcomers and all champions, or one."""
    newcomers = {each.person_id for each in whom}
    everybody = newcomers | ({only} if only else {each.id for each in champions_of(session, organisation_id)})
    return Between(
        agreed=agreeing(session, newcomers, SHARE_CHAMPION),
        apart=kept_apart(session, everybody),
        held_back=held_back(session, everybody, now),
        barred=barred(session, newcomers),
    )


def waiting(session: Session, organisation_id: str) -> Sequence[Linkage]:
    """Everybody of an organisation for whom somebody is still to be asked."""
    asking = select(Round.linkage_id).where(Round.closed_at.is_(None))
    mine = select(Linkage).where(Linkage.organisation_id == organisation_id, Linkage.state.in_(FOR_SOMEBODY))
    return session.scalars(mine.where(Linkage.id.not_in(asking)).order_by(Linkage.id)).all()


def why_not(
    session: Session, linkage: Linkage, champion_id: str, now: datetime, *, on_any_date: bool = False
) -> Reason | None:  # fmt: skip
    """The rule that keeps this champion from going with them as far ahead as anybody looks, or None. `on_any_date`: the
    two find one themselves, so only what is between them counts."""
    seen = look_at(session, linkage.organisation, [linkage], now, only=champion_id)
    found = next((each for each in seen.candidates if each.person == champion_id), None)
    if found is None:
        return Reason(*NO_CHAMPION)
    if on_any_date:
        return keeps_apart(seen.askers[0], found, seen.ground)
    return falls(seen.askers[0], found, seen.meetings, seen.ground.wider)


def _asker(linkage: Linkage, named: Named, between: Between, now: datetime) -> Asker:
    """Nobody's request is kept who did not say that they are 18."""
    request = Request(
        linkage.id,
        linkage.person_id,
        linkage.asked_at,
        agreed=linkage.person_id in between.agreed,
        adult=True,
        discharge_on=linkage.discharge_on,
        listing=linkage.listing_id or "",
        wished_on=_day(linkage, named, local_day(now, LONDON)),
        routes=named.routes.get(linkage.listing_id or "", frozenset()),
        before=named.before.get(linkage.person_id, frozenset()),
        has_interpreter=linkage.interpreter_at is not None,
        barred=between.barred.get(linkage.person_id, frozenset()),
        rests=linkage.person_id in between.held_back,
    )
    return asker_of(request, linkage.wishes, now)


def _day(linkage: Linkage, named: Named, today: date) -> date | None:
    """The day that they chose, while it can be; after it, any date of their meeting is as good."""
    on = linkage.wished_on
    is_over = on is None or on < today or (on == today and (linkage.listing_id, on) not in named.to_come)
    return None if is_over else on


def _champions(
    session: Session, organisation_id: str, between: Between, now: datetime, only: str
) -> list[Candidate]:  # fmt: skip
    found = candidates(session, organisation_id, now, only=only)
    ids = [each.person_id for each in found]
    carried = _carried(session, ids, now)
    seen = [candidate_of(each, carried[each.person_id], now) for each in found]
    return [
        replace(each, not_ready=(*each.not_ready, "held_back")) if each.person in between.held_back else each
        for each in seen
    ]


def _carried(session: Session, ids: Sequence[str], now: datetime) -> dict[str, Carried]:
    """What each of them has in hand."""
    carried, last, taken, known = (
        loads(session, ids, now), _last_yes(session, ids), engaged(session, ids, now), went(session, ids),
    )  # fmt: skip
    found = {}
    for one in ids:
        load = carried.get(one, Load())
        found[one] = Carried(
            load.open_offers, load.active, load.new, last.get(one), known.get(one, frozenset()),
            tuple(taken.get(one, ())),
        )  # fmt: skip
    return found


def _last_yes(session: Session, ids: Sequence[str]) -> dict[str, date]:
    """The day on which each champion last began to walk with somebody."""
    latest = func.max(Walk.since, type_=Walk.since.type)
    mine = select(Walk.champion_id, latest).where(Walk.champion_id.in_(ids), Walk.ending != UNDONE, ~Walk.as_staff)
    return {champion: local_day(since, LONDON) for champion, since in session.execute(mine.group_by(Walk.champion_id))}


def _facts(session: Session, waiting: Sequence[Linkage], between: Between) -> Facts:
    """Two who are kept apart are blocked both ways."""
    people, ids = {each.person_id for each in waiting}, [each.id for each in waiting]
    asked = select(Offer.linkage_id, Offer.champion_id, Offer.answer)
    settled = Offer.answer.in_((Answer.DECLINED, Answer.EXPIRED, Answer.UNDONE))
    asked = asked.where(Offer.linkage_id.in_(ids), settled)
    walks = select(Linkage.person_id, Walk.champion_id, Walk.ended_at).join(Walk, Walk.linkage_id == Linkage.id)
    ended = walks.where(Linkage.person_id.in_(people), Walk.ended_at.is_not(None), Walk.ending != UNDONE)
    parted: dict[Pairing, datetime] = {}
    for newcomer, champion, moment in session.execute(ended.order_by(Walk.ended_at)):
        if moment:
            parted[newcomer, champion] = moment
    return Facts(
        blocked=frozenset((one, other) for pair in between.apart for one in pair for other in pair if one != other),
        dual=_known(session, waiting),
        answered={(one, champion): answer.value for one, champion, answer in session.execute(asked) if answer},
        parted=parted,
    )


def _known(session: Session, waiting: Sequence[Linkage]) -> dict[Pairing, str]:
    """Who asked for somebody or holds their request does not walk with them too; and whoever said once that they know
    them is not asked again."""
    known = {
        (each.person_id, other): "staff" for each in waiting for other in (each.referrer_id, each.holder_id) if other
    }
    said = select(Linkage.person_id, Offer.champion_id).join(Offer, Offer.linkage_id == Linkage.id)
    said = said.where(Linkage.person_id.in_({each.person_id for each in waiting}), Offer.reason == KNOWS_THEM)
    return known | {(newcomer, champion): "known" for newcomer, champion in session.execute(said)}


def _dates(session: Session, areas: Sequence[str], named: Collection[str], now: datetime) -> list[Meeting]:
    """What is on in the areas that the organisation serves, and what somebody named wherever it is. A date of which
    nobody knows whether it is on is none."""
    first, last = int(now.timestamp()), int((now + AHEAD).timestamp())
    wanted = select(DiaryEntry, Venue).outerjoin(Venue, Venue.id == DiaryEntry.venue_id)
    wanted = wanted.where(DiaryEntry.starts_at.between(first, last), DiaryEntry.is_on, ~DiaryEntry.ask_first)
    wanted = wanted.where(DiaryEntry.kind.in_(KINDS), ~DiaryEntry.all_day)
    wanted = wanted.where(Venue.area_id.in_(areas) | DiaryEntry.listing_id.in_(named))
    found = session.execute(wanted.order_by(DiaryEntry.starts_at, DiaryEntry.id)).all()
    routes: dict[str, set[str]] = defaultdict(set)
    ids = {entry.listing_id for entry, _venue in found}
    for listing_id, code in session.execute(
        select(Trait.listing_id, Trait.code).where(Trait.sort == ROUTE, Trait.listing_id.in_(ids))
    ):
        routes[listing_id].add(code)
    return [_meeting(entry, venue, frozenset(routes[entry.listing_id])) for entry, venue in found]


def _meeting(entry: DiaryEntry, venue: Venue | None, routes: frozenset[str]) -> Meeting:
    starts, ends = (datetime.fromtimestamp(moment, UTC) for moment in (entry.starts_at, entry.ends_at))
    point = public_point(venue) if venue and entry.in_person else None
    return Meeting(
        id=f"{entry.series_id}/{entry.starts_at}",
        listing=entry.listing_id,
        starts=starts,
        ends=min(ends, starts + VISIT) if entry.kind is Kind.CAFE else ends,
        routes=routes,
        is_open=entry.is_open,
        venue=entry.venue_id or "",
        point=Point(*point) if point else None,
        online=entry.online and not entry.in_person,
        access=frozenset(need for need in OF_PLACE if venue and getattr(venue, need) is Access.YES),
    )
