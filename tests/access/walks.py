"""Cal walks with Ned, in the world of the matrix."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.linkage.matching.models import Walk
from app.linkage.referral.actions import timers
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from app.people.models import Organisation
from tests.access.cast import CALDER
from tests.conftest import MONDAY_EVENING as NOW

Ids = dict[str, str]


def walks(session: Session, people: Ids) -> dict[str, Ids]:
    """Ids by thing: his walk, and the page of who asked."""
    listing_id = session.scalars(select(Listing.id).where(Listing.in_person).order_by(Listing.slug)).first()
    hub = session.scalars(select(Organisation).where(Organisation.slug == CALDER)).one()
    asked = Linkage(
        organisation_id=hub.id, person_id=people["ned"], state=State.CONTACTING, since=NOW, entry=Entry.SELF,
        asked_at=NOW - timedelta(days=1), listing_id=listing_id,
    )  # fmt: skip
    asked.wishes = Wishes()
    session.add(asked)
    session.flush()
    timers.begin(session, asked, "tries", NOW)
    walk = Walk(linkage_id=asked.id, champion_id=people["cal"], since=NOW - timedelta(days=10))
    session.add(walk)
    session.flush()
    return {"walk of cal": {"walk_id": walk.id}, "page of ned": {"page": asked.page}}
