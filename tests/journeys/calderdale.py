"""The example world for journeys of people: one Wednesday at noon, a copy for each. Nia and Cal have agreed on a plan
there, among all that else goes on."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import db
from app.directory.actions.listings import settle
from app.directory.rules.timetable import Audience
from app.linkage.accompaniment.queries.pairs import last
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage
from app.people.actions.invitations import set_contact
from app.people.models import Person
from app.people.rules.contact import Contact
from tests.journeys.together import PLAN, Journey, World, by_name, fits, on_phones
from tests.linkage.walks import NOON, Two
from tests.linkage.wholeness import flaws
from tools.chromium import served

HUB = "calder-valley-recovery-community"
TITLE, THAT_DAY = "Going together: Clean Slate Halifax", "28 Dec 19:15"


@pytest.fixture
def database(loaded: Path, tmp_path: Path) -> Iterator[Engine]:
    """A copy of it, in place of an empty database."""
    shutil.copyfile(loaded, tmp_path / "test.sqlite")
    engine = db.make_engine(f"sqlite:///{tmp_path / 'test.sqlite'}")
    yield engine
    engine.dispose()


def nia_and_cal(session: Session) -> Two:
    """The two, their plan, and a meeting to which anybody may come, so that others can be asked too."""
    people = {each.name: each for each in session.scalars(select(Person).where(Person.is_example)).unique()}
    nia, cal = people["Nia"], people["Cal"]
    linkage = session.scalars(select(Linkage).where(Linkage.person_id == nia.id)).one()
    walk = session.scalars(select(Walk).where(Walk.linkage_id == linkage.id)).one()
    plan = last(session, linkage.id)
    assert plan and plan.listing.venue
    plan.listing.audience = Audience.OPEN
    settle(session, [plan.listing], NOON)
    session.commit()
    return Two(session, nia, cal, linkage, walk, plan.listing, plan.listing.venue)


@pytest.fixture
def on_the_way(app: Flask, session: Session, chromium: Browser, at: Callable[[str], datetime]) -> Iterator[Journey]:
    """They have agreed on Monday, both pages say so, and both calendars. The rest of the example world goes on."""
    them = nia_and_cal(session)
    with on_phones(app, them, chromium, at) as journey:
        journey.clock(NOON)
        for page, path in ((journey.nia, journey.mine), (journey.cal, journey.walk)):
            page.goto(path)
            page.get_by_text(PLAN).wait_for()
        for who in (them.nia, them.cal):
            assert journey.calendar(who) == [(TITLE, "CONFIRMED", THAT_DAY)]
        journey.fresh()
        yield journey
        journey.fresh()
        assert fits(journey.nia) and fits(journey.cal)
        assert flaws(session) == []


@pytest.fixture
def calder(app: Flask, session: Session, at: Callable[[str], datetime]) -> Iterator[World]:
    """That world, really served; what is due at noon has left. Ruth and Sid may be reached by e-mail. At the end
    everything is still of one piece."""
    for name in ("Ruth", "Sid"):
        set_contact(by_name(session, name), Contact("email", f"{name.lower()}@example.org"))
    session.commit()
    with served(app) as site:
        made = World(app=app, session=session, site=site, at=at)
        made.clock(NOON)
        yield made
        made.fresh()
    assert flaws(session) == []


def newest(session: Session) -> Linkage:
    """The request that was sent last."""
    return session.scalars(select(Linkage).order_by(Linkage.asked_at.desc(), Linkage.id)).all()[0]


def is_refused(page: Page, path: str) -> bool:
    """Does whoever holds this phone find nothing there?"""
    answer = page.goto(path)
    return answer is not None and answer.status == 404
