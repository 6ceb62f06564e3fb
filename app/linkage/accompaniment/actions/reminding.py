"""A coordinator reminds whoever has something to say: one friendly message, once a day."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.linkage.accompaniment.queries.pairs import of_linkage, standing, was_asked, was_reminded
from app.linkage.accompaniment.rules.telling import CHAMPION, NEWCOMER, NEWS, NUMBER
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import WITH_A_CHAMPION
from app.notices.queries.reach import hindrance
from app.post.rules import Channel


def remind(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """Whoever has not said yes to the plan that stands; without a plan the champion, who makes the first contact. Why
    it reaches nobody, where it does not, is kept as the reason. Pressed twice, the second time does nothing."""
    if linkage.state not in WITH_A_CHAMPION or was_reminded(session, linkage, now):
        return
    plan, pair = standing(session, linkage.id), of_linkage(session, linkage.id)
    whom = {}
    if pair and (plan is None or plan.champion_agreed_at is None):
        whom[CHAMPION] = pair.walk.champion_id
    if plan is not None and plan.newcomer_agreed_at is None:
        whom[NEWCOMER] = linkage.person_id
    for what, person_id in whom.items():
        note(session, linkage, what, by, now, reason=hindrance(session, person_id, NEWS, Channel.WISHED, now) or "")


def ask_number(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """The champion is asked for a telephone number, so that somebody can ring them when they are out. Pressed twice, or
    where there is one by now, it does nothing."""
    if linkage.state in WITH_A_CHAMPION and not was_asked(session, linkage, now):
        pair = of_linkage(session, linkage.id)
        if pair and not pair.walk.champion.phone:
            why = hindrance(session, pair.walk.champion_id, NEWS, Channel.WISHED, now)
            note(session, linkage, NUMBER, by, now, reason=why or "")
