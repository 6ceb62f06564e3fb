"""What is refused on a request leads back to the request, with the true reason on top."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from app import db
from app.kernel.errors import Refused
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.linkage.standing.views.shown import page
from app.web import errors
from app.web.access import visit, warrant

PLACE = "/requests/<linkage_id>"


def refused(error: Refused) -> ResponseReturnValue:
    """The page of the request as it stands now, where a press on one of its pages was refused."""
    rule: Any = request.url_rule
    if rule is None or not rule.rule.startswith(PLACE):
        return errors.refused(error)
    db.session().rollback()
    found = _theirs((request.view_args or {})["linkage_id"])
    return (page(found, str(error)), 409) if found else errors.refused(error)


def _theirs(linkage_id: str) -> Linkage | None:
    found = linkages.one(db.session(), linkage_id)
    try:
        warrant(linkages.relations_to(found, visit().actor.person_id))
    except HTTPException:
        return None
    return found
