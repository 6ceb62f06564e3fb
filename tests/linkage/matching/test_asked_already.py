"""A question that is answered before its message has left is not sent any more; and what else somebody is asked stands
where their questions stand."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.matching.actions import answers, rounds
from app.linkage.matching.actions.rounds import Asked
from app.linkage.matching.models import Answer
from app.linkage.matching.queries import engaged
from app.linkage.referral.rules.states import State
from app.notices.actions.telling import tell
from app.post.models import Letter
from tests.browser import Browser
from tests.conftest import LONDON
from tests.linkage.cast import asked, by, champion, person

NIGHT = datetime(2026, 12, 23, 1, 6, tzinfo=LONDON)


@pytest.mark.parametrize("says", ["yes", "no", "recalled"])
def test_a_question_that_is_settled_is_not_sent_any_more(session: Session, says: str) -> None:
    cal = champion(session)
    linkage = asked(session, person(session), State.WAITING, NIGHT)
    made = rounds.opened(session, linkage, [Asked(cal.id)], NIGHT)
    offer = made.offers[0]
    tell(session, cal.id, "offer_made", f"{offer.id}:1", values={"link": "/offers"}, now=NIGHT)
    linkage.state = State.OFFERING
    session.commit()

    then = NIGHT + timedelta(minutes=30)
    if says == "yes":
        answers.accept(session, by(cal), offer, then)
    elif says == "no":
        answers.decline(session, by(cal), offer, then)
    else:
        rounds.close(session, made, Answer.RECALLED, then)

    held = select(Letter.id).where(Letter.kind == "offer_made", Letter.channel == "wished")
    assert session.scalars(held).all() == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nobody_reads_that_nobody_waits_for_them_while_something_else_is_asked(
    session: Session, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    cal = champion(session)
    session.commit()
    assert "Nobody is waiting for your answer" in browser.sign_in(cal).get("/offers").text
    words = "Would you take somebody with you who is learning? Say yes or no"
    monkeypatch.setattr(engaged, "ALSO_ASKED", [lambda *_: [("/walks/x", words)]])

    for page in ("/offers", "/today"):
        seen = browser.get(page).text
        assert words in seen and "Nobody is waiting for your answer" not in seen
