"""Staff keep two people apart: whatever brings them together ends in the same transaction. On both databases."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.actions.apart import exclude
from app.concerns.queries.apart import exclusions
from app.linkage.matching.actions import rounds
from app.linkage.matching.actions.rounds import Asked
from app.linkage.matching.models import Answer, Offer
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions.own import pause
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, champion, cora, hub
from tests.linkage.walks import MEET, NOON, Two
from tests.linkage.walks import two as of_two
from tests.linkage.wholeness import flaws

WHY = "An order of a court"
At = Callable[[str], datetime]


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


@pytest.mark.parametrize("stage", ["contacting", "planned", "asked", "nothing"])
def test_what_the_two_have_together_is_said_and_asked_about_once_and_nothing_typed_is_lost(
    session: Session, browser: Browser, at: At, stage: str
) -> None:
    staff = cora(session)
    if stage in ("contacting", "planned"):
        made = of_two(session)
        first, second = made.nia, made.cal
    else:
        second, linkage = champion(session), asked(session, state=State.TRIAGE)
        first = linkage.person
    if stage == "planned":
        made.planned()
    if stage == "asked":
        rounds.ask(session, by(staff), linkage, [Asked(second.id)], NOW)
    session.commit()
    if stage == "planned":
        at("2026-12-23T12:00")
    page = f"/organisations/{hub(session).slug}/apart"
    form = {"first": first.id, "second": second.id, "reason": WHY}
    browser.sign_in(staff)
    said = {
        "contacting": "Cal goes with Nia. This ends it.",
        "planned": "Nia and Cal plan to go on Monday 28 December. This ends it.",
        "asked": "Cal is being asked about Nia. This takes the question back.",
    }
    if stage in said:
        question = browser.post(page, form)
        assert question.status == 200 and said[stage] in question.text and exclusions(session, hub(session).id) == []
        session.rollback()
        back = browser.post(page, form | {"sure": "no"})
        assert WHY in back.text and len([one for one in back.all("option") if one.get("selected") is not None]) == 2
        assert exclusions(session, hub(session).id) == []
        session.rollback()
        form |= {"sure": "yes"}
    kept = browser.post(page, form, follow=True)

    assert ("What these two had together has ended." in kept.text) is (stage in said) and "It is kept." in kept.text
    session.rollback()
    assert len(exclusions(session, hub(session).id)) == 1 and flaws(session) == []
