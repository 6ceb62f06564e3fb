"""What a safeguarding lead does with a concern; and that whoever has a part in it finds no trace of it."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from app.audit.models import AuditEvent
from app.concerns.actions import handling
from app.concerns.queries.apart import held_back
from app.concerns.rules.clocks import decide_by
from app.concerns.rules.concern import Speed
from app.consent.rules import looking
from app.rights.queries.copies import held_on
from tests.browser import Browser
from tests.concerns.safe import CAME, LIST, WORDS, Safe, concern, planned, safe, shown, tell

LATER = CAME + timedelta(days=9)
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def people(session: Session) -> Safe:
    return safe(session)


def act(browser: Browser, what: str, session: Session, **form: str) -> int:
    return browser.post(f"{LIST}/{concern(session).id}/{what}", form).status


def test_a_lead_takes_it_up_writes_what_was_done_answers_and_closes_it(
    browser: Browser, session: Session, people: Safe
) -> None:
    reference, code = shown(tell(browser))
    browser.sign_in(people["Lena"])
    assert "1 waits to be taken up" in browser.get("/today").text
    assert act(browser, "close", session, words="They are safe now.") == 400
    assert [act(browser, "take-up", session) for _turn in range(2)] == [303, 303]
    for sort, words in (("referred", "To the council, by telephone."), ("answer", "We rang her. She is safe.")):
        assert act(browser, "write", session, sort=sort, words=words) == 303
    assert act(browser, "write", session, sort="closed", words="x") == 400
    page = browser.get(f"{LIST}/{concern(session).id}")
    assert WORDS in page.text and "Passed on" in page.text and "Lena, coordinator" in page.text
    assert act(browser, "close", session, words="They are safe now.") == 303

    browser.sign_out()
    seen = browser.post("/concern/again", {"reference": reference, "code": code})
    assert "It was closed on" in seen.text and "We rang her. She is safe." in seen.text
    assert "To the council" not in seen.text
    browser.post(f"/concern/{reference}/more", {"code": code, "words": "He is back."})
    assert "1 waits to be taken up" in browser.sign_in(people["Lena"]).get("/today").text


def test_with_danger_now_a_second_lead_agrees_before_it_is_closed(
    browser: Browser, session: Session, people: Safe
) -> None:
    tell(browser, danger="yes")
    browser.sign_in(people["Lena"])
    act(browser, "take-up", session)
    assert act(browser, "close", session, words="They are safe now.") == 303
    assert concern(session).closed_at is None
    assert act(browser, "close", session, words="They are safe now.") == 400

    browser.sign_in(people["Carl"])
    assert act(browser, "close", session) == 303
    closed = concern(session)
    assert closed.closed_at and closed.closed_by == people["Carl"].id
    assert act(browser, "reopen", session, words="He came back.") == 303
    assert concern(session).closed_at is None


def test_a_lead_weighs_how_soon_and_writes_down_whether_the_person_at_risk_agrees(
    browser: Browser, session: Session, people: Safe
) -> None:
    tell(browser)
    browser.sign_in(people["Lena"])
    here = f"{LIST}/{concern(session).id}"
    assert act(browser, "weigh", session, speed="urgent") == 400
    unsaid = browser.post(f"{here}/weigh", {"speed": "immediate", "agreed": "overridden", "words": "Why"})
    assert unsaid.status == 400 and "Say in a few words why" in unsaid.text and ">Why</textarea>" in unsaid.source
    assert concern(session).taken_up_at is None

    assert act(browser, "weigh", session, speed="urgent", agreed="given") == 303
    reason = "There are children in the house."
    assert act(browser, "weigh", session, speed="immediate", agreed="overridden", words=reason) == 303

    page = browser.get(here)
    assert "Immediate: within one working day" in page.text and "we go on all the same" in page.text
    assert reason in page.text and "a second lead has to agree" in page.text
    assert f"by {looking.day(decide_by(CAME, Speed.IMMEDIATE))}" in browser.get(LIST).text
    assert act(browser, "close", session, words="They are safe now.") == 303
    assert (concern(session).taken_up_by, concern(session).closed_at) == (people["Lena"].id, None)


def test_that_danger_now_can_wait_takes_two_leads_and_what_is_not_so_urgent_takes_one(
    browser: Browser, session: Session, people: Safe
) -> None:
    tell(browser, danger="yes")
    here = f"{LIST}/{concern(session).id}"
    browser.sign_in(people["Lena"])
    assert "takes two leads" in browser.get(here).text
    unsaid = browser.post(f"{here}/weigh", {"speed": "routine", "agreed": "given", "words": ""})
    assert unsaid.status == 400 and "Say in a few words why it can wait" in unsaid.text
    for _again in range(2):
        assert act(browser, "weigh", session, speed="routine", agreed="given", words="He is in hospital now.") == 303
        assert concern(session).speed is Speed.IMMEDIATE
    page = browser.get(here).text
    assert "Lena, coordinator asks that it may wait. It stays immediate until a second lead chooses the same" in page
    assert f"by {looking.day(decide_by(CAME, Speed.IMMEDIATE))}" in browser.get(LIST).text

    browser.sign_in(people["Carl"])
    assert "A second lead is to say whether it can wait" in browser.get(LIST).text
    assert act(browser, "weigh", session, speed="urgent", agreed="given", words="In three days, not five.") == 303
    assert concern(session).speed is Speed.IMMEDIATE

    browser.sign_in(people["Lena"])
    assert act(browser, "weigh", session, speed="urgent", agreed="given") == 303
    assert (concern(session).speed, concern(session).slower) == (Speed.URGENT, None)
    assert act(browser, "weigh", session, speed="routine", agreed="given") == 303
    assert concern(session).speed is Speed.ROUTINE and concern(session).had_danger
    assert "A second lead" not in browser.get(LIST).text


def test_sr_078_whoever_a_lead_marks_finds_no_trace_of_it_and_hears_no_more(
    browser: Browser, session: Session, people: Safe
) -> None:
    tell(browser, danger="yes")
    here = f"{LIST}/{concern(session).id}"
    assert browser.sign_in(people["Carl"]).get(here).status == 200

    browser.sign_in(people["Lena"])
    assert act(browser, "people", session, person=people["Carl"].id, part="about") == 303

    browser.sign_in(people["Carl"])
    missing = browser.get(f"{LIST}/{'0' * 32}")
    assert (browser.get(here).status, browser.get(here).source) == (404, missing.source)
    assert act(browser, "take-up", session) == 404
    assert "Nothing has come in." in browser.get(LIST).text and "This month 0 came in." in browser.get(LIST).text
    assert "taken up" not in browser.get("/today").text
    assert people["Carl"].id not in {who for _kind, who, _due in planned(session)}
    copied = json.dumps([part.rows for part in held_on(session, people["Carl"])], default=str)
    assert "concern" not in copied and concern(session).id not in copied
    about = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == people["Carl"].id))
    assert {each.object_type for each in about} <= {"person"}


def test_sr_078_a_lead_who_is_named_as_the_one_it_is_about_never_sees_it_until_another_says_otherwise(
    browser: Browser, session: Session, people: Safe
) -> None:
    tell(browser, about="Carl, who runs it")
    browser.sign_in(people["Carl"])
    assert "Nothing has come in." in browser.get(LIST).text

    browser.sign_in(people["Lena"])
    mark = concern(session).marks[0]
    assert act(browser, f"people/{mark.id}/take-back", session) == 303
    assert browser.sign_in(people["Carl"]).get(f"{LIST}/{mark.concern_id}").status == 200


def test_sr_078_where_every_lead_has_a_part_in_it_only_who_runs_the_site_hears_that_there_is_something(
    browser: Browser, session: Session, people: Safe
) -> None:
    tell(browser, words="Lena and Carl shouted at me", of_staff="1")

    assert {(kind, who) for kind, who, _due in planned(session)} == {("concern_unread", people["Tam"].id)}
    assert "that nobody can read" in browser.sign_in(people["Tam"]).get("/today").text
    assert browser.get(LIST).status == 404
    for name in ("Lena", "Carl", "Dora", "Cora"):
        assert "nobody can read" not in browser.sign_in(people[name]).get("/today").text


def test_sr_078_whoever_marks_themselves_does_not_come_back_to_it(
    browser: Browser, session: Session, people: Safe
) -> None:
    tell(browser)
    browser.sign_in(people["Lena"])
    here = f"{LIST}/{concern(session).id}"

    marked = browser.post(f"{here}/people", {"person": people["Lena"].id, "part": "apart"})

    assert (marked.location, browser.get(here).status) == (LIST, 404)


def test_sr_074_two_independent_reports_hold_offers_back_and_a_lead_lets_them_go_on(
    browser: Browser, session: Session, people: Safe, at: Callable[[str], object]
) -> None:
    for day, who in (("2026-12-21", "Nia"), ("2026-12-23", "Cora")):
        at(f"{day}T12:00")
        tell(browser.sign_in(people[who]), f"?about={people['Cal'].id}")
    assert held_back(session, [people["Cal"].id, people["Nia"].id], LATER) == {people["Cal"].id}

    browser.sign_in(people["Lena"])
    latest = browser.get(LIST).links()
    here = next(link for link in latest.values() if link.startswith(f"{LIST}/"))
    assert "Two people told us of them" in browser.get(here).text
    assert browser.post(f"{here}/lift", {"person": people["Cal"].id, "words": ""}).status == 400
    lifted = {"person": people["Cal"].id, "words": "We talked with both. It was a mistake."}
    assert browser.post(f"{here}/lift", lifted).status == 303
    session.rollback()
    assert held_back(session, [people["Cal"].id], LATER) == set()


def test_an_account_that_tells_twice_counts_once_and_a_stranger_points_at_nobody(
    browser: Browser, session: Session, people: Safe
) -> None:
    cal = people["Cal"].id
    for _turn in range(2):
        tell(browser.sign_in(people["Nia"]), f"?about={cal}")
    browser.sign_out()
    tell(browser, f"?about={cal}")

    assert held_back(session, [cal], LATER) == set()


def test_stopping_offers_and_plans_reaches_whoever_asked_to_be_told(
    browser: Browser, session: Session, people: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []
    monkeypatch.setattr(handling, "ON_DANGER", [lambda _session, person_id, _now: stopped.append(person_id)])
    tell(browser.sign_in(people["Nia"]), f"?about={people['Cal'].id}")
    browser.sign_in(people["Lena"])

    assert act(browser, "freeze", session, person=people["Nia"].id) == 409
    assert act(browser, "freeze", session, person=people["Cal"].id) == 303
    assert stopped == [people["Cal"].id]


@pytest.mark.parametrize(
    ("what", "form", "says"),
    [
        ("close", {"words": "Settled"}, "Say in a few words why it can be closed, in 10 letters or more."),
        ("write", {"words": "We rang."}, "Choose what kind of line it is."),
        ("people", {"person": ""}, "Choose which part they have in it."),
        ("weigh", {"speed": "routine", "agreed": "given", "words": "Soon"}, "why it can wait, in 10 letters or more."),
    ],
)
def test_what_is_refused_is_said_on_top_and_leads_to_its_form(
    browser: Browser, people: Safe, what: str, form: dict[str, str], says: str
) -> None:
    session = object_session(people.at)
    assert session
    tell(browser, danger="yes")
    browser.sign_in(people["Lena"])
    act(browser, "take-up", session)
    page = browser.post(f"{LIST}/{concern(session).id}/{what}", form)

    assert page.status == 400
    top = page.text.index("Something needs another look")
    assert says in page.text[top:] and top < page.text.index("If somebody is in danger now")
    assert page.links()[next(words for words in page.links() if says in words)] == f"#{what}-form"
    assert len([each for each in page.all("form") if each.get("id") == f"{what}-form"]) == 1
