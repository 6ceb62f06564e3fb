"""By what those who ask for company are told apart where two of them go by one name: the day and the place, then the
time; for whoever asked for them nothing that they did not type or do themselves."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.rules.words import clock
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.speech import _
from app.kernel.words import month, weekday
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.people.rules.labels import told_apart


def asked_from(session: Session, organisation_id: str, people: Collection[str]) -> dict[str, str]:
    """When each of them last asked this organisation, and from where. For `people.queries.labels.MARKS`. Raises
    `CannotOpen` while a key is not at hand."""
    return {each.person_id: _day_and_place(each) for each in _latest(session, organisation_id, people)}


def asked_at(session: Session, organisation_id: str, people: Collection[str]) -> dict[str, str]:
    """At what time they did. For `people.queries.labels.MARKS`."""
    return {each.person_id: _time(each) for each in _latest(session, organisation_id, people)}


def of_requests(found: Sequence[Linkage]) -> dict[str, str]:
    """What each of these requests is called for staff who see them all, by its id."""
    known = {each.id: each for each in found}

    def day_and_place(same: Collection[str]) -> Mapping[str, str]:
        return {each: _day_and_place(known[each]) for each in same}

    def time(same: Collection[str]) -> Mapping[str, str]:
        return {each: _time(known[each]) for each in same}

    return told_apart(_names(found), day_and_place, time)


def for_referrer(found: Sequence[Linkage]) -> dict[str, str]:
    """The same for whoever asked for all of them: only when they themselves sent it."""
    known = {each.id: each for each in found}

    def day(same: Collection[str]) -> Mapping[str, str]:
        return {each: _day(known[each]) for each in same}

    def time(same: Collection[str]) -> Mapping[str, str]:
        return {each: _time(known[each]) for each in same}

    return told_apart(_names(found), day, time)


def _names(found: Iterable[Linkage]) -> dict[str, str]:
    return {each.id: each.name or _("No name given") for each in found}


def _latest(session: Session, organisation_id: str, people: Collection[str]) -> list[Linkage]:
    """Their requests here, so that the latest of each comes last."""
    theirs = select(Linkage).where(Linkage.organisation_id == organisation_id, Linkage.person_id.in_(people))
    return list(session.scalars(theirs.where(Linkage.state != State.DRAFT).order_by(Linkage.asked_at, Linkage.id)))


def _day_and_place(each: Linkage) -> str:
    place = each.wishes.place
    return _("{asked}, {place}", asked=_day(each), place=place) if place else _day(each)


def _day(each: Linkage) -> str:
    day = local_day(each.asked_at, LONDON)
    return _("asked {day}", day=_weekday_of(day))


def _weekday_of(day: date) -> str:
    return _("{weekday} {day} {month}", weekday=weekday(day.weekday()), day=day.day, month=month(day.month))


def _time(each: Linkage) -> str:
    return _("at {time}", time=clock(each.asked_at.astimezone(zone_of(LONDON))))
