"""What waits for somebody who is signed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.consent.models import Glass
from app.directory.models import Report
from app.directory.queries.care import in_care
from app.kernel.access import Actor
from app.kernel.days import LONDON, local_day
from app.kernel.roles import Role
from app.linkage.accompaniment.queries.safety import out
from app.linkage.accompaniment.queries.watch import watchers
from app.linkage.handover.queries.handovers import arriving
from app.linkage.referral.models import Absence
from app.linkage.referral.queries.covers import absences
from app.linkage.standing.queries.board import board
from app.linkage.standing.queries.readers import no_reader
from app.people.models import Organisation

FRESH = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many listings are in somebody's care, how many of them nobody confirmed for 90 days, and how many reports on
    them nobody has settled."""

    listings: int = 0
    unconfirmed: int = 0
    reports: int = 0


def waiting_for(session: Session, actor: Actor, now: datetime) -> Waiting:
    """What waits for this person in the listings of their care."""
    listings = in_care(session, actor)
    if not listings:
        return Waiting()
    since = local_day(now, LONDON) - FRESH
    old = sum(1 for each in listings if each.confirmed_on is None or each.confirmed_on < since)
    ids = [each.id for each in listings]
    open_reports = (
        select(func.count()).select_from(Report).where(Report.settled_on.is_(None), Report.listing_id.in_(ids))
    )
    return Waiting(len(listings), old, session.scalars(open_reports).one())


def requests_for(session: Session, actor: Actor, now: datetime) -> tuple[int, int] | None:
    """How many requests for company wait for somebody to act, and how many of them are late, in the organisations that
    this person coordinates; None where they coordinate none."""
    mine = [seat.organisation_id or "" for seat in actor.seats if seat.role is Role.COORDINATOR]
    if not mine:
        return None
    first = board(session, mine, actor.person_id, now).first
    return len(first) + len(arriving(session, mine)), sum(each.is_late for each in first)


def who_is_out(session: Session, actor: Actor, now: datetime) -> list[tuple[Organisation, int, int]]:
    """Where this person watches over those who are out with somebody now: how many are, and for how many of them
    something is to be done."""
    mine = [seat.organisation_id for seat in actor.seats if seat.role is Role.COORDINATOR]
    found = []
    for at in session.scalars(select(Organisation).where(Organisation.id.in_(mine)).order_by(Organisation.name)):
        away = out(session, at.id, now) if actor.person_id in watchers(session, at.id, now) else []
        if away:
            found.append((at, len(away), sum(each.is_urgent for each in away)))
    return found


def who_is_away(session: Session, actor: Actor, now: datetime) -> list[tuple[Organisation, list[Absence]]]:
    """In each organisation that this person coordinates: where they are away today, or act for somebody."""
    mine = [seat.organisation_id for seat in actor.seats if seat.role is Role.COORDINATOR]
    found, today = [], local_day(now, LONDON)
    for at in session.scalars(select(Organisation).where(Organisation.id.in_(mine)).order_by(Organisation.name)):
        theirs = [
            each for each in absences(session, at.id, now)
            if each.away.is_on(today) and actor.person_id in (each.person_id, each.cover_id)
        ]  # fmt: skip
        found.append((at, theirs))
    return found


def without_reader(session: Session, actor: Actor, now: datetime) -> list[tuple[Organisation, str]]:
    """The organisations that this person coordinates in which nobody who reads concerns will be there, in words."""
    mine = [seat.organisation_id for seat in actor.seats if seat.role is Role.COORDINATOR]
    here = session.scalars(select(Organisation).where(Organisation.id.in_(mine)).order_by(Organisation.name))
    found = [(at, no_reader(session, at.id, now)) for at in here]
    return [(at, words) for at, words in found if words]


def records_to_look_at(session: Session, actor: Actor) -> list[tuple[str, str, int]]:
    """Records that others opened in need and nobody has reviewed, in the organisations that this person coordinates:
    its name, the name in its address, and how many."""
    mine = [seat.organisation_id for seat in actor.seats if seat.role is Role.COORDINATOR]
    found = session.execute(
        select(Organisation.name, Organisation.slug, func.count())
        .join(Glass, Glass.organisation_id == Organisation.id)
        .where(Organisation.id.in_(mine), Glass.reviewed_at.is_(None), Glass.actor_id != actor.person_id)
        .group_by(Organisation.name, Organisation.slug)
        .order_by(Organisation.name)
    )
    return [(name, slug, count) for name, slug, count in found]
