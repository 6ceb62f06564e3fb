"""On the pages of the two: the field that is wrong is marked, nobody is sent to a telephone that rings out, and it does
not say that something is shared which was never agreed to."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app.kernel.roles import Role
from app.linkage.accompaniment.rules.planning import CannotPlan, check_how, check_words
from tests.browser import Browser
from tests.linkage.cast import person
from tests.linkage.walks import Two, on_duty

At = Callable[[str], datetime]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize("field", ["where", "journey", "looks"])
def test_the_field_with_a_number_in_it_is_marked(two: Two, browser: Browser, at: At, field: str) -> None:
    at("2026-12-23T12:00")
    here = f"/mine/{two.linkage.page}/plan"
    form = browser.sign_in(two.nia).get(f"{here}?listing={two.meeting.id}")
    date = form.all("option")[0].get("value") if form.all("option") else form.all("input", name="date")[0].get("value")
    typed = {"where": "Outside the red door", "how": "bus", "listing": two.meeting.id, "date": date}

    page = browser.post(here, typed | {field: "Ring me: 07700 900123"})

    assert page.status == 400
    assert [each.get("id") for each in page.all("p", role=None) if (each.get("id") or "").endswith("-error")] == [
        f"{field}-error"
    ]


def test_what_is_missing_about_the_way_is_marked_there(two: Two) -> None:
    with pytest.raises(CannotPlan) as refused:
        check_how("")
    assert refused.value.field == "how"
    with pytest.raises(CannotPlan) as refused:
        check_words("", looks="")
    assert refused.value.field == "where"


@pytest.mark.parametrize("is_on", [True, False])
def test_a_champion_is_sent_to_the_duty_phone_only_while_somebody_is_on_duty(
    two: Two, browser: Browser, at: At, is_on: bool
) -> None:
    two.planned()
    if is_on:
        on_duty(two.session, person(two.session, "Lea", Role.COORDINATOR))
    at("2026-12-28T19:20")
    browser.sign_in(two.nia).post(f"/mine/{two.linkage.page}/nobody")

    page = browser.sign_in(two.cal).get(f"/walks/{two.walk.id}").text

    assert "Nia is there and does not see you. Please look for them" in page
    assert ("or ring the duty phone" in page) is is_on


def test_what_was_never_agreed_to_is_not_said_to_be_shared(two: Two, browser: Browser) -> None:
    two.walk.shares_contact = True
    two.session.commit()

    page = browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now")

    assert "Let Cal see how to reach me" in page.text and "Stop sharing it" not in page.text
    browser.post(f"/mine/{two.linkage.page}/share")
    assert "Stop sharing it" in browser.get(f"/mine/{two.linkage.page}/now").text
