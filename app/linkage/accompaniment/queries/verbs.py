"""How far the three steps of going together are: read from what there is, so that nobody has to tick anything."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import Pair, has_written, last, tries_of
from app.linkage.accompaniment.rules.verbs import SHOWN, Known, Verb, verbs
from app.linkage.accompaniment.rules.words import Outcome, Result
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.reachable import acted_since, no_way
from app.linkage.referral.rules.daytime import closes_at
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.timing import after, span_of


def three_steps(session: Session, pair: Pair | None, reader_id: str, now: datetime) -> tuple[Verb, ...]:
    """The steps as one of the two reads them, or staff."""
    if pair is None or pair.linkage.state not in SHOWN:
        return ()
    champion = _("you") if reader_id == pair.champion.id else pair.champion.name
    newcomer = _("you") if pair.is_newcomer(reader_id) else pair.linkage.name or _("the newcomer")
    return verbs(known(session, pair, now), champion, newcomer, now)


def known(session: Session, pair: Pair, now: datetime) -> Known:
    """What there is of the three."""
    plan = _agreed(session, pair)
    spoke = any(result is Result.SPOKE for result, _at in tries_of(session, pair.walk))
    return Known(
        in_touch=spoke or plan is not None or (has_written(session, pair) and _reached(session, pair, now)),
        contact_by=_by_day(first_contact_by(pair.linkage) or _due(pair.linkage, {"first_try"}, now)),
        how=plan.how if plan else "",
        plan_by=_by_day(_due(pair.linkage, {"tries", "plan_again"}, now)),
        meets=plan.meet_at if plan else None,
        went=plan is not None and plan.outcome is Outcome.ATTENDED,
    )


def first_contact_by(linkage: Linkage) -> datetime | None:
    """In the minutes after a yes: by when they are in touch, as it will be promised."""
    if linkage.state is not State.ACCEPTED:
        return None
    begins = next((each.due_at for each in linkage.timers if each.kind == "confirm" and each.done_at is None), None)
    is_urgent = linkage.discharge_on is not None and linkage.discharge_on <= local_day(linkage.since, LONDON)
    span = span_of("first_try", linkage.organisation.constants, is_urgent=is_urgent)
    return after(begins, span, ()) if begins else None


def first_contact_due(linkage: Linkage) -> datetime | None:
    """When the first contact is to be made, also where that is late; None where it was made, or is not the turn."""
    open_ones = (each.due_at for each in linkage.timers if each.kind == "first_try" and each.done_at is None)
    return first_contact_by(linkage) or min(open_ones, default=None)


def _agreed(session: Session, pair: Pair) -> Plan | None:
    """The plan of both that stands, else the one by which they went."""
    if pair.plan:
        return pair.plan if pair.plan.is_agreed else None
    latest = last(session, pair.linkage.id)
    went = latest is not None and latest.walk_id == pair.walk.id and latest.outcome is Outcome.ATTENDED
    return latest if went else None


def _reached(session: Session, pair: Pair, now: datetime) -> bool:
    """Does what is sent reach the newcomer, or did they answer?"""
    return no_way(session, pair.linkage, now) is None or acted_since(session, pair.linkage, pair.walk.since)


def _by_day(due: datetime | None) -> datetime | None:
    """Nobody is promised anything at night."""
    return closes_at(due, timedelta()) if due else None


def _due(linkage: Linkage, kinds: Collection[str], now: datetime) -> datetime | None:
    """When the first of these is due, if that is still to come."""
    open_ones = (each for each in linkage.timers if each.kind in kinds and each.done_at is None and each.due_at > now)
    return min((each.due_at for each in open_ones), default=None)
