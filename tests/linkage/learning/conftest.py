"""Nia and Cal have a plan; Dan is learning, and Una looks after champions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.models import Champion
from app.champions.rules.words import Status
from app.kernel.access import Relation, Warrant
from app.kernel.roles import Role
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.learning.actions import asking
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.learners import fresh
from app.linkage.matching.models import Walk
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State
from app.people.actions.invitations import set_contact
from app.people.models import Person
from app.people.rules.contact import Contact
from app.post.models import Letter
from tests.factories import champions as factory
from tests.linkage.cast import asked, by, cora, hub, person
from tests.linkage.walks import NOON, Two
from tests.linkage.walks import two as made

At = Callable[[str], datetime]


@dataclass
class Three:
    """Everything about them."""

    two: Two
    dan: Person
    dans: Champion
    cals: Champion
    una: Person
    cora: Person
    plan: Plan

    @property
    def session(self) -> Session:
        return self.two.session

    @property
    def as_dan(self) -> Warrant:
        return by(self.dan, "walk.learn", Relation.OWN)

    @property
    def as_cal(self) -> Warrant:
        return by(self.two.cal, "walk.learn", Relation.OWN)

    @property
    def as_nia(self) -> Warrant:
        return by(self.two.nia, "linkage.own", Relation.OWN)

    @property
    def as_cora(self) -> Warrant:
        return by(self.cora)

    def asked(self, now: datetime = NOON) -> Learner:
        """Cora asks whether Dan may come along."""
        linkages.held(self.session, self.two.linkage.id)
        found = asking.ask(self.session, self.plan, self.dan.id, self.as_cora, now)
        self.session.commit()
        return found

    def agreed(self, now: datetime = NOON) -> Learner:
        """And all three say yes."""
        found = self.asked(now)
        for who in (self.as_dan, self.as_cal, self.as_nia):
            asking.agree(self.session, found, who, now)
        self.session.commit()
        return found

    def again(self, found: Learner) -> Learner:
        """It, as it stands."""
        read = fresh(self.session, found.id)
        assert read
        return read


def learner(session: Session, una: Person, name: str, **changes: object) -> tuple[Person, Champion]:
    """Somebody in preparation who lacks nothing but the first walk."""
    made = person(session, name, Role.CHAMPION)
    set_contact(made, Contact("phone", f"+44770090{len(name):02}{ord(name[0]):02}"))
    lacking = {"status": Status.PREPARING, "walked_on": None, "ready_on": None, "supervisions": []}
    profile = factory.champion(session, made.holdings[0], una, **lacking | changes)
    session.commit()
    return made, profile


def went_before(session: Session, cal: Person, meeting_id: str) -> None:
    """Cal went with somebody a while ago, who has done with company since."""
    earlier = asked(session, person(session, "Old"), State.CLOSED, listing_id=meeting_id)
    long_ago = NOON - timedelta(days=60)
    walk = Walk(linkage_id=earlier.id, champion_id=cal.id, since=long_ago, ended_at=long_ago, ending="done")
    session.add(walk)
    session.flush()
    session.add(Plan(
        linkage_id=earlier.id, walk_id=walk.id, number=1, listing_id=meeting_id, starts_at=long_ago, meet_at=long_ago,
        ends_at=long_ago, made_at=long_ago, made_by=cal.id, newcomer_agreed_at=long_ago, champion_agreed_at=long_ago,
        ended_at=long_ago, ending="attended", outcome=Outcome.ATTENDED,
    ))  # fmt: skip
    session.commit()


@pytest.fixture
def three(app: Flask, session: Session, at: At) -> Three:
    """On Wednesday 23 December at noon; they meet on Monday evening. Nobody was asked yet."""
    at("2026-12-23T12:00")
    two = made(session)
    two.meeting.audience = "open"
    una = factory.supervisor(session, hub(session), "Una")
    cals = factory.champion(session, two.cal.holdings[0], una)
    went_before(session, two.cal, two.meeting.id)
    dan, dans = learner(session, una, "Dan")
    plan = two.planned()
    return Three(two, dan, dans, cals, una, cora(session), plan)


def profile_of(session: Session, who: Person) -> Champion:
    mine = select(Champion).where(Champion.holding_id == who.holdings[0].id)
    return session.scalars(mine.execution_options(populate_existing=True)).one()


def letters(three: Three, who: str) -> list[str]:
    """The plain words for somebody inside the site, as the planner has them."""
    people = {"dan": three.dan, "cal": three.two.cal, "nia": three.two.nia, "una": three.una}
    mine = select(Letter).where(Letter.person_id == people[who].id, Letter.channel == "inbox")
    mine = mine.where(Letter.kind.in_(("walk_along", "champion_own", "champion_care")))
    return sorted(each.values for each in three.session.scalars(mine))


def told(three: Three, who: str, words: str) -> bool:
    return any(words in each for each in letters(three, who))
