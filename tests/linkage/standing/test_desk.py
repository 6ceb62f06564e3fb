"""The coordinator's desk: what is out of the ordinary with one act each, how much one carries, who stands in."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.queries import duty as duties
from app.kernel.roles import Appointment, Role
from app.linkage.accompaniment.actions import plans, safety
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.jobs import company
from app.linkage.referral.actions import covers, handling, tasks
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.rules.covers import Away
from app.linkage.referral.rules.states import State
from app.people.models import AppointmentHeld, Person
from app.post.models import Letter
from tests.browser import Browser, words
from tests.linkage.accompaniment.test_telling import Post
from tests.linkage.cast import NOW, asked, by, cora, hub, person
from tests.linkage.walks import MEET, NOON, Two, on_duty

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

At = Callable[[str], datetime]
TODAY, DAY = date(2026, 12, 21), timedelta(days=1)


def test_what_is_theirs_goes_to_who_stands_in_while_they_are_away(
    app: Flask, session: Session, browser: Browser
) -> None:
    staff, dee = cora(session), person(session, "Dee", Role.COORDINATOR)
    linkage = asked(session, state=State.TRIAGE, holder_id=staff.id)
    absence = covers.be_away(session, by(staff), hub(session).id, Away(staff.id, dee.id, TODAY, TODAY + DAY), NOW)
    tasks.give(session, linkage, "sort_out", NOW)
    session.commit()

    def told() -> set[str | None]:
        with app.app_context():
            company(session, NOW)
        session.commit()
        return set(session.scalars(select(Letter.person_id).where(Letter.kind == "task_due")))

    assert told() == {dee.id}
    page = browser.sign_in(dee).get("/requests").text
    assert "yours while Cora is away" in page
    assert browser.post(f"/requests/{linkage.id}/move", {"to": "waiting"}).status == 303
    session.rollback()
    covers.be_back(session, by(dee), absence, NOW)
    tasks.give(session, linkage, "quiet", NOW)
    assert staff.id in told()
    assert "yours while" not in browser.get("/requests").text
    assert " · yours" in browser.sign_in(staff).get("/requests").text


def test_tasks_of_one_minute_are_one_message_and_today_says_how_many_are_late(
    app: Flask, session: Session, browser: Browser
) -> None:
    staff = cora(session)
    linkage, other = (asked(session, person(session, name), State.TRIAGE, agrees=False) for name in ("Nia", "Ned"))
    for number, kind in enumerate(("apology", "rematch", "quiet")):
        tasks.give(session, linkage, kind, NOW + number * timedelta(seconds=50), due_at=NOW - DAY)
    tasks.finish(session, linkage, NOW, kinds=["apology"])
    with app.app_context():
        company(session, NOW + timedelta(minutes=3))
    session.commit()

    kept = session.scalars(select(Letter.channel).where(Letter.kind == "task_due", Letter.person_id == staff.id))
    assert sorted(kept) == ["inbox", "inbox", "wished", "wished"]
    assert other.id
    assert "2 wait for somebody to act, 1 of them late" in browser.sign_in(staff).get("/today").text


def test_tasks_of_one_night_are_one_message_and_those_of_one_hour_the_next_but_a_call_does_not_wait(
    app: Flask, session: Session
) -> None:
    staff, night = cora(session), datetime(2026, 12, 21, 22, tzinfo=UTC)
    linkage = asked(session, person(session, "Nia"), State.TRIAGE, agrees=False)
    morning = night + timedelta(hours=10)
    moments = [night + number * timedelta(hours=2) for number in range(3)]
    moments += [morning + number * timedelta(minutes=15) for number in (1, 2)]
    for kind, at in zip(("apology", "rematch", "quiet", "sort_out", "nobody_here"), moments, strict=True):
        tasks.give(session, linkage, kind, at, due_at=morning + DAY)
    with app.app_context():
        company(session, morning + timedelta(minutes=31))
    session.commit()
    mine = select(Letter.due_at).where(Letter.kind == "task_due", Letter.person_id == staff.id)
    left = sorted(session.scalars(mine.where(Letter.channel == "wished")))
    assert left == [morning, moments[-1], morning + timedelta(hours=1)]

    tasks.finish(session, linkage, morning, kinds=["apology", "rematch", "quiet", "sort_out", "nobody_here"])
    with app.app_context():
        company(session, morning + timedelta(minutes=40))
    assert session.scalars(mine).all() == [], "nothing is sent about what is done"


def test_whoever_takes_what_nobody_had_is_not_called_somebody_else(session: Session, browser: Browser) -> None:
    staff, dee = cora(session), person(session, "Dee", Role.COORDINATOR)
    linkage = asked(session, state=State.WAITING)
    for who in (staff, dee):
        handling.take(session, by(who), linkage, NOW)
    session.commit()
    history = browser.sign_in(staff).get(f"/requests/{linkage.id}").text
    assert "Somebody looks after it (Cora)" in history and "Somebody else looks after it (Dee)" in history


def test_a_new_plan_that_is_needed_says_why_and_the_last_one_is_off(two: Two, browser: Browser, at: At) -> None:
    staff = cora(two.session)
    at("2026-12-23T12:00")
    two.planned()
    plans.let_go(two.session, two.pair, two.as_nia, NOON)
    two.session.commit()
    page = browser.sign_in(staff).get(f"/requests/{two.linkage.id}").text
    assert "Why: one of the two let the plan go." in page and "This plan is off." in page
    assert "A new plan is needed: one of the two let the plan go" in page
    assert "They are in touch again" not in page


def leads(staff: Person) -> Person:
    """Concerns are read, so that nothing of it is out of the ordinary."""
    staff.holdings[0].appointments = [AppointmentHeld(duty=Appointment.SAFEGUARDING_LEAD, since=NOW)]
    return staff


def test_who_leaves_without_cover_leaves_nothing_in_their_name(app: Flask, session: Session, browser: Browser) -> None:
    staff, dee = cora(session), leads(person(session, "Dee", Role.COORDINATOR))
    linkage = asked(session, state=State.TRIAGE, holder_id=staff.id)
    tasks.give(session, linkage, "sort_out", NOW)
    covers.left(session, staff.holdings[0], NOW)
    session.commit()

    assert (linkage.holder_id, {each.for_id for each in linkage.tasks}) == (None, {None})
    browser.sign_in(dee)
    page = browser.get("/requests/exceptions")
    assert "Nobody who is here looks after this." in page.text
    browser.post(f"/requests/{linkage.id}/take")
    assert "All goes as it should" in browser.get("/requests/exceptions").text


def test_one_person_does_not_look_after_more_than_the_organisation_says(session: Session, browser: Browser) -> None:
    staff, home = cora(session), hub(session)
    home.constants = {"caseload": 5}
    nia = person(session, "Nia")
    for _each in range(4):
        asked(session, nia, State.TRIAGE, holder_id=staff.id, agrees=False)
    last, more = (asked(session, nia, State.TRIAGE, agrees=False) for _each in range(2))

    handling.take(session, by(staff), last, NOW)
    session.commit()
    browser.sign_in(staff)
    page = browser.get("/requests")
    assert "You look after 5 of 5 requests at most, Calder Hub. Please ask a colleague" in page.text
    assert "How many stand where" in page.text
    assert browser.post(f"/requests/{more.id}/take").status == 409
    assert browser.post(f"/requests/{last.id}/take").status == 303


def test_each_line_is_one_act_that_is_done_there(two: Two, browser: Browser, at: At) -> None:
    session, staff = two.session, leads(cora(two.session))
    at("2026-12-23T12:00")
    plan = two.planned()
    two.linkage.state, two.linkage.holder_id = State.GOING, staff.id
    plan.newcomer_says, plan.champion_says = Outcome.CHAMPION_ABSENT, Outcome.ATTENDED
    tasks.give(session, two.linkage, "words_differ", NOON)
    late = asked(session, person(session, "Ned"), now=NOON - 9 * DAY)
    tasks.give(session, late, "look", NOON)
    session.commit()

    browser.sign_in(staff)
    page = browser.get("/requests/exceptions")
    assert page.text.index("Nobody has looked") < page.text.index("say different things")
    assert {form.get("action") for form in page.all("form", method="post")} >= {
        f"/requests/{late.id}/take", f"/requests/{two.linkage.id}/outcome",
    }  # fmt: skip
    assert {each.get("value") for each in page.all("input", name="outcome")} == {"champion_absent", "attended"}
    browser.post(f"/requests/{late.id}/take")
    browser.post(f"/requests/{two.linkage.id}/outcome", {"outcome": "attended"})

    assert "All goes as it should" in browser.get("/requests/exceptions").text
    assert session.get_one(Linkage, late.id, populate_existing=True).holder_id == staff.id
    browser.sign_in(two.cal)
    assert browser.get("/requests/exceptions").status == 404


def test_a_reminder_is_one_press_and_once_a_day(two: Two, browser: Browser, at: At) -> None:
    staff = cora(two.session)
    at("2026-12-23T12:00")
    two.linkage.holder_id = staff.id
    tasks.give(two.session, two.linkage, "first_try", NOON)
    two.session.commit()
    remind = f"/requests/{two.linkage.id}/remind"

    page = browser.sign_in(staff).get("/requests/exceptions")
    assert remind in {form.get("action") for form in page.all("form", method="post")}
    for _twice in range(2):
        browser.post(remind)
    page = browser.get("/requests/exceptions")
    assert remind not in {form.get("action") for form in page.all("form", method="post")}
    two.session.rollback()
    said = two.session.scalars(select(Happening.what).where(Happening.what.startswith("reminded"))).all()
    assert said == ["reminded_champion"]


@pytest.mark.parametrize(("phone", "email"), [("", ""), ("+447700900123", ""), ("", "cal@example.org")])
def test_a_reminder_that_reached_nobody_says_so_and_leads_to_whom_to_ring(
    two: Two, browser: Browser, at: At, phone: str, email: str
) -> None:
    staff = cora(two.session)
    at("2026-12-23T12:00")
    two.linkage.holder_id, two.cal.phone, two.cal.email = staff.id, phone, email
    tasks.give(two.session, two.linkage, "first_try", NOON)
    two.session.commit()
    browser.sign_in(staff).post(f"/requests/{two.linkage.id}/remind")

    page, reached = browser.get("/requests/exceptions"), bool(phone or email)
    assert ("A reminder went to Cal" in page.text) is reached
    assert ("Cal was not reached by a reminder: we have no address" in page.text) is not reached
    history = browser.get(f"/requests/{two.linkage.id}").text
    assert ("The champion was reminded" in history) is reached
    assert ("The champion could not be reminded: no address is known" in history) is not reached
    way = next(each.get("href") for each in page.all("a") if words(each) == "Ring Cal")
    page = browser.get(str(way))
    assert (phone in page.source) and ("No number is known." in page.text) is not bool(phone)
    assert "nia@example.org" not in page.source, "of the newcomer nothing is shown"


def test_being_away_is_said_on_a_page_and_what_was_typed_stays(session: Session, browser: Browser, app: Flask) -> None:
    staff, dee = cora(session), person(session, "Dee", Role.COORDINATOR)
    here = "/organisations/calder-hub/cover"
    browser.sign_in(staff)

    again = browser.post(here, {"first": "2026-12-28", "last": "2026-12-24", "cover": dee.id})
    assert again.status == 400
    assert "the last one still to come" in again.text
    assert again.one("input", name="first").get("value") == "2026-12-28"
    done = browser.post(here, {"first": "2026-12-24", "last": "2026-12-28", "cover": dee.id}, follow=True)
    assert "Cora is away, Dee stands in" in done.text
    again = browser.post(here, {"who": staff.id, "first": "2026-12-25", "last": "2026-12-26", "cover": dee.id})
    assert "Somebody stands in on one of those days already." in again.text
    oz: Person = person(session, "Oz")
    assert browser.sign_in(oz).get(here).status == 404


def test_all_that_falls_to_a_colleague_who_is_suddenly_ill_falls_to_a_deputy_until_they_are_here_again(
    two: Two, app: Flask, browser: Browser, at: At
) -> None:
    session, post = two.session, Post(app, two)
    una, dee, staff = (person(session, name, Role.COORDINATOR) for name in ("Una", "Dee", "Cora"))
    on_duty(session, dee)
    una.holdings[0].appointments = [AppointmentHeld(duty=Appointment.SUPERVISOR, since=NOON)]
    two.planned()
    two.linkage.holder_id = dee.id
    session.commit()
    at(MEET.isoformat())
    here = "/organisations/calder-hub/cover"
    browser.click(browser.sign_in(staff).get("/today"), "A colleague is suddenly away")
    assert "Dee, who looks after 1 request" in browser.get(here).text

    for ill in (dee, una):
        form = {"who": ill.id, "first": "2026-12-28", "last": "2027-01-03", "cover": staff.id}
        assert browser.post(here, form).status == 303
    session.rollback()

    assert [each.name for each in duties.on_duty(session, hub(session).id, MEET)] == ["Cora"]
    assert "Cora" in browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now").text
    post.turn(MEET)
    run_due(session, MEET)
    safety.ask_quietly(session, two.pair, two.as_cal, MEET)
    assert post.turn(MEET + timedelta(minutes=1)) == [("cora", "walk_check")]
    page = browser.sign_in(dee).get("/today")
    assert "You are away" in page.text
    (back,) = (path for each in page.all("form") if (path := each.get("action") or "").startswith(here))
    browser.post(back)
    session.rollback()
    assert [each.name for each in duties.on_duty(session, hub(session).id, MEET)] == ["Dee"]
