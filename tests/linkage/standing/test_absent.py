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
