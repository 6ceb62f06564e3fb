"""What staff find on a request: who asked and how to ring them, the plan, what came of tries; and their own try."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app.consent.models import Consent
from app.consent.rules.texts import TELL_REFERRER, TEXTS
from app.kernel.roles import Role
from app.linkage.accompaniment.actions import contact, going
from app.linkage.accompaniment.queries.pairs import attempts
from app.linkage.accompaniment.rules.words import How, Outcome, Result
from app.linkage.referral.actions import tasks
from app.linkage.referral.models import Entry
from app.linkage.referral.rules.states import State
from app.notices.queries.reach import safe_contact
from tests.browser import Browser
from tests.linkage.cast import cora, person
from tests.linkage.walks import NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

At = Callable[[str], datetime]


def test_the_page_says_who_asked_and_how_to_ring_them_what_is_agreed_and_the_plan(
    two: Two, browser: Browser, at: At
) -> None:
    at("2026-12-23T12:00")
    lin = person(two.session, "Lin", Role.LINK_WORKER)
    lin.phone = "01422 555123"
    two.linkage.referrer_id, two.linkage.agency, two.linkage.entry = lin.id, "Ward 4", Entry.TELEPHONE
    two.session.commit()
    contact.tried(two.session, two.pair, Result.LEFT_MESSAGE, two.as_cal, NOON)
    plan = two.planned()
    plan.how, plan.journey = How.BUS.value, "The 576 bus from the station"
    two.session.commit()

    page = browser.sign_in(cora(two.session)).get(f"/requests/{two.linkage.id}")
    for words in ("Ward 4", "By telephone", "Lin", "lin@example.org", "They may not hear how it went",
                  "You may tell a champion what I wish for", "7:15pm", "Outside the red door", "The 576 bus",
                  "By bus together", "Both said yes", "A try to get in touch: a message was left"):  # fmt: skip
        assert words in page.text, words
    assert "tel:01422555123" in {each.get("href") for each in page.all("a")}
    assert "A green coat" not in page.text, "how they look is for the two"

    version = TEXTS[TELL_REFERRER].version
    two.session.add(Consent(person_id=two.nia.id, purpose=TELL_REFERRER, version=version, how="page", given_at=NOON))
    two.linkage.state = State.GOING
    going.say_how(two.session, plan, Outcome.ATTENDED, two.as_cal, plan.ends_at)
    plan.felt = "good"
    two.session.commit()
    page = browser.get(f"/requests/{two.linkage.id}")
    assert "One of the two said how it went: they went together" in page.text
    assert "They may hear how far it is" in page.text
    assert "Hard, they said" not in page.text
    plan.felt = "hard"
    two.session.commit()
    assert "Hard, they said" in browser.get(f"/requests/{two.linkage.id}").text


def test_staff_write_down_their_own_try_and_what_came_of_it(two: Two, browser: Browser, at: At) -> None:
    at("2026-12-23T12:00")
    for kind in ("reach_out", "in_touch"):
        tasks.give(two.session, two.linkage, kind, NOON)
    two.session.commit()
    here = f"/requests/{two.linkage.id}"

    browser.sign_in(cora(two.session))
    assert browser.post(f"{here}/tried", {"word": "no_answer"}).status == 303
    assert "Staff tried to reach them: no answer (Cora)" in browser.get(here).text
    assert two.tasks() == ["in_touch"], "to have tried is what was to be done"
    assert attempts(two.session, two.walk) == [], "the champion has not tried yet"
    browser.post(f"{here}/tried", {"word": "spoke"})
    two.session.rollback()
    assert two.tasks() == []
    assert browser.post(f"{here}/tried", {"word": "shouted"}).status == 400
    browser.post(f"{here}/tried", {"word": "asked_not_to"})
    two.session.rollback()
    kept = safe_contact(two.session, two.nia.id)
    assert kept and kept.do_not_contact
    assert two.tasks() == ["leave_be"]
