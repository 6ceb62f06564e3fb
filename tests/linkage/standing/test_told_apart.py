"""Two people of one first name are never to be mixed up where staff choose one or read of them. On both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.referral.rules.states import State
from app.people.models import Person
from tests.browser import Browser, Page
from tests.factories.persons import also
from tests.linkage.cast import NOW, asked, champion, cora, hub, person

FIRST, SECOND = "Mo (asked Monday 21 December, Halifax)", "Mo (asked Monday 21 December, Todmorden)"


def mo(session: Session, place: str, minutes: int = 0, **given: object) -> Person:
    """Another Mo, who asks from there."""
    made = person(session, "Mo")
    linkage = asked(session, made, State.TRIAGE, NOW + timedelta(minutes=minutes), **given)
    linkage.wishes = replace(linkage.wishes, place=place)
    session.commit()
    return made


@pytest.fixture
def staff(session: Session) -> Person:
    found = cora(session)
    mo(session, "Halifax")
    mo(session, "Todmorden", 1)
    return found


def choices(page: Page, name: str) -> list[str]:
    return [each.text or "" for each in page.one("select", name=name).iter("option")]


def test_who_is_kept_apart_or_barred_is_chosen_by_more_than_a_first_name(
    session: Session, browser: Browser, staff: Person
) -> None:
    champion(session, "Mo")
    page = browser.sign_in(staff).get(f"/organisations/{hub(session).slug}/apart")
    both = [f"Mo, newcomer {name[3:]}" for name in (FIRST, SECOND)]

    assert [each for each in choices(page, "first") if each.startswith("Mo")] == [*both, "Mo, recovery champion"]
    assert choices(page, "person")[1:] == [FIRST, SECOND]


def test_the_request_leads_to_the_choice_with_its_person_chosen(
    session: Session, browser: Browser, staff: Person
) -> None:
    third = mo(session, "Halifax", 2)
    linkage = asked(session, third, State.TRIAGE, NOW + timedelta(minutes=3))
    links = browser.sign_in(staff).get(f"/requests/{linkage.id}").links()
    page = browser.get(links["Keep them apart from somebody, or away from a building"])

    chosen = [each.get("value") for each in page.all("option") if each.get("selected") is not None]
    assert chosen.count(third.id) == 2


def test_the_worklist_and_the_people_of_the_organisation_tell_them_apart(
    session: Session, browser: Browser, staff: Person
) -> None:
    browser.sign_in(staff)
    board = browser.get("/requests")
    people = browser.get(f"/organisations/{hub(session).slug}")

    assert [board.text.count(name) for name in (FIRST, SECOND)] == [1, 1]
    assert all(f"See {name}’s page" in people.text for name in (FIRST, SECOND))


def test_whoever_asked_for_both_reads_when_they_did_and_nothing_that_the_people_said_since(
    session: Session, browser: Browser, staff: Person
) -> None:
    lin = person(session, "Lin", Role.LINK_WORKER)
    for minutes, place in ((0, "Halifax"), (60, "Todmorden")):
        mo(session, place, minutes, referrer_id=lin.id)
    page = browser.sign_in(lin).get("/referrals")

    assert "Mo (asked Monday 21 December, at 6pm)" in page.text and "Mo (asked Monday 21 December, at 7pm)" in page.text
    assert "Halifax" not in page.text and "Todmorden" not in page.text


def test_who_runs_the_site_does_not_learn_that_a_colleague_asks_for_company(session: Session, browser: Browser) -> None:
    staff = person(session, "Mo", Role.COORDINATOR)
    also(session, staff, Role.NEWCOMER, hub(session))
    person(session, "Mo", Role.LINK_WORKER)
    asked(session, staff, State.TRIAGE)
    tam = person(session, "Tam", Role.TECHNICAL_ADMIN)
    tam.holdings[0].organisation_id = None
    session.commit()
    page = browser.sign_in(tam).get(f"/organisations/{hub(session).slug}")

    assert "Mo (coordinator)" in page.text and "Mo (link worker)" in page.text
    assert "asked" not in page.text and "newcomer" not in page.text
