"""The duty of safeguarding lead: nobody is rid of those who read concerns, and nothing that they saw to is left to
nobody. On both databases."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.models import ConcernPerson
from app.concerns.queries.duty import holders
from app.concerns.rules.concern import Part
from app.kernel.roles import Appointment
from app.people.actions.roles import suspend_person
from app.people.models import Holding, Person
from app.post.models import Letter
from tests.browser import Browser
from tests.concerns.safe import CAME, LIST, Safe, concern, planned, safe, tell

LEAD = Appointment.SAFEGUARDING_LEAD
TAKE = {"what": "relieve", "duty": LEAD.value}


@pytest.fixture
def people(session: Session) -> Safe:
    return safe(session)


def page_of(person: Person) -> str:
    return f"/organisations/calder/people/{person.holdings[0].id}"


def leads(session: Session, people: Safe) -> list[str]:
    session.rollback()
    return [each.name for each in holders(session, people.at.id, LEAD)]


def told(session: Session) -> dict[str, str]:
    """What each is told of duties, by name."""
    session.rollback()
    names = {each.id: each.name for each in session.scalars(select(Person))}
    letters = session.scalars(select(Letter).where(Letter.kind == "task_due"))
    return {names[each.person_id or ""]: json.loads(each.values)["said"] for each in letters}


@pytest.mark.parametrize("form", [TAKE, {"what": "suspend"}, {"what": "end"}], ids=lambda form: form["what"])
@pytest.mark.parametrize("name", ["Cora", "Carl"])
def test_no_colleague_takes_it_whatever_waits_and_the_answer_never_tells_what(
    browser: Browser, session: Session, people: Safe, form: dict[str, str], name: str
) -> None:
    browser.sign_in(people[name])
    said = [browser.post(page_of(people["Lena"]), form)]
    tell(browser, danger="yes")
    session.add(ConcernPerson(concern_id=concern(session).id, person_id=people[name].id, part=Part.ABOUT, is_staff=True,
                              marked_at=CAME))  # fmt: skip
    concern(session).taken_up_by, concern(session).taken_up_at = people["Lena"].id, CAME
    session.commit()
    browser.sign_in(people[name])
    said.append(browser.post(page_of(people["Lena"]), form))

    assert [each.status for each in said] == [409, 409] and said[0].text == said[1].text
    assert "Only they themselves, or whoever runs the site, can change that" in said[0].text
    assert leads(session, people) == ["Lena", "Carl"]
    duty = f"?duty={LEAD.value}" if form == TAKE else ""
    before = browser.get(f"{page_of(people['Lena'])}/sure/{form['what']}{duty}")
    forms = [each.get("action") for each in before.all("form")]
    assert "Only they themselves" in before.text and page_of(people["Lena"]) not in forms


def test_who_runs_the_site_takes_it_but_never_the_last_and_all_leads_hear_of_it(
    browser: Browser, session: Session, people: Safe
) -> None:
    browser.sign_in(people["Tam"])
    assert browser.post(page_of(people["Carl"]), TAKE).status == 303
    assert leads(session, people) == ["Lena"]
    assert set(told(session)) == {"Carl", "Lena"}
    assert "Carl is no safeguarding lead of Calder Recovery (example) any more. Whoever" in told(session)["Lena"]

    for form in (TAKE, {"what": "suspend"}, {"what": "end"}):
        refused = browser.post(page_of(people["Lena"]), form)
        assert refused.status == 409 and "Let another coordinator become one first" in refused.text
    assert leads(session, people) == ["Lena"]
    browser.sign_in(people["Cora"]).post(page_of(people["Dora"]), {"what": "appoint", "duty": LEAD.value})
    assert "Cora gave you this duty" in told(session)["Dora"] and "Dora is a safeguarding lead" in told(session)["Lena"]
    assert browser.sign_in(people["Tam"]).post(page_of(people["Lena"]), TAKE).status == 303
    assert leads(session, people) == ["Dora"]


def test_whoever_sees_to_something_hands_it_to_another_lead_first(
    browser: Browser, session: Session, people: Safe
) -> None:
    tell(browser)
    here = f"{LIST}/{concern(session).id}"
    browser.sign_in(people["Lena"]).post(f"{here}/take-up")
    assert browser.post(page_of(people["Lena"]), TAKE).status == 409
    assert browser.sign_in(people["Tam"]).post(page_of(people["Lena"]), TAKE).status == 409

    page = browser.sign_in(people["Carl"]).get(here)
    assert "Lena, coordinator sees to it." in page.text and "I see to it from now on" in page.text
    assert [browser.post(f"{here}/take-over").status for _turn in range(2)] == [303, 303]
    assert browser.get(here).text.count("Another lead sees to it") == 1
    assert browser.sign_in(people["Lena"]).post(page_of(people["Lena"]), TAKE).status == 303
    assert leads(session, people) == ["Carl"] and set(told(session)) == {"Carl"}


def test_it_stays_where_nobody_else_could_read_what_is_open(browser: Browser, session: Session, people: Safe) -> None:
    tell(browser)
    session.add(ConcernPerson(concern_id=concern(session).id, person_id=people["Carl"].id, part=Part.APART,
                              is_staff=True, marked_at=CAME))  # fmt: skip
    session.commit()
    browser.sign_in(people["Tam"])

    assert browser.post(page_of(people["Lena"]), TAKE).status == 409
    assert browser.post(page_of(people["Carl"]), TAKE).status == 303


@pytest.mark.parametrize("what", ["leave", "suspended"])
def test_whatever_a_lead_had_in_hand_who_is_gone_waits_for_the_others_at_once(
    browser: Browser, session: Session, people: Safe, what: str
) -> None:
    tell(browser, danger="yes")
    browser.sign_in(people["Lena"]).post(f"{LIST}/{concern(session).id}/take-up")
    assert planned(session) == []
    held = session.get_one(Holding, people["Lena"].holdings[0].id)
    if what == "leave":
        browser.post(f"/account/roles/{held.id}/leave")
    else:
        suspend_person(session, session.get_one(Person, people["Lena"].id), CAME)
        session.commit()

    assert concern(session).taken_up_at is None
    assert ("concern_now", people["Carl"].id) in {(kind, who) for kind, who, _due in planned(session)}
    page = browser.sign_in(people["Carl"]).get(f"{LIST}/{concern(session).id}")
    assert "Waits again: whoever saw to it is no lead now" in page.text and "I see to it" in page.text


def test_without_any_lead_every_coordinator_reads_it_and_who_could_be_one(
    browser: Browser, session: Session, people: Safe
) -> None:
    for name in ("Lena", "Carl"):
        assert "there is no safeguarding lead" not in browser.sign_in(people["Cora"]).get("/today").text
        browser.sign_in(people[name]).post(f"/account/roles/{people[name].holdings[0].id}/leave")
    for name in ("Cora", "Dora"):
        today = browser.sign_in(people[name]).get("/today").text
        assert "there is no safeguarding lead. One of these could become a lead: Cora, Dora." in today
    browser.post(page_of(people["Cora"]), {"what": "appoint", "duty": LEAD.value})
    assert "there is no safeguarding lead" not in browser.get("/today").text
