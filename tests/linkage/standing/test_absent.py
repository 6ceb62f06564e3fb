"""What is new, and what nobody has, goes to whoever is there: not to a colleague who is away."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.matching.jobs import company
from app.linkage.referral.actions import covers, tasks
from app.linkage.referral.actions.telling import tell_us
from app.linkage.referral.rules.covers import Away
from app.linkage.referral.rules.states import State
from app.post.models import Letter
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, cora, hub, person

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

TODAY, DAY = date(2026, 12, 21), timedelta(days=1)


def test_what_is_new_or_held_by_nobody_goes_to_whoever_is_there(
    app: Flask, session: Session, browser: Browser, at: Callable[[str], datetime]
) -> None:
    away, dee, eli = cora(session), person(session, "Dee", Role.COORDINATOR), person(session, "Eli", Role.COORDINATOR)
    covers.be_away(session, by(away), hub(session).id, Away(away.id, dee.id, TODAY, TODAY + DAY), NOW)
    linkage = asked(session, state=State.TRIAGE)
    at(NOW.isoformat())
    page = browser.sign_in(eli).get("/organisations/calder-hub/cover")
    offered = {each.get("value") for each in page.one("select", name="cover").iter("option")}
    assert offered - {""} == {dee.id, eli.id}, "whoever is away cannot be chosen; whoever hands it over can"
    tell_us(session, linkage, "/requests", NOW)
    tasks.give(session, linkage, "quiet", NOW)
    session.commit()
    with app.app_context():
        company(session, NOW)

    for kind in ("ask_new", "task_due"):
        told = set(session.scalars(select(Letter.person_id).where(Letter.kind == kind)))
        assert told == {dee.id, eli.id}, kind
    tell_us(session, asked(session, person(session, "Ned"), agrees=False), "/requests", NOW + 2 * DAY)
    told = set(session.scalars(select(Letter.person_id).where(Letter.kind == "ask_new", Letter.due_at > NOW)))
    assert told == {away.id, dee.id, eli.id}, "they are here again"


def test_whose_absence_ends_is_said_it_can_be_taken_back_and_they_are_told_once_it_cannot(
    session: Session, browser: Browser, at: Callable[[str], datetime]
) -> None:
    away, dee = cora(session), person(session, "Dee", Role.COORDINATOR)
    made = covers.be_away(session, by(away), hub(session).id, Away(away.id, dee.id, TODAY, TODAY + DAY), NOW)
    session.commit()
    here = f"/organisations/calder-hub/cover/{made.id}"
    moment = at(NOW.isoformat())
    assert "I am here again" in browser.sign_in(away).get("/today").text
    browser.sign_in(dee)
    today = browser.get("/today")
    assert "Cora is here again" in today.text and "I am here again" not in today.text

    def told() -> list[tuple[str | None, datetime | None]]:
        session.rollback()
        found = session.scalars(select(Letter).where(Letter.kind == "task_due"))
        return sorted({(each.person_id, each.due_at) for each in found})

    ended = browser.post(f"{here}/end", follow=True)
    assert "Cora is not away any more. They are told in five minutes" in ended.text and "It is kept" not in ended.text
    assert told() == [(away.id, moment + timedelta(minutes=5))]
    back = browser.post(f"{here}/resume", follow=True)
    assert "Cora is away, Dee stands in" in back.text and told() == []

    browser.post(f"{here}/end")
    at((NOW + timedelta(minutes=5)).isoformat())
    assert "take it back" not in browser.get("/organisations/calder-hub/cover").text
    late = browser.post(f"{here}/resume")
    assert late.status == 409 and "Say anew that they are away" in late.text
    assert [who for who, _due in told()] == [away.id]


def test_whoever_says_it_themselves_is_told_nothing_and_what_has_not_begun_is_said_otherwise(
    session: Session, browser: Browser, at: Callable[[str], datetime]
) -> None:
    away, dee = cora(session), person(session, "Dee", Role.COORDINATOR)
    made = covers.be_away(session, by(away), hub(session).id, Away(away.id, dee.id, TODAY + DAY, TODAY + DAY), NOW)
    session.commit()
    at(NOW.isoformat())
    cover = "/organisations/calder-hub/cover"
    assert "Cora is not away after all" in browser.sign_in(dee).get(cover).text
    assert "I am not away after all" in browser.sign_in(away).get(cover).text
    assert "Your absence has ended now." in browser.post(f"{cover}/{made.id}/end", follow=True).text
    assert session.scalars(select(Letter).where(Letter.kind == "task_due")).all() == []
