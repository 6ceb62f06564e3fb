"""Somebody is asked after, on their own agreement alone: what they and staff see and are sent."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.consent.actions.agreements import agree, withdraw
from app.consent.rules.texts import ASK_AFTER, FOLLOW_UP
from app.linkage.followup.actions.answering import Said, answer
from app.linkage.followup.jobs import ask_after, check_ups
from app.linkage.followup.models import CheckUp, Course
from app.linkage.followup.rules.schedule import Reply
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import move
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.models import Happening, Linkage, Task
from app.linkage.referral.queries.linkages import held
from app.linkage.referral.rules.states import State
from app.post.models import Letter
from tests.browser import Browser
from tests.conftest import LONDON
from tests.linkage.walks import NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

At = Callable[[str], datetime]
WENT = datetime(2026, 12, 28, 21, tzinfo=LONDON)
FIRST = date(2027, 1, 27)


def morning(day: date, days: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 5, tzinfo=LONDON) + timedelta(days=days)


class World:
    """Nia went with Cal and agreed to be asked after; the planner and the job go on."""

    def __init__(self, app: Flask, two: Two) -> None:
        self.app, self.two, self.session = app, two, two.session
        two.linkage.state = State.GOING
        for state in (State.ATTENDED, State.FOLLOWING):
            move(two.session, two.linkage, state, two.as_nia, WENT)
        two.session.commit()

    def agree(self, *purposes: str) -> None:
        for purpose in purposes or (FOLLOW_UP,):
            agree(self.session, self.two.as_nia, self.two.nia.id, purpose, WENT)
        self.turn(WENT)

    def turn(self, now: datetime) -> int:
        """What the job and the planner do at that moment; how many letters wait about it."""
        self.session.commit()
        self.session.expire_all()
        with self.app.app_context():
            ask_after(self.session, now)
            check_ups(self.session, now)
        self.session.commit()
        return len(self.session.scalars(select(Letter.id).where(Letter.kind == "check_up", Letter.ends_at > now)).all())

    def close(self, now: datetime = WENT) -> None:
        for state in (State.CLOSING, State.CLOSED):
            move(self.session, self.two.linkage, state, self.two.as_nia, now)
        tasks.finish(self.session, self.two.linkage, now, kinds=["debrief"])
        self.session.commit()

    def say(self, reply: Reply, now: datetime) -> None:
        linkage = held(self.session, self.two.linkage.id)
        assert linkage
        answer(self.session, linkage, Said(reply, "Zqwords"), self.two.as_nia, now)
        self.session.commit()

    def days(self) -> list[tuple[date, Reply | None]]:
        self.session.commit()
        self.session.expire_all()
        return [(each.day, each.reply) for each in self.session.scalars(select(CheckUp).order_by(CheckUp.number))]


@pytest.fixture
def world(app: Flask, two: Two) -> World:
    return World(app, two)


def test_nobody_is_asked_who_did_not_agree_and_nothing_stays_when_it_is_taken_back(world: World) -> None:
    assert world.turn(morning(FIRST)) == 0

    world.agree()
    assert world.days() == [(FIRST, None)]
    assert world.turn(morning(FIRST) - timedelta(minutes=10)) == 0
    assert [world.turn(morning(FIRST)), world.turn(morning(FIRST, 1))] == [2, 2]
    world.say(Reply.TALK, morning(FIRST, 1))
    assert "check_up_talk" in world.two.tasks()

    withdraw(world.session, world.two.as_nia, world.two.nia.id, FOLLOW_UP, morning(FIRST, 2))
    assert world.days() == []
    assert "check_up_talk" not in world.two.tasks()
    assert world.turn(morning(FIRST, 30)) == 0


def test_whoever_asks_but_has_not_gone_yet_is_counted_from_the_day_of_asking_until_they_go(
    app: Flask, two: Two
) -> None:
    agree(two.session, two.as_nia, two.nia.id, FOLLOW_UP, NOON)
    with app.app_context():
        ask_after(two.session, NOON)
        course = two.session.scalars(select(Course)).one()
        assert (course.since, course.check_ups[0].day) == (date(2026, 12, 23), date(2027, 1, 22))

        World(app, two)
        assert [ask_after(two.session, WENT), ask_after(two.session, WENT)] == [1, 0]

    assert (course.since, [each.day for each in course.check_ups]) == (date(2026, 12, 28), [FIRST])


def test_no_answer_is_gently_asked_once_more_and_then_let_be(world: World) -> None:
    world.agree()
    world.close()
    sent = [world.turn(morning(FIRST, days)) for days in (0, 2, 3, 5, 7, 9)]

    assert sent == [2, 2, 2, 2, 0, 0]
    assert world.days() == [(FIRST, None), (date(2027, 2, 26), None)]
    assert world.two.tasks() == []
    assert world.session.scalars(select(CheckUp.repeated_at)).first() is not None


def test_the_weekly_question_and_a_check_up_are_one_where_they_fall_close_together(world: World) -> None:
    """Day 28 beside day 30, and day 63 beside the repeated question of day 60."""
    world.agree()
    for day in (1, 3, 7, 14, *range(21, 37), 42, 49, *range(56, 67)):
        for hour in (10, 21):
            now = datetime(2026, 12, 28, hour, 5, tzinfo=LONDON) + timedelta(days=day)
            run_due(world.session, now)
            with world.app.app_context():
                ask_after(world.session, now)

    asked = select(Happening.at).where(Happening.what.in_(("asked_how", "asked_again", "check_up_asked")))
    repeated = select(CheckUp.repeated_at).where(CheckUp.repeated_at.is_not(None))
    moments = sorted([*world.session.scalars(asked), *world.session.scalars(repeated)])
    assert len(world.session.scalars(repeated).all()) == 2
    assert min(later - earlier for earlier, later in pairwise(moments[1:])) > timedelta(days=2)


def test_only_whoever_wished_it_is_asked_after_by_a_person(world: World) -> None:
    world.agree(FOLLOW_UP, ASK_AFTER)
    world.close()
    for days in (0, 3, 7):
        world.turn(morning(FIRST, days))

    assert world.two.tasks() == ["check_up_quiet"]


def test_they_go_on_after_the_ending_and_company_again_is_one_tap(world: World) -> None:
    world.agree()
    world.close()
    world.turn(morning(FIRST))
    world.say(Reply.FINE, morning(FIRST))
    assert world.two.linkage.state is State.CLOSED
    assert world.two.tasks() == []

    world.turn(morning(date(2027, 2, 26)))
    world.say(Reply.COMPANY, morning(date(2027, 2, 26)))

    assert world.two.linkage.state is State.REENGAGING
    assert world.two.timers() == ["same_day"]
    kept = world.session.scalars(select(CheckUp).where(CheckUp.reply == Reply.COMPANY)).one()
    assert kept.words == "Zqwords"
    assert b"Zqwords" not in (kept.words_sealed or b"")


def test_a_wish_to_talk_is_a_task_of_the_same_working_day_also_after_the_ending(world: World) -> None:
    world.agree()
    world.close()
    world.turn(morning(FIRST))
    world.say(Reply.TALK, morning(FIRST))

    task = world.session.scalars(select(Task).where(Task.done_at.is_(None))).one()
    assert (task.kind, task.due_at.astimezone(LONDON).hour) == ("check_up_talk", 14)
    assert task.due_at.astimezone(LONDON).date() == FIRST


def test_nothing_is_sent_while_somebody_is_paused_and_nothing_is_made_up_for_after_muting(
    world: World, browser: Browser, at: At
) -> None:
    world.agree()
    linkage = world.two.linkage
    move(world.session, linkage, State.PAUSED, world.two.as_nia, WENT)
    assert world.turn(morning(FIRST)) == 0
    move(world.session, linkage, State.FOLLOWING, world.two.as_nia, morning(FIRST, 2))
    assert world.turn(morning(FIRST, 2)) == 2

    here = f"/mine/{linkage.page}/check-ups"
    at("2027-01-29T12:00")
    browser.sign_in(world.two.nia)
    assert "Nothing is sent to you now" in browser.post(f"{here}/mute", follow=True).text
    assert world.turn(morning(FIRST, 2)) == 0
    world.turn(morning(FIRST, 60))
    assert world.days() == [(date(2027, 1, 27), None), (date(2027, 2, 26), None), (date(2027, 4, 28), None)]
    at("2027-05-01T12:00")
    assert "The next question comes on" in browser.post(f"{here}/unmute", follow=True).text
    assert [day for day, _reply in world.days()][-1] > date(2027, 5, 1)
    assert world.turn(datetime(2027, 5, 1, 12, tzinfo=LONDON)) == 0


def test_the_page_asks_in_three_taps_and_gives_back_what_was_typed(world: World, browser: Browser, at: At) -> None:
    linkage = world.two.linkage
    here = f"/mine/{linkage.page}/check-ups"
    at("2027-01-20T12:00")
    browser.sign_in(world.two.nia)
    assert "Yes, ask after me" in browser.get(here).text
    browser.post(f"{here}/start")
    world.turn(morning(FIRST))
    at("2027-01-27T12:00")
    assert "Say how you are" in browser.get(f"/mine/{linkage.page}/now").text

    again = browser.post(here, {"reply": "dunno", "words": "Zqtyped"})
    assert again.status == 400
    assert "Zqtyped" in again.one("textarea", name="words").text
    assert "within the next 180 days" in browser.post(f"{here}/later", {"day": "2026-01-01"}).text
    assert "Thank you" in browser.post(here, {"reply": "fine"}, follow=True).text
    assert browser.post(here, {"reply": "fine"}).status == 409

    browser.post(f"{here}/later", {"day": "2027-02-14"})
    assert world.days()[-1][0] == date(2027, 2, 14)
    browser.post(f"{here}/stop")
    assert world.days() == []
    assert browser.sign_in(world.two.cal).get(here).status == 404


def test_one_person_has_one_course_also_with_two_requests_and_all_goes_with_them(
    world: World, session: Session
) -> None:
    world.agree()
    newer = Linkage(**{
        name: getattr(world.two.linkage, name) for name in ("organisation_id", "person_id", "entry", "since")
    }, state=State.RECEIVED, asked_at=WENT + timedelta(days=9))  # fmt: skip
    session.add(newer)
    session.commit()
    world.turn(WENT + timedelta(days=9))

    assert session.scalars(select(Course.linkage_id)).all() == [newer.id]
    session.execute(delete(Linkage))
    assert session.scalars(select(CheckUp.id)).all() == []
