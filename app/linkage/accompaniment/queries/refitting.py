"""Whether a plan still stands once somebody wishes for something else."""

from sqlalchemy.orm import Session

from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.refitting import Otherwise, Wished, holds
from app.linkage.matching.rules.values import Meeting, Point
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.wishes import Access as Need
from app.places.models import Access, Venue
from app.places.queries import public_point

OF_PLACE = (Need.STEP_FREE, Need.HEARING_LOOP)


def still_stands(session: Session, plan: Plan, linkage: Linkage, otherwise: Otherwise) -> bool:
    """Does the plan fit what they wish for now?"""
    venue = session.get(Venue, plan.listing.venue_id) if plan.listing.venue_id else None
    point = public_point(venue) if venue else None
    meeting = Meeting(
        id=plan.occasion,
        listing=plan.listing_id,
        starts=plan.starts_at,
        ends=plan.ends_at,
        point=Point(*point) if point else None,
        access=frozenset(need.value for need in OF_PLACE if venue and getattr(venue, need) is Access.YES),
    )
    return holds(otherwise, Wished(linkage.wishes, linkage.listing_id or "", linkage.wished_on), meeting)
