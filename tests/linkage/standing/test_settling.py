"""While a champion may still take a yes back the newcomer knows of nobody; once it is settled both roads tell."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.kernel.access import Relation
from app.linkage.accompaniment.actions import lines
from app.linkage.accompaniment.queries import pairs
from app.linkage.accompaniment.rules.lines import CannotSay
from app.linkage.accompaniment.rules.words import Saying
from app.linkage.matching.actions import answers, rounds
from app.linkage.matching.actions.rounds import Asked
from app.linkage.matching.jobs import company
from app.linkage.matching.models import Offer
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.people.models import Person
from app.post.models import Letter
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, champion, person

MINUTE = timedelta(minutes=1)
SETTLING = "Somebody may have said yes"
FOUND = "Somebody said yes: Cal goes with you."


def yes_of_cal(session: Session) -> tuple[Linkage, Offer, Person]:
    linkage, cal = asked(session, person(session), State.TRIAGE), champion(session)
    rounds.ask(session, None, linkage, [Asked(cal.id)], NOW)
    offer = session.scalars(select(Offer)).one()
    answers.accept(session, by(cal, "offer.answer", Relation.OWN), offer, NOW)
    session.commit()
    return linkage, offer, cal


def plans(app: Flask, session: Session, moment: datetime) -> None:
    with app.app_context():
        company(session, moment)


def news(session: Session) -> set[tuple[str, bool]]:
    """By which roads it is told to whom, and whether it says who goes with them."""
    return {
        (each.channel, FOUND in each.values)
        for each in session.scalars(select(Letter).where(Letter.kind == "company_news"))
    }


def test_until_it_is_settled_the_newcomer_reads_no_name_and_can_press_nothing_about_them(
    browser: Browser, session: Session, app: Flask
) -> None:
    linkage, offer, cal = yes_of_cal(session)
    browser.sign_in(linkage.person)
    mine = f"/mine/{linkage.page}"

    page = browser.get(f"{mine}/now")

    assert SETTLING in page.text and "You hear in a few minutes." in page.text
    for unsaid in ("Cal ", "Cal’", "First contact", "Hello. I am glad", "Another person", "see how to reach me"):
        assert unsaid not in page.source
    for step in ("say", "share", "hide", "another", "never", "write", "plan", "agree"):
        refused = browser.post(f"{mine}/{step}", {"word": Saying.HELLO.value if step == "say" else ""})
        assert refused.status == 409 and SETTLING in refused.text and "Cal " not in refused.source, step
    for path in ("write", "plan"):
        assert browser.get(f"{mine}/{path}").status == 409
    assert "Cal " not in browser.get(f"{mine}/never").source
    assert not news(session)

    answers.undo(session, by(cal, "offer.answer", Relation.OWN), offer, NOW + MINUTE)
    session.commit()
    page = browser.get(f"{mine}/now")
    assert "We look for somebody else" in page.text and "Cal " not in page.source
    plans(app, session, NOW + 2 * MINUTE)
    assert not any(names for _road, names in news(session))


def test_neither_does_the_champion_write_to_them_before(session: Session) -> None:
    linkage, _offer, cal = yes_of_cal(session)
    pair = pairs.of_linkage(session, linkage.id)
    assert pair

    with pytest.raises(CannotSay):
        lines.say(session, pair, Saying.HELLO, by(cal, "walk.keep", Relation.OWN), NOW)


@pytest.mark.parametrize("how", ["go on now", "five minutes"])
def test_as_soon_as_it_is_settled_both_roads_tell_even_if_the_planner_comes_late(
    session: Session, app: Flask, how: str
) -> None:
    linkage, offer, cal = yes_of_cal(session)
    if how == "go on now":
        answers.go_on(session, by(cal, "offer.answer", Relation.OWN), offer, NOW + MINUTE)
    else:
        answers.go_ahead(session, None, linkage, NOW + 5 * MINUTE)
    session.commit()

    assert news(session) == {("wished", True), ("inbox", True)}

    plans(app, session, NOW + 6 * MINUTE)
    kept = session.scalars(select(Letter.key).where(Letter.kind == "company_news")).all()
    assert len(kept) == len(set(kept)) == 2 and linkage.state is State.CONTACTING
    session.execute(delete(Letter))
    plans(app, session, NOW + 7 * MINUTE)
    assert news(session) == {("wished", True), ("inbox", True)}
