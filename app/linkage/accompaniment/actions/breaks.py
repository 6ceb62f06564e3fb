"""A champion begins a break: nobody is left waiting for them unsaid."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.champions.actions.stepping import OTHERS, STILL_GOES, Break
from app.kernel.access import Warrant
from app.linkage.accompaniment.actions.leaving import is_soon
from app.linkage.accompaniment.queries.breaks import falls_into
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.matching.actions.answers import let_off
from app.linkage.matching.actions.rounds import STEPPED_BACK, concerned
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import note
from app.linkage.referral.queries.linkages import held

BREAK_ASKS, BREAK_GOES = "break_asks", "break_goes"


def begins(session: Session, begun: Break, by: Warrant, now: datetime) -> None:
    """For `champions.actions.stepping.ON_BREAK`. Open questions are taken back; of each walk that falls into it the
    champion said that they still go or that somebody else is to be found, else staff ask them."""
    person_id = begun.person_id
    for linkage_id in concerned(session, person_id, begun.organisation_id):
        linkage, pair = held(session, linkage_id), of_linkage(session, linkage_id)
        if linkage is None:
            continue
        if pair is None or pair.walk.champion_id != person_id:
            let_off(session, linkage, person_id, now, ending=STEPPED_BACK)
        elif falls_into(pair, begun.until, now):
            word, soon = begun.said.get(pair.walk.id, ""), is_soon(pair.plan, now)
            if word == STILL_GOES:
                note(session, linkage, BREAK_GOES, by, now)
            elif word == OTHERS:
                let_off(session, linkage, person_id, now, ending=STEPPED_BACK)
                if soon:
                    tasks.give(session, linkage, "left_today", now, but=person_id)
            else:
                tasks.give(session, linkage, BREAK_ASKS, now, but=person_id)
