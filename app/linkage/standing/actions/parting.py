"""Staff keep two people apart who go together, or one of whom is being asked about the other: at once that ends."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.matching.actions import rounds
from app.linkage.matching.actions.answers import hand_on
from app.linkage.matching.queries.offers import open_round, open_walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import held, of_person


def part(session: Session, first_id: str, second_id: str, now: datetime) -> None:
    """Either may be the one who asked. Both hear only that somebody else goes, or that it has ended. For
    `concerns.actions.apart.ON_EXCLUDED`."""
    for newcomer_id, champion_id in ((first_id, second_id), (second_id, first_id)):
        for linkage_id in sorted(each.id for each in of_person(session, newcomer_id) if each.is_live):
            linkage = held(session, linkage_id)
            if linkage:
                _part(session, linkage, champion_id, now)


def _part(session: Session, linkage: Linkage, champion_id: str, now: datetime) -> None:
    walk, asked = open_walk(session, linkage.id), open_round(session, linkage.id)
    if walk and walk.champion_id == champion_id:
        hand_on(session, None, linkage, now, ending=rounds.BY_STAFF)
        return
    is_asked = asked and any(each.champion_id == champion_id and each.answered_at is None for each in asked.offers)
    if asked and is_asked and not rounds.take_out(session, asked, champion_id, now):
        rounds.go_on(session, linkage, asked, now)
