"""Everybody who waits in an organisation, everybody who could go, and every date on which they could: as matching sees
it at one moment."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.champions.queries.candidates import candidates
from app.champions.rules.facts import CandidateFacts
from app.concerns.queries.apart import blocked_pairs, held_back
from app.consent.models import Consent
from app.consent.rules.texts import SHARE_CHAMPION
from app.directory.models import Listing
from app.directory.queries.matching import in_area
from app.directory.queries.pages import WHOLE
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import ROUTE
from app.directory.rules.timetable import Kind, Occurrence, State, occurrences
from app.kernel.days import LONDON, local_day
from app.linkage.matching.models import Walk
from app.linkage.matching.queries.offers import Load, asked_before, loads, walked_before
from app.linkage.matching.rules.fitting import falls
from app.linkage.matching.rules.hard import Reason
from app.linkage.matching.rules.seen import Carried, Request, asker_of, candidate_of
from app.linkage.matching.rules.shortlist import World
from app.linkage.matching.rules.soft import Weights
from app.linkage.matching.rules.values import Asker, Candidate, Facts, Ground, Limits, Meeting, Point
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules import states
from app.people.models import OrganisationArea
from app.places.models import Access, Venue
from app.places.queries import public_point
from app.seal import ring

WAITS = (states.State.RECEIVED, states.State.TRIAGE, states.State.WAITING, states.State.REENGAGING)
LOOKED_AT = timedelta(days=14)
KNOWN_OF_VENUES = ("step_free", "accessible_toilet", "hearing_loop")


def waiting(session: Session, organisation_id: str) -> list[Linkage]:
    """Everybody of an organisation for whom somebody is still to be found."""
    mine = select(Linkage).where(Linkage.organisation_id == organisation_id, Linkage.state.in_(WAITS))
    return list(session.scalars(mine.order_by(Linkage.id)))


def world(session: Session, organisation_id: str, whom: Sequence[Linkage], now: datetime) -> World:
    """Some who asked, beside all champions of their organisation."""
    askers = {each.id: each for each in whom}
    listings = _listings(session, organisation_id, list(askers.values()))
    champions = candidates(session, organisation_id, now)
    carried = loads(session, [each.person_id for each in champions], now)
    ids = [each.person_id for each in champions]
    last, resting = _last_yes(session, ids), held_back(session, ids, now)
    return World(
        askers=[_asker(session, each, listings, now) for each in askers.values()],
        candidates=[
            _candidate(each, _carried(carried.get(each.person_id, Load()), last.get(each.person_id)), resting, now)
            for each in champions
        ],
        meetings=_meetings(session, list(listings.values()), now),
        ground=Ground(_facts(session, askers.values(), ids), now, Limits()),
        weights=Weights.of(None),
        key=ring().index("who is asked first", "matching").encode(),
    )


def why_not(session: Session, linkage: Linkage, champion_id: str, now: datetime) -> Reason | None:
    """The rule that keeps this champion from going with them, or None. A named meeting is looked at for longer."""
    seen = world(session, linkage.organisation_id, [linkage], now)
    asker = next(each for each in seen.askers if each.request == linkage.id)
    found = next((each for each in seen.candidates if each.person == champion_id), None)
    if found is None:
        return Reason("ch_active", "")
    return falls(asker, found, seen.meetings, seen.ground)


def _asker(session: Session, linkage: Linkage, listings: dict[str, Listing], now: datetime) -> Asker:
    held = select(Consent.id).where(
        Consent.person_id == linkage.person_id, Consent.purpose == SHARE_CHAMPION, Consent.withdrawn_at.is_(None)
    )
    named = listings.get(linkage.listing_id or "")
    request = Request(
        id=linkage.id,
        person=linkage.person_id,
        asked_at=linkage.asked_at,
        agreed=session.scalars(held).first() is not None,
        adult=True,
        discharge_on=linkage.discharge_on,
        listing=linkage.listing_id or "",
        wished_on=linkage.wished_on,
        routes=frozenset(named.codes(ROUTE)) if named else frozenset(),
    )
    return asker_of(request, linkage.wishes, now)


def _candidate(facts: CandidateFacts, carried: Carried, resting: Collection[str], now: datetime) -> Candidate:
    """To whom nothing is offered for now is like one who has a break: why is nobody's to see here."""
    found = candidate_of(facts, carried, now)
    return replace(found, not_ready=(*found.not_ready, "paused")) if facts.person_id in resting else found


def _carried(load: Load, last: datetime | None) -> Carried:
    return Carried(load.open_offers, load.active, load.new, local_day(last, LONDON) if last else None)


def _last_yes(session: Session, ids: Sequence[str]) -> dict[str, datetime]:
    found = select(Walk.champion_id, func.max(Walk.since)).where(Walk.champion_id.in_(ids)).group_by(Walk.champion_id)
    return {champion: since for champion, since in session.execute(found)}


def _facts(session: Session, askers: Collection[Linkage], champions: Sequence[str]) -> Facts:
    answered: dict[tuple[str, str], str] = {}
    parted: dict[tuple[str, str], datetime] = {}
    for linkage in askers:
        answered |= {(linkage.id, one): said for one, said in asked_before(session, linkage.id).items()}
        parted |= {(linkage.person_id, one): ended for one, ended in walked_before(session, linkage.id).items()}
    apart = blocked_pairs(session, [*champions, *(each.person_id for each in askers)])
    pairs = {(each.person_id, one) for each in askers for one in champions}
    return Facts(frozenset(pair for pair in pairs if frozenset(pair) in apart), answered=answered, parted=parted)


def _listings(session: Session, organisation_id: str, askers: Sequence[Linkage]) -> dict[str, Listing]:
    """The meetings of the areas that they serve, while somebody wishes for help with choosing; and every named one."""
    found: dict[str, Listing] = {}
    if any(each.listing_id is None for each in askers):
        for area in session.scalars(select(OrganisationArea.area_id).filter_by(organisation_id=organisation_id)):
            found |= {each.id: each for each in in_area(session, area) if each.kind is Kind.MEETING}
    missing = {each.listing_id for each in askers if each.listing_id} - set(found)
    named = select(Listing).where(Listing.id.in_(missing)).options(*WHOLE)
    return found | {each.id: each for each in session.scalars(named).unique()}


def _meetings(session: Session, listings: Sequence[Listing], now: datetime) -> list[Meeting]:
    first = local_day(now, LONDON)
    last = first + LOOKED_AT
    venues = {each.venue.id: each.venue for each in listings if each.venue}
    made: dict[str, list[Meeting]] = defaultdict(list)
    for listing, table in timetables(session, listings, first, last):
        routes = frozenset(listing.codes(ROUTE))
        for one in occurrences(table, first, last):
            if one.state is State.ON and not one.ask_first and one.starts > now:
                made[listing.id].append(_meeting(listing, routes, one, venues))
    return [each for found in made.values() for each in found]


def _meeting(listing: Listing, routes: frozenset[str], one: Occurrence, venues: dict[str, Venue]) -> Meeting:
    venue = venues.get(one.venue_id or "")
    point = public_point(venue) if venue else None
    known = {name for name in KNOWN_OF_VENUES if venue and getattr(venue, name) is Access.YES}
    return Meeting(
        id=f"{listing.id}:{one.day.isoformat()}:{one.starts:%H%M}",
        listing=listing.id,
        starts=one.starts,
        ends=one.ends,
        routes=routes,
        is_open=one.is_open,
        venue=one.venue_id or "",
        point=Point(*point) if point else None,
        online=not one.in_person,
        access=frozenset(known),
    )
