"""What ends at once if staff keep two people apart, as they read it before they do."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.rules.words import day_name
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.learning.queries.learners import concerning
from app.linkage.matching.queries.offers import open_round
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import of_person
from app.linkage.referral.rules.states import State


def would_end(session: Session, organisation_id: str, pair: tuple[str, str], now: datetime) -> list[str]:
    """Each in a sentence, of the requests of one organisation; either of the two may be the one who asked. For
    `concerns.queries.apart.WOULD_END`."""
    found: list[str] = []
    for newcomer_id, champion_id in (pair, pair[::-1]):
        for each in of_person(session, newcomer_id):
            if each.is_live and each.organisation_id == organisation_id:
                found += _of(session, each, champion_id, now)
    for learner in concerning(session, pair):
        three = {learner.person_id, learner.plan.walk.champion_id, learner.plan.linkage.person_id}
        if learner.person_id in pair and set(pair) <= three:
            found.append(_("{name} is to come along with them to learn. This ends it.", name=learner.person.name))
    return found


def _of(session: Session, linkage: Linkage, champion_id: str, now: datetime) -> Iterator[str]:
    two, asked = of_linkage(session, linkage.id), open_round(session, linkage.id)
    if two and two.walk.champion_id == champion_id:
        names = {"newcomer": linkage.name or _("No name given"), "champion": two.champion.name}
        if linkage.state is State.GOING:
            yield _("{newcomer} and {champion} go together today. This ends it: ring both.", **names)
        elif two.plan and two.plan.is_agreed:
            day = day_name(local_day(two.plan.meet_at, LONDON), local_day(now, LONDON))
            yield _("{newcomer} and {champion} plan to go on {day}. This ends it.", day=day, **names)
        else:
            yield _("{champion} goes with {newcomer}. This ends it.", **names)
    for offer in asked.offers if asked else ():
        if offer.champion_id == champion_id and offer.answered_at is None:
            name = linkage.name or _("No name given")
            yield _("{champion} is being asked about {newcomer}. This takes the question back.",
                    champion=offer.champion.name, newcomer=name)  # fmt: skip
