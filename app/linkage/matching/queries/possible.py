"""Whom a coordinator may choose to ask: the short list with its reasons, and who cannot be asked and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.directory.models import Listing
from app.directory.queries.pages import WHOLE
from app.directory.rules.words import clock, day_name
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.matching.queries.checks import check_may_ask
from app.linkage.matching.queries.deaf import deaf
from app.linkage.matching.queries.looking import look_at, waiting
from app.linkage.matching.queries.offers import champions_of
from app.linkage.matching.rules import explaining
from app.linkage.matching.rules.fitting import falls, funnel
from app.linkage.matching.rules.shortlist import Listed, Look, look, shortlist, stored
from app.linkage.referral.models import Linkage
from app.people.queries.labels import labels

SHOWN = 3
"""So many dates of each."""

OF_THE_MOMENT = frozenset({"ch_active", "capacity"})
"""Rules of which the reason of this moment says more: a break until when, whom they are asked for."""


@dataclass(frozen=True, slots=True)
class Possible:
    """A champion who can be asked: their rank on the short list (0 off it), the dates in words, and why them.
    `is_spare`: asking them leaves nobody else without; else `without` are the names of those who would be. `deaf`: why
    no message tells them of a question, "" where one does."""

    person_id: str
    name: str
    rank: int
    dates: tuple[str, ...]
    why: tuple[str, ...]
    is_spare: bool
    walks: int
    without: tuple[str, ...] = ()
    deaf: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """All that a coordinator sees before they choose."""

    can: tuple[Possible, ...]
    cannot: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    otherwise: tuple[str, ...]


def choice(session: Session, linkage: Linkage, now: datetime) -> Choice:
    """The short list first, by rank; then others who could go, who would leave somebody else without."""
    ours = {each.id: each.name for each in champions_of(session, linkage.organisation_id)}
    names = labels(session, linkage.organisation_id, {who: ours[who] for who in ours if who != linkage.person_id})
    seen = _look(session, linkage, now)
    asker = seen.asker(linkage.id)
    listed = [each for each in shortlist(seen, linkage.id) if each.champion in names]
    said = _Said(
        _meetings(session, listed), _names(session, listed), deaf(session, [each.champion for each in listed], now)
    )
    can = [_listed(seen, each, names[each.champion], said, now) for each in listed]
    cannot = [(names[one], why) for one, why in _others(session, seen, linkage, names, now)]
    asked = [each for each in seen.world.candidates if each.person in names]
    others = explaining.otherwise(seen, linkage.id)
    return Choice(
        can=tuple(can),
        cannot=tuple(sorted(cannot)),
        steps=tuple(explaining.steps(funnel(asker, asked, seen.world.meetings, seen.ground(linkage.id)))),
        otherwise=tuple(explaining.said(each) for each in others) if len(others) > 1 else (),
    )


def why_chosen(session: Session, linkage: Linkage, champions: Sequence[str], now: datetime) -> dict[str, object]:
    """What is kept with each offer, by champion: how they came to be asked, as numbers and codes."""
    seen = _look(session, linkage, now)
    found = {each.champion: stored(seen, linkage.id, each) for each in shortlist(seen, linkage.id)}
    return {one: found.get(one, {"rank": 0, "at": now.isoformat()}) for one in champions}


def _look(session: Session, linkage: Linkage, now: datetime) -> Look:
    others = [each for each in waiting(session, linkage.organisation_id) if each.id != linkage.id]
    return look(look_at(session, linkage.organisation, [*others, linkage], now))


@dataclass(frozen=True, slots=True)
class _Said:
    """Words for what the list is made of: meetings by id, people by request, and why champions hear nothing."""

    meetings: dict[str, str]
    people: dict[str, str]
    deaf: dict[str, str]


def _meetings(session: Session, listed: Sequence[Listed]) -> dict[str, str]:
    ids = {one.listing for each in listed for one in each.dates[:SHOWN]}
    found = session.scalars(select(Listing).where(Listing.id.in_(ids)).options(*WHOLE)).unique()
    return {each.id: ", ".join(filter(None, (each.name, _town(each)))) for each in found}


def _town(listing: Listing) -> str:
    return listing.venue.town if listing.venue and listing.venue.town else ""


def _names(session: Session, listed: Sequence[Listed]) -> dict[str, str]:
    ids = {one for each in listed for one in each.without}
    mine = select(Linkage).where(Linkage.id.in_(ids)).options(joinedload(Linkage.person))
    return {each.id: each.name or _("somebody without a name") for each in session.scalars(mine)}


def _listed(seen: Look, each: Listed, name: str, said: _Said, now: datetime) -> Possible:
    candidate, asker = seen.candidate(each.champion), seen.asker(_request_of(seen, each))
    why = explaining.for_staff(asker, candidate, each.score, seen.world.ground)
    dates = tuple(
        _("{when}: {meeting}", when=_when(one.starts, now), meeting=said.meetings.get(one.listing, ""))
        for one in each.dates[:SHOWN]
    )
    without = tuple(sorted(said.people[one] for one in each.without if one in said.people))
    return Possible(
        each.champion, name, each.rank, dates, tuple(why), each.is_spare, candidate.walks, without,
        said.deaf.get(each.champion, ""),
    )  # fmt: skip


def _request_of(seen: Look, each: Listed) -> str:
    return next(request for (request, champion), score in seen.scores.items() if score is each.score)


def _others(
    session: Session, seen: Look, linkage: Linkage, names: dict[str, str], now: datetime
) -> list[tuple[str, str]]:  # fmt: skip
    """Why each of the others cannot be asked: the rule by which the steps leave them out; where that is their room, how
    it is filled."""
    fits = {champion for request, champion in seen.fits if request == linkage.id}
    asker, found = seen.asker(linkage.id), []
    for each in seen.world.candidates:
        if each.person in names and each.person not in fits:
            rule = falls(asker, each, seen.world.meetings, seen.ground(linkage.id))
            is_own = rule is not None and rule.code not in OF_THE_MOMENT
            why = "" if is_own else _refusal(session, linkage, each.person, now)
            found.append((each.person, why or (explaining.why_not(rule, asker, each) if rule else "")))
    return found


def _refusal(session: Session, linkage: Linkage, champion_id: str, now: datetime) -> str:
    try:
        check_may_ask(session, linkage, champion_id, now)
    except Refused as refused:
        return str(refused)
    return ""


def _when(moment: datetime, now: datetime) -> str:
    local = moment.astimezone(zone_of(LONDON))
    return _("{day}, {time}", day=day_name(local.date(), local_day(now, LONDON)), time=clock(local))
