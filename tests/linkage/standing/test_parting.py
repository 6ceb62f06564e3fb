"""Staff keep two people apart: whatever brings them together ends in the same transaction. On both databases."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.actions.apart import exclude
from app.linkage.matching.actions import rounds
from app.linkage.matching.actions.rounds import Asked
from app.linkage.matching.models import Answer, Offer
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions.own import pause
from tests.linkage.cast import NOW, asked, by, champion, cora, hub
from tests.linkage.walks import MEET, NOON, Two
from tests.linkage.wholeness import flaws

WHY = "An order of a court"


@pytest.mark.parametrize("stage", ["contacting", "planned", "going", "paused"])
def test_who_goes_together_does_so_no_more(two: Two, stage: str) -> None:
    session, now = two.session, NOON
    if stage in ("planned", "going"):
        two.planned()
    if stage == "going":
        now = MEET
        run_due(session, now)
    if stage == "paused":
        pause(session, two.pair.linkage, date(2026, 12, 30), two.as_nia, now)
    exclude(session, by(cora(session)), hub(session).id, now, pair=(two.cal.id, two.nia.id), reason=WHY)
    session.commit()

    assert two.walk.ended_at == now and two.walk.ending == rounds.BY_STAFF
    assert two.linkage.state in (State.WAITING, State.PAUSED) and "choose" in two.tasks()
    assert flaws(session) == []


def test_who_is_being_asked_about_them_is_asked_no_more(session: Session) -> None:
    cal, bea, staff = champion(session), champion(session, "Bea"), cora(session)
    linkage = asked(session, state=State.TRIAGE)
    rounds.ask(session, by(staff), linkage, [Asked(cal.id), Asked(bea.id)], NOW)
    session.commit()

    exclude(session, by(staff), hub(session).id, NOW, pair=(linkage.person_id, cal.id), reason=WHY)

    answers = dict(session.execute(select(Offer.champion_id, Offer.answer)).all())
    assert answers == {cal.id: Answer.RECALLED, bea.id: None} and flaws(session) == []
