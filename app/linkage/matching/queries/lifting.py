"""Who may let a request that is on hold go on, and what everybody else reads: the same words whatever it was for."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.concerns.queries.duty import holders
from app.concerns.queries.stops import behind, concerns_behind, stopped, told_of
from app.kernel.roles import Appointment
from app.linkage.matching.queries.offers import open_walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State


@dataclass(frozen=True, slots=True)
class Hold:
    """A request on hold, for one of the staff. `ask`: the names of other safeguarding leads; `concerns`: reference and
    page of what they may read that stands behind it."""

    may_lift: bool
    is_lead: bool
    ask: tuple[str, ...]
    concerns: tuple[tuple[str, str], ...] = field(repr=False, default=())


def hold(session: Session, linkage: Linkage, me: str) -> Hold | None:
    """None where it is not on hold. What a concern stopped is let go on there first; whom somebody told us of they are
    not joined to again; and whoever has a part in it decides nothing about it."""
    if linkage.state is not State.SAFETY_HOLD:
        return None
    two, leads = two_of(session, linkage), holders(session, linkage.organisation_id, Appointment.SAFEGUARDING_LEAD)
    is_lead = any(each.id == me for each in leads)
    ask = tuple(each.name for each in leads if each.id != me)
    told = told_of(session, two)
    known = concerns_behind(session, behind(session, two, None if told else linkage.since)) if is_lead else []
    mine = [each for each in known if me not in {mark.person_id for mark in each.marks}]
    ours = [each for each in mine if each.organisation_id == linkage.organisation_id]
    concerns = tuple((each.reference, f"/organisations/{each.organisation.slug}/concerns/{each.id}") for each in ours)
    is_free = not told and not stopped(session, two) and len(mine) == len(known)
    return Hold(is_lead and is_free, is_lead, ask, () if is_free else concerns)


def may_lift(session: Session, linkage: Linkage, me: str) -> bool:
    """May this person let it go on where it was?"""
    found = hold(session, linkage, me)
    return found is not None and found.may_lift


def two_of(session: Session, linkage: Linkage) -> list[str]:
    """Whose request it is, and who goes with them."""
    walk = open_walk(session, linkage.id)
    return [linkage.person_id, *([walk.champion_id] if walk else [])]
