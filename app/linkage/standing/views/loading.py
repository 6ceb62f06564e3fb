"""The request that staff look at or change, for every page of theirs; a stranger gets what is not there."""

from flask import abort

from app import db
from app.kernel.access import Warrant
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.web.access import visit, warrant


def load(linkage_id: str) -> tuple[Linkage, Warrant]:
    """To be read."""
    found = linkages.one(db.session(), linkage_id)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    return found or abort(404), by


def hold(linkage_id: str) -> tuple[Linkage, Warrant]:
    """To be changed: nothing else happens to it meanwhile."""
    found, by = load(linkage_id)
    return linkages.held(db.session(), found.id) or abort(404), by
