"""What follows for a champion from their answers to questions: care, and rest where they need it; never a mark."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.champions.actions.stepping import mind, mind_not
from app.champions.rules.waiting import MOST_NO, MOST_UNANSWERED, NO_WITHIN, UNANSWERED_WITHIN, Wait
from app.linkage.matching.models import Answer, Offer, Round
from app.linkage.matching.queries.offers import how_many, profile

NEEDS_A_BREAK = "need_a_break"


def said_no(session: Session, offer: Offer, now: datetime) -> None:
    """Who needs a break is asked nothing more until they say; after several times no somebody asks how they are."""
    champion = profile(session, offer)
    if champion is None:
        return
    since = max(now - NO_WITHIN, champion.care_at or now - NO_WITHIN)
    if offer.reason == NEEDS_A_BREAK:
        mind(session, champion, Wait.BREAK_WISHED, now)
    elif not champion.care and how_many(session, offer.champion_id, Answer.DECLINED, since) >= MOST_NO:
        mind(session, champion, Wait.MANY_NO, now)


def said_nothing(session: Session, asked: Round, now: datetime) -> None:
    """Whoever did not get to two questions is asked whether they still wish for them, and nothing else until then."""
    for offer in asked.offers:
        champion = profile(session, offer) if offer.answer is Answer.EXPIRED else None
        if champion is None or champion.care == Wait.UNANSWERED:
            continue
        since = max(now - UNANSWERED_WITHIN, champion.care_at or now - UNANSWERED_WITHIN)
        if how_many(session, offer.champion_id, Answer.EXPIRED, since) >= MOST_UNANSWERED:
            mind(session, champion, Wait.UNANSWERED, now)


def took_back(session: Session, offer: Offer) -> None:
    """A no is taken back, and what followed from it too."""
    champion = profile(session, offer)
    if champion and offer.answered_at:
        mind_not(session, champion, offer.answered_at)
