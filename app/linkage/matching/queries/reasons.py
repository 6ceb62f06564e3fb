"""Why this champion: what a newcomer reads beside their name, after the yes."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.matching.models import Offer, Walk
from app.linkage.matching.queries.looking import look_at
from app.linkage.matching.rules.explaining import of_named
from app.linkage.matching.rules.soft import Part
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.wishes import Likeness

HEALTH = Likeness.METHADONE_OR_BUPRENORPHINE
"""Beside a name it would tell of a prescription."""


def two_reasons(session: Session, linkage: Linkage, walk: Walk, now: datetime) -> tuple[str, ...]:
    """Two in plain words, from what was kept when they were asked; none where nobody asked them through the site or
    they are no champion any more. Raises `CannotOpen` while a key is not at hand."""
    offer = session.get(Offer, walk.offer_id) if walk.offer_id else None
    if offer is None:
        return ()
    kept = json.loads(offer.why).get("parts", {}) if offer.why else {}
    parts = [Part(term, points, weight) for term, (points, weight) in kept.items()]
    seen = look_at(session, linkage.organisation, [linkage], now, only=walk.champion_id)
    champion = next((each for each in seen.candidates if each.person == walk.champion_id), None)
    unsaid = {"likeness"} if HEALTH in linkage.wishes.likeness else set()
    return of_named(seen.askers[0], champion, parts, unsaid) if champion else ()
