"""A newcomer goes to another organisation: asked with their fresh yes, answered in time, and never between two."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.actions.agreements import agree, withdraw
from app.consent.models import Consent
from app.consent.queries.agreements import agrees
from app.consent.rules.texts import HAND_OVER, TELL_REFERRER
from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.linkage.accompaniment.queries.calendar import in_calendar
from app.linkage.followup.models import CheckUp, Course
from app.linkage.followup.queries import courses
from app.linkage.followup.rules.schedule import Reply
from app.linkage.handover.actions import answering, asking
from app.linkage.handover.actions.asking import Wish
from app.linkage.handover.models import Handover
from app.linkage.handover.queries import handovers
from app.linkage.handover.rules.handover import ALLOWED, TIMER, CannotHandOver, Ending, May
from app.linkage.referral.actions import timers
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Entry, Linkage, Task, Timer
from app.linkage.referral.queries.linkages import in_nobodys_hands, of_person
from app.linkage.referral.queries.referred import mine
from app.linkage.referral.queries.tallies import _rows, facts
from app.linkage.referral.rules.states import TABLE, State
from app.linkage.referral.rules.wishes import Gender, Wishes
from app.people.models import Organisation
from app.post.models import Letter
from tests.browser import Browser
from tests.linkage.cast import asked, by, cora, dale, hub, person
from tests.linkage.walks import NOON, Two
from tests.linkage.wholeness import flaws

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

At = Callable[[str], datetime]
DUE = datetime(2026, 12, 29, 12, tzinfo=NOON.tzinfo)
"""Two working days after Wednesday noon: Christmas Day, the weekend and the bank holiday of Monday lie between."""

NOT_FROM = {State.DRAFT, State.GOING, State.SAFETY_HOLD, State.CLOSED, State.WITHDRAWN}


@pytest.fixture(autouse=True)
def _wednesday(app: Flask, at: At) -> None:
    at("2026-12-23T12:00")


def tasks_of(session: Session, linkage: Linkage) -> set[str]:
    return set(session.scalars(select(Task.kind).where(Task.linkage_id == linkage.id, Task.done_at.is_(None))))


def told(session: Session, kind: str) -> set[str | None]:
    return set(session.scalars(select(Letter.person_id).where(Letter.kind == kind)))


def asks(two: Two, other: Organisation) -> Handover:
    made = asking.ask(two.session, two.as_nia, two.pair.linkage, Wish(other, None), NOON)
    two.session.commit()
    return made


def test_every_state_says_whether_one_may_ask_wait_or_neither(app: Flask, session: Session) -> None:
    """Hold, draft and what is over ask nobody; who is out together waits until they are home."""
    assert {state for state in State if ALLOWED[state] is not May.ASK} == NOT_FROM
    assert {state for state in State if TIMER in TABLE[state].keeps} == {s for s in State if ALLOWED[s] is not May.END}
    other, dee = dale(session)
    for number, state in enumerate(set(State) - {State.DRAFT}):
        nia = person(session, f"Nia{number}")
        linkage = asked(session, nia, state, NOON, before=State.WAITING if TABLE[state].means in ASIDE else None)
        wish = Wish(other, None)
        if state in NOT_FROM:
            with pytest.raises(CannotHandOver):
                asking.ask(session, by(nia), linkage, wish, NOON)
            continue
        found = asking.ask(session, by(nia), linkage, wish, NOON)
        new = answering.accept(session, by(dee), found, NOON)
        ended = State.PAUSED if state is State.PAUSED else State.TRIAGE
        assert (linkage.state, new.state, new.organisation_id, new.holder_id) == (
            State.WITHDRAWN, ended, other.id, dee.id,
        ), state  # fmt: skip
        assert not agrees(session, nia.id, HAND_OVER), state
    assert in_nobodys_hands(session) == [], "those of the test that stand in no state's timers"


ASIDE = {TABLE[State.PAUSED].means, TABLE[State.SAFETY_HOLD].means}


def test_a_question_ends_with_whatever_ends_its_request_and_lasts_through_the_rest(
    app: Flask, session: Session
) -> None:
    other, _dee = dale(session)
    for number, (state, to) in enumerate(
        [(State.RECEIVED, State.TRIAGE), (State.PLANNED, State.GOING), (State.WAITING, State.PAUSED),
         (State.CLOSING, State.CLOSED), (State.TRIAGE, State.SAFETY_HOLD), (State.TRIAGE, State.WITHDRAWN)]
    ):  # fmt: skip
        nia = person(session, f"Nia{number}")
        linkage = asked(session, nia, state, NOON)
        asking.ask(session, by(nia), linkage, Wish(other, None), NOON)
        move(session, linkage, to, None, NOON)
        stands = handovers.standing(session, linkage.id) is not None
        assert stands == (to in (State.TRIAGE, State.GOING, State.PAUSED)), to
        assert agrees(session, nia.id, HAND_OVER) == stands, to
        assert ("handover_stopped" in tasks_of(session, linkage)) == (to is State.SAFETY_HOLD)


def test_a_yes_is_one_transaction_in_which_all_goes_along_that_they_wish_and_nothing_else(two: Two) -> None:
    session, (other, dee) = two.session, dale(two.session)
    two.linkage.wishes = Wishes(gender=Gender.WOMAN, help="Meet me at the bus stop")
    two.planned()
    course = Course(linkage_id=two.linkage.id, since=date(2026, 12, 1))
    course.check_ups = [CheckUp(number=1, day=date(2026, 12, 20), over_at=NOON - timedelta(days=2), reply=Reply.TALK)]
    session.add(course)
    session.commit()
    found = asks(two, other)
    before = (two.linkage.state, two.plan.ended_at, two.walk.ended_at)
    assert before == (State.PLANNED, None, None), "until there is a yes nothing changes"
    assert flaws(session) == []

    new = answering.accept(session, by(dee), found, NOON)
    session.commit()

    assert flaws(session) == []
    assert (two.linkage.state, new.state, new.holder_id) == (State.WITHDRAWN, State.TRIAGE, dee.id)
    assert (new.wishes.gender, new.wishes.help) == (Gender.WOMAN, "Meet me at the bus stop")
    assert two.walk.ended_at == NOON
    assert two.plan.ended_at == NOON
    assert [each.what for each in new.happenings] == ["moved", "moved"], "what happened before stays there"
    assert (courses.of_linkage(session, new.id), list(courses.said(session, new.id))) == (course, [])
    entries = in_calendar(session, two.nia.id, str)
    assert [each.timetable.one_offs[-1].change.value for each in entries] == ["cancelled"]
    assert {two.cal.id} <= told(session, "walk_over")
    assert two.nia.id in told(session, "company_news")
    assert [held.organisation_id for held in two.nia.live_holdings] == [other.id]


def test_who_cannot_take_on_one_more_takes_on_nobody_and_nothing_changes(two: Two) -> None:
    session, (other, dee) = two.session, dale(two.session)
    other.constants = {"caseload": 5}
    session.flush()
    for number in range(5):
        asked(session, person(session, f"N{number}"), State.TRIAGE, organisation_id=other.id, holder_id=dee.id)
    found = asks(two, other)
    with pytest.raises(Refused), session.begin_nested():
        answering.accept(session, by(dee), found, NOON)
    assert (two.pair.linkage.state, handovers.standing(session, two.linkage.id)) == (State.CONTACTING, found)
    assert two.walk.ended_at is None


def test_nobody_is_taken_from_a_champion_who_is_not_home_yet(two: Two) -> None:
    session, (other, dee) = two.session, dale(two.session)
    found = asks(two, other)
    move(session, two.pair.linkage, State.PLANNED, None, NOON)
    move(session, two.linkage, State.GOING, None, NOON)
    for to in (None, State.ATTENDED):
        if to:
            move(session, two.linkage, to, None, NOON)
        timers.begin(session, two.linkage, "home", NOON, due_at=NOON, subject=two.walk.id)
        with pytest.raises(CannotHandOver):
            answering.accept(session, by(dee), found, NOON)
    timers.end(session, two.linkage, ["home"], NOON)
    assert answering.accept(session, by(dee), found, NOON).state is State.TRIAGE


def test_no_answer_in_two_working_days_is_told_there_and_asked_about_here(two: Two) -> None:
    session, (other, dee) = two.session, dale(two.session)
    found = asks(two, other)
    due = session.scalars(select(Timer.due_at).where(Timer.kind == TIMER)).one()
    assert due == found.due_at == DUE
    assert told(session, "task_due") == {dee.id}
    session.execute(Letter.__table__.delete())

    timers.run_due(session, DUE - timedelta(minutes=1))
    assert found.late_at is None
    timers.run_due(session, DUE)

    assert found.late_at == DUE
    assert "handover_late" in tasks_of(session, two.linkage)
    assert told(session, "task_due") == {dee.id}
    answering.accept(session, by(dee), found, DUE)
    assert flaws(session) == []


def test_taking_the_yes_back_takes_the_question_back_wherever_it_is_pressed(two: Two) -> None:
    session, (other, dee) = two.session, dale(two.session)
    for back in (
        lambda: asking.take_back(session, two.as_nia, two.pair.linkage, NOON),
        lambda: withdraw(session, two.as_nia, two.nia.id, HAND_OVER, NOON),
    ):
        found = asks(two, other)
        back()
        assert found.ending is Ending.TAKEN_BACK
        with pytest.raises(CannotHandOver):
            answering.accept(session, by(dee), found, NOON)
        with pytest.raises(CannotHandOver):
            answering.decline(session, by(dee), found, "No room", NOON)
    yeses = session.scalars(select(Consent.withdrawn_at).where(Consent.purpose == HAND_OVER)).all()
    assert yeses == [NOON, NOON], "each question has a yes of its own"
    assert (two.linkage.state, two.walk.ended_at) == (State.CONTACTING, None)


def test_two_are_never_asked_at_once_nor_one_in_which_they_help(two: Two) -> None:
    session, (other, _dee) = two.session, dale(two.session)
    third = Organisation(id="third000", slug="third", name="Third Hub")
    session.add(third)
    session.flush()
    both = person(session, "Both", Role.CHAMPION, Role.NEWCOMER)
    both.holdings[0].organisation_id = other.id
    theirs = asked(session, both, State.TRIAGE)
    for wish in (Wish(third, None), Wish(hub(session), None), Wish(other, None)):
        with pytest.raises(CannotHandOver):
            asking.ask(session, by(both), theirs, wish, NOON)
    asks(two, other)
    with pytest.raises(CannotHandOver):
        asks(two, other)


def test_whoever_asked_for_them_hears_where_they_are_now_and_no_agency_is_counted_twice(two: Two) -> None:
    session, (other, dee) = two.session, dale(two.session)
    lin = person(session, "Lin", Role.LINK_WORKER)
    two.linkage.referrer_id, two.linkage.entry, two.linkage.agency = lin.id, Entry.STAFF, "Ward 4"
    agree(session, two.as_nia, two.nia.id, TELL_REFERRER, NOON)
    found = asks(two, other)
    answering.accept(session, by(dee), found, NOON)

    (line,) = mine(session, lin.id, NOON)
    assert line.stands in (
        "Another organisation looks after them now",
        "Passed on. They did not ask us to tell you more.",
    )
    assert facts(session, other.id, NOON)[0][2] == []
    assert [each.label for each in facts(session, hub(session).id, NOON)[0][2]] == ["Ward 4"]


def test_who_is_handed_over_has_waited_since_they_asked_and_counts_in_the_quarter_in_which_they_came(
    two: Two, browser: Browser
) -> None:
    session, nia, staff = two.session, two.nia, cora(two.session)
    other, dee = dale(session)
    two.linkage.asked_at = NOON - timedelta(days=100)
    session.commit()
    new = answering.accept(session, by(dee), asks(two, other), NOON)
    session.commit()

    assert new.asked_at == two.linkage.asked_at
    assert [each.id for each in of_person(session, nia.id)] == [new.id, two.linkage.id]
    ((quarter, count),) = {each.quarter: each.tally.asked for each in _rows(session, other.id, NOON)}.items()
    assert (quarter, count) == ("2026-4", 1)
    assert "14 September" in browser.sign_in(dee).get(f"/requests/{new.id}").text

    old = f"/requests/{two.linkage.id}"
    page = browser.sign_in(staff).get(old)
    assert f"{old}/contact" not in page.source, "there is nothing more for them to do"
    assert "nia@example.org" not in browser.get(f"{old}/contact").source
