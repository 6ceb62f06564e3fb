"""Who is told of a concern and when, through the planner and the door of the post, on both databases."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app import db
from app.concerns.models import Concern
from app.linkage.referral.models import Absence
from app.post.jobs import send_due
from tests.browser import Browser, Element, Page, words
from tests.concerns.safe import CAME, LIST, Safe, concern, planned, safe, tell
from tests.conftest import run_command
from tests.post.letters import PRESENT, Sink

At = Callable[[str], datetime]


def names(session: Session, people: Safe) -> set[tuple[str, str, int]]:
    """Kind, name and minutes after it came, of each alarm that waits."""
    found = {person.id: name for name, person in people.people.items()}
    return {(kind, found[who], int((due - CAME) / timedelta(minutes=1))) for kind, who, due in planned(session)}


def sent_at(app: Flask, now: datetime) -> list[tuple[str, str]]:
    """What leaves by people's time `now`: kind and address."""
    sink = Sink()
    with app.app_context():
        send_due(db.session(), {"email": sink, "text": sink}, lambda: PRESENT, lambda: now)
    return sorted((each.kind, each.to) for each in sink.taken)


def test_sr_077_danger_rings_on_from_one_to_the_next_until_somebody_takes_it_up(
    browser: Browser, app: Flask, session: Session, at: At
) -> None:
    people = safe(session)
    night = at("2026-12-23T03:00")
    tell(browser, danger="yes")
    late = {("concern_now", name, 33 * 60 + 1440) for name in ("Lena", "Carl")}
    assert names(session, people) == {("concern_now", "Lena", 33 * 60), ("concern_now", "Carl", 33 * 60 + 15)} | late

    assert sent_at(app, night) == [("concern_now", "lena@example.org")]
    at("2026-12-23T03:14")
    run_command(app, "job", "plan")
    assert sent_at(app, night + timedelta(minutes=14)) == []
    assert sent_at(app, night + timedelta(minutes=15)) == [("concern_now", "carl@example.org")]

    browser.sign_in(people["Lena"]).post(f"{LIST}/{concern(session).id}/take-up")
    assert planned(session) == [] and sent_at(app, night + timedelta(days=1)) == []


def test_sr_077_danger_goes_at_once_to_who_stands_in_and_to_the_lead_who_is_away(
    browser: Browser, session: Session, at: At
) -> None:
    people = safe(session)
    at("2026-12-23T03:00")
    days, here = (date(2026, 12, 21), date(2026, 12, 24)), people["Lena"].holdings[0].organisation_id
    for cover in ("Carl", "Dora"):
        session.add(Absence(organisation_id=here, person_id=people["Lena"].id, cover_id=people[cover].id,
                            first=days[0], last=days[1]))  # fmt: skip
        session.commit()
        tell(browser, danger="yes", words=f"Something else, with {cover} there")
        waits = "concern_now" if cover == "Carl" else "concern_waits"
        assert {("concern_now", "Lena", 33 * 60), (waits, cover, 33 * 60)} <= names(session, people), cover
        session.execute(delete(Absence))
        session.execute(update(Concern).values(closed_at=CAME))
        session.commit()


def test_sr_077_what_can_wait_waits_for_the_morning_and_for_the_deputy_four_hours(
    browser: Browser, app: Flask, session: Session, at: At
) -> None:
    people = safe(session)
    evening = at("2026-12-21T18:30")
    tell(browser)

    assert names(session, people) == {
        ("concern_new", "Lena", 30), ("concern_new", "Carl", 270), ("concern_waits", "Dora", 510),
        ("concern_new", "Lena", 1470), ("concern_new", "Carl", 1470),
    }  # fmt: skip
    assert sent_at(app, evening) == [("concern_new", "lena@example.org")]
    assert sent_at(app, evening + timedelta(hours=4)) == []
    morning = evening.replace(day=22, hour=8, minute=0)
    assert [each for each in sent_at(app, morning) if each[0] == "concern_new"] == [("concern_new", "carl@example.org")]


def test_sr_077_after_a_day_the_list_and_the_home_of_a_lead_say_that_it_is_overdue(
    browser: Browser, session: Session, at: At
) -> None:
    people = safe(session)
    at("2026-12-21T12:00")
    tell(browser)
    browser.sign_in(people["Lena"])
    at("2026-12-22T11:59")
    assert "verdue" not in browser.get(LIST).text + browser.get("/today").text

    at("2026-12-22T12:00")
    assert "Overdue: nobody has taken it up" in browser.get(LIST).text and "1 waited longer" in browser.get(LIST).text
    assert "1 is overdue" in browser.get("/today").text
    browser.post(f"{LIST}/{concern(session).id}/take-up")
    at("2026-12-29T12:00")
    assert "Overdue: something was to be done or passed on by 28 December 2026." in browser.get(LIST).text


def before(page: Page, element: Element) -> Element:
    """The heading that stands last before something."""
    every = list(page.all("section")[0].iter())
    return [each for each in every[: every.index(element)] if each.tag == "h3"][-1]


def test_whose_turn_it_is_hears_first_and_the_rota_is_kept_by_coordinators(
    browser: Browser, session: Session, at: At
) -> None:
    people = safe(session)
    at("2026-12-22T10:00")
    rota = "/organisations/calder/rota"
    assert "Nobody is on duty now" in browser.sign_in(people["Cora"]).get("/today").text
    assert "Nobody is on duty now" not in browser.sign_in(people["Cal"]).get("/today").text
    turn = {"person": people["Dora"].id, "weekday": "1", "first": "9", "last": "17"}
    browser.sign_in(people["Cora"])
    assert browser.post(rota, turn | {"person": people["Cora"].id}).status == 400
    said = browser.post(rota, turn, follow=True)
    assert "It is on the rota: Tuesday, 9am to 5pm: Dora." in said.text
    assert browser.post(rota, turn).status == 303, "pressed twice it is one"
    for first, last in (("9", "16"), ("8", "10"), ("9", "9"), ("16", "9")):
        again = browser.post(rota, turn | {"first": first, "last": last})
        assert (again.status, "on the rota then: Tuesday, 9am to 5pm" in again.text) == (400, True)
    night = turn | {"weekday": "0", "first": "19", "last": "9"}
    page = browser.post(rota, night, follow=True)
    assert "It is on the rota: Monday, 7pm to 9am: Dora." in page.text, "up to when the next one begins"
    (off,) = (
        form for form in page.all("section")[0].iter("form") if words(before(page, form)) == "Monday, 7pm to 9am: Dora"
    )
    page = browser.post(str(off.get("action")), follow=True)
    assert "It is off the rota: Monday, 7pm to 9am: Dora. Put it back" in page.text
    back = {each.get("name", ""): each.get("value", "") for each in page.all("form", action=rota)[0].iter("input")}
    assert {name: back[name] for name in night} == night

    assert "On duty now: Dora." in browser.get(rota).text and "Nobody is on duty" not in browser.get("/today").text
    assert browser.get(rota).source.count("/remove") == 2
    assert browser.sign_in(people["Cal"]).get(rota).source.count("/remove") == 0
