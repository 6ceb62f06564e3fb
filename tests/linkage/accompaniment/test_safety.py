"""Coming home safely: the card, help that is asked for quietly, who is told in which order, and public places."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, text

from app.concerns.models import Shift
from app.kernel.roles import Appointment, Role
from app.linkage.accompaniment.actions import going, safety
from app.linkage.accompaniment.actions.going import NotNow
from app.linkage.accompaniment.actions.homeward import look_out
from app.linkage.accompaniment.models import HomeWatch
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.actions import answers
from app.linkage.referral.actions.leaving import withdraw
from app.linkage.referral.actions.moving import move
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.models import Happening
from app.linkage.referral.rules.states import State
from app.people.models import AppointmentHeld, Person
from app.post.models import Letter
from tests.browser import Browser
from tests.linkage.accompaniment.test_telling import Post
from tests.linkage.cast import person
from tests.linkage.walks import MEET, NEXT, NOON, Two, on_duty
from tests.linkage.wholeness import flaws

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

MINUTE = timedelta(minutes=1)
END = NEXT + 90 * MINUTE
HOME = END + 60 * MINUTE


@pytest.fixture
def post(app: Flask, two: Two) -> Post:
    return Post(app, two)


def staff(two: Two) -> tuple[Person, Person, Person]:
    """Una looks after champions, Dee is on duty, Cora is neither."""
    una, dee, cora = (person(two.session, name, Role.COORDINATOR) for name in ("Una", "Dee", "Cora"))
    una.holdings[0].appointments = [AppointmentHeld(duty=Appointment.SUPERVISOR, since=NOON)]
    on_duty(two.session, dee)
    return una, dee, cora


def happened(two: Two) -> list[str]:
    every = select(Happening.what).where(Happening.linkage_id == two.linkage.id, Happening.went_to == "")
    return list(two.session.scalars(every.order_by(Happening.number)))


def both_there(two: Two) -> None:
    two.planned()
    run_due(two.session, MEET - 30 * MINUTE)
    for who in (two.as_nia, two.as_cal):
        going.here(two.session, two.pair, who, MEET)


def test_who_does_not_come_home_is_asked_then_supervisor_duty_and_what_was_agreed(two: Two, post: Post) -> None:
    staff(two)
    both_there(two)
    post.turn(MEET)
    for moment, wanted in (
        (END + 15 * MINUTE, [("cal", "walk_check")]),
        (HOME, [("cal", "walk_check")]),
        (HOME + 15 * MINUTE, [("una", "walk_check")]),
        (HOME + 30 * MINUTE, [("dee", "walk_check")]),
        (HOME + 45 * MINUTE, [("dee", "walk_check"), ("una", "walk_check")]),
        (HOME + 120 * MINUTE, []),
    ):
        run_due(two.session, moment)
        assert post.turn(moment) == wanted, moment
    assert happened(two)[-5:] == ["check_in_due", "home_due", "missed_check_in", "still_missing", "policy_now"]
    assert two.tasks() == ["missed_check_in"]

    going.home(two.session, two.pair, two.as_cal, HOME + 121 * MINUTE)
    assert two.tasks() == []


def test_that_the_newcomer_said_they_went_does_not_end_the_watch_over_the_champion(two: Two) -> None:
    both_there(two)

    going.say_how(two.session, two.plan, Outcome.ATTENDED, two.as_nia, END)

    assert two.linkage.state is State.FOLLOWING
    assert {"check_in", "home"} < set(two.timers())
    run_due(two.session, HOME)
    assert happened(two)[-1] == "home_due"
    going.home(two.session, two.pair, two.as_cal, HOME + MINUTE)
    assert not {"home_supervisor", "home_duty"} & set(two.timers())


def turn_of_minute(two: Two, post: Post, moment: datetime) -> list[tuple[str, str]]:
    run_due(two.session, moment)
    look_out(two.session, moment)
    return post.turn(moment)


@pytest.mark.parametrize("ends", ["withdrawn", "held", "erased", "another"])
def test_whatever_becomes_of_the_request_a_champion_who_is_out_is_looked_out_for_until_they_are_home(
    two: Two, post: Post, browser: Browser, at: Callable[[str], datetime], ends: str
) -> None:
    staff(two)
    both_there(two)
    run_due(two.session, END + 15 * MINUTE)
    post.turn(END + 15 * MINUTE)
    if ends == "held":
        move(two.session, two.pair.linkage, State.SAFETY_HOLD, None, END + 20 * MINUTE)
    elif ends == "another":
        answers.another_person(two.session, two.as_nia, two.pair.linkage, END + 20 * MINUTE, ending="by_newcomer")
    else:
        withdraw(two.session, two.as_nia, two.pair.linkage, END + 20 * MINUTE)
    if ends == "erased":
        two.session.delete(two.nia)
        two.session.commit()

    assert flaws(two.session) == []
    assert post.turn(END + 20 * MINUTE) == []
    for moment, wanted in (
        (HOME, [("cal", "walk_check")]),
        (HOME + 15 * MINUTE, [("una", "walk_check")]),
        (HOME + 30 * MINUTE, [("dee", "walk_check")]),
    ):
        assert turn_of_minute(two, post, moment) == wanted, moment
        assert turn_of_minute(two, post, moment) == []

    at("2026-12-28T22:35")
    oz, watch = person(two.session, "Oz", Role.CHAMPION), two.session.scalars(select(HomeWatch)).one()
    two.session.rollback()
    browser.sign_in(oz)
    assert browser.post(f"/on-the-way/{watch.id}/home").status == 404
    page = browser.sign_in(two.cal).get("/today")
    assert ends == "held" or "Nia" not in page.text
    browser.post(f"/on-the-way/{watch.id}/home")
    assert "On your way home" in page.text
    assert "On your way home" not in browser.get("/today").text
    two.session.rollback()
    two.session.expire_all()
    assert turn_of_minute(two, post, HOME + 45 * MINUTE) == []


def test_quiet_help_outlives_the_request_is_told_at_once_and_ends_when_somebody_saw_to_it(
    on_the_day: Two, browser: Browser
) -> None:
    two, (_una, dee, _cora) = on_the_day, staff(on_the_day)
    going.here(two.session, two.pair, two.as_cal, MEET)
    safety.ask_quietly(two.session, two.pair, two.as_cal, MEET)
    withdraw(two.session, two.as_nia, two.pair.linkage, MEET + MINUTE)
    two.session.commit()
    here = "/organisations/calder-hub/out"

    page = browser.sign_in(dee).get(here).text
    assert "Marmalade" in page
    assert "as a friend would" in page
    watch = two.session.scalars(select(HomeWatch)).one()
    browser.post(f"{here}/{watch.id}")
    assert "as a friend would" not in browser.get(here).text

    at_door = browser.sign_in(two.cal).post(f"/on-the-way/{watch.id}/way-home")
    assert at_door.location.startswith("/meetings/")
    assert told_now(two, dee) == ["walk_check"]
    assert "as a friend would" in browser.sign_in(dee).get(here).text


def test_who_goes_to_the_same_meeting_after_all_is_looked_out_for_once(two: Two, post: Post) -> None:
    staff(two)
    two.planned()
    going.here(two.session, two.pair, two.as_cal, MEET - 20 * MINUTE)
    move(two.session, two.pair.linkage, State.SAFETY_HOLD, None, MEET - 15 * MINUTE, reason="on_hold")
    move(two.session, two.pair.linkage, State.REPLANNING, None, MEET - 10 * MINUTE, reason="by_staff")
    watch = two.session.scalars(select(HomeWatch)).one()
    assert watch.home_at is None

    two.planned(MEET - 5 * MINUTE)
    run_due(two.session, MEET - 4 * MINUTE)

    assert watch.home_at and two.plan.champion_here_at
    assert flaws(two.session) == []
    turn_of_minute(two, post, END + 15 * MINUTE)
    assert turn_of_minute(two, post, HOME) == [("cal", "walk_check")]


def told_now(two: Two, who: Person) -> list[str]:
    """What stands in the box for somebody, without any job having run."""
    two.session.rollback()
    mine = select(Letter.kind).where(Letter.person_id == who.id, Letter.channel == "wished")
    return list(two.session.scalars(mine))


def test_a_champion_who_never_set_out_is_not_looked_for(two: Two) -> None:
    two.planned()
    run_due(two.session, MEET - 30 * MINUTE)
    going.changed_mind(two.session, two.pair, two.as_nia, MEET - 20 * MINUTE)

    run_due(two.session, HOME + 60 * MINUTE)

    assert not {"check_in_due", "home_due", "missed_check_in"} & set(happened(two))


@pytest.fixture
def on_the_day(two: Two, browser: Browser, at: Callable[[str], datetime]) -> Two:
    """They meet now; Cal has a card."""
    two.cal.phone = "+447700900456"
    two.planned()
    at("2026-12-28T19:20")
    run_due(two.session, MEET)
    two.session.commit()
    browser.sign_in(two.cal).post(f"/walks/{two.walk.id}/card", {"tells": "My sister", "word": "Marmalade"})
    two.session.rollback()
    return two


def test_a_card_names_nobody_and_does_not_show_the_word(on_the_day: Two, browser: Browser) -> None:
    raw = on_the_day.session.execute(text("SELECT word_sealed FROM safety_card")).scalar_one()
    assert b"Marmalade" not in bytes(raw)

    page = browser.sign_in(on_the_day.cal).get(f"/walks/{on_the_day.walk.id}/card")

    assert "My sister" in page.text
    assert not {word for word in ("Marmalade", "Nia") if word in page.source}
    assert browser.post(f"/walks/{on_the_day.walk.id}/card", {"tells": "x" * 201}).status == 400


def test_quiet_help_looks_like_the_way_home_and_tells_whoever_is_on_duty_at_once(
    on_the_day: Two, post: Post, browser: Browser
) -> None:
    _una, dee, _cora = staff(on_the_day)

    answer = browser.sign_in(on_the_day.cal).post(f"/walks/{on_the_day.walk.id}/way-home")

    assert answer.location.startswith("/meetings/")
    assert told_now(on_the_day, dee) == ["walk_check"]
    page = browser.get(f"/walks/{on_the_day.walk.id}").text.lower()
    assert not {word for word in ("quiet help", "duty is told", "alert") if word in page}
    on_the_day.session.rollback()
    on_the_day.session.expire_all()
    assert post.turn(MEET + 5 * MINUTE) == [("dee", "walk_check")]
    assert on_the_day.tasks() == ["ring_champion"]
    going.home(on_the_day.session, on_the_day.pair, on_the_day.as_cal, MEET + 6 * MINUTE)
    assert on_the_day.tasks() == ["ring_champion"]


def test_it_is_for_the_day_alone(two: Two) -> None:
    two.planned()
    with pytest.raises(NotNow):
        safety.ask_quietly(two.session, two.pair, two.as_cal, NOON)


def test_whoever_watches_sees_who_is_out_and_what_to_do_and_nobody_else_does(on_the_day: Two, browser: Browser) -> None:
    una, dee, cora = staff(on_the_day)
    safety.ask_quietly(on_the_day.session, on_the_day.pair, on_the_day.as_cal, MEET)
    on_the_day.session.commit()
    here = "/organisations/calder-hub/out"

    assert browser.sign_in(cora).get(here).status == 404
    assert browser.sign_in(una).get(here).status == 200
    assert "Out with somebody now" not in browser.sign_in(cora).get("/today").text
    assert "1 needs you now" in browser.sign_in(dee).get("/today").text
    page = browser.get(here)
    told = ("Marmalade", "+447700900456", "My sister", "as a friend would")
    assert [word for word in told if word not in page.text] == []

    browser.post(f"{here}/{on_the_day.plan.id}")
    on_the_day.session.rollback()
    on_the_day.session.expire_all()
    assert (on_the_day.tasks(), happened(on_the_day)[-1]) == ([], "seen_to")


def test_where_nobody_is_on_duty_all_staff_are_told_and_nothing_is_promised(
    on_the_day: Two, post: Post, browser: Browser
) -> None:
    two, (_una, _dee, cora) = on_the_day, staff(on_the_day)
    two.nia.phone, here = "+447700900789", f"/mine/{two.linkage.page}"
    two.linkage.organisation.duty_phone, two.plan.listing.contact_phone = "07700 900 555", "07700 900101"
    going.nobody_here(two.session, two.pair, two.as_nia, MEET)
    two.session.commit()
    page = browser.sign_in(two.nia).get(f"{here}/now").text
    assert "within the hour" in page and "stay on the telephone with you while you go in" in page
    assert "07700 900101" not in page, "the group has not made it public"
    two.plan.listing.contact_public = True
    two.session.execute(delete(Shift))
    two.session.commit()

    page = browser.get(f"{here}/now").text

    assert "Nobody is on duty" in page
    assert [word for word in ("within the hour", "You can ring us now", "stay on the tele") if word in page] == []
    assert "07700 900101" in page
    assert "+447700900789" in browser.sign_in(cora).get("/organisations/calder-hub/out").text
    two.session.rollback()
    assert {"cal", "cora", "dee", "una"} <= {who for who, kind in post.turn(MEET + MINUTE) if kind == "walk_check"}
    rung = select(Letter).where(Letter.channel == "text", Letter.kind == "walk_check")
    assert [each.to for each in two.session.scalars(rung)] == ["+447700900555"], "once, on the duty phone"
