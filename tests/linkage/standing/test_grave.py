"""Words that say that somebody may be in danger: who answers now stands beside them at once, and nothing is lost."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.accompaniment.models import Line
from app.linkage.referral.models import Linkage, Task
from tests.browser import Browser, Page
from tests.linkage.referral.asking import ANSWERS, Asker, town
from tests.linkage.walks import Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

GRAVE = "I want to kill myself tonight"
NUMBERS = {"tel:999", "tel:111", "tel:116123"}


def answer_now(page: Page) -> bool:
    """Do emergency numbers stand in a notice about the words?"""
    found = [each for each in page.all("div", role="alert") if "please do not wait for us" in " ".join(each.itertext())]
    links = {link.get("href") for each in found for link in each.iter("a")}
    return links >= NUMBERS


def test_beside_what_would_help_from_the_next_page_to_the_receipt(browser: Browser, session: Session) -> None:
    monday, _cora = town(session)
    asker = Asker.at(browser, f"/ask?listing={monday.id}&on=2026-12-28")
    assert not answer_now(asker.page)
    page = asker.press("next", **ANSWERS["meeting"] | {"help": GRAVE})
    assert page.status == 200 and answer_now(page) and f"You wrote: “{GRAVE}”" in page.text
    assert "nobody is told of them now" in page.text
    for step in ("company", "reach"):
        page = asker.press("next", **ANSWERS[step])
        assert answer_now(page), step
    page = asker.press("send", **ANSWERS["check"])
    assert page.heading == "We have it" and answer_now(page)

    session.rollback()
    linkage = session.scalars(select(Linkage)).one()
    assert linkage.wishes.help == GRAVE
    assert not answer_now(browser.get(f"/mine/{linkage.page}/sent")), "nobody else learns it by the address"
    assert {each.kind for each in session.scalars(select(Task))} <= {"look"}, "nobody is told apart"


def test_beside_words_to_one_another_for_both_and_where_they_were_held_back(two: Two, browser: Browser) -> None:
    two.linkage.organisation.constants = {"relay": True}
    two.session.commit()
    mine, walk = f"/mine/{two.linkage.page}", f"/walks/{two.walk.id}"
    page = browser.sign_in(two.nia).post(f"{mine}/write", {"words": f"{GRAVE}, ring 07700 900123"})
    assert page.status == 400 and answer_now(page) and "Nothing was sent yet" in page.text
    assert not answer_now(browser.get(f"{mine}/now"))
    assert browser.post(f"{mine}/write", {"words": GRAVE}).status == 303
    page = browser.get(f"{mine}/now")
    assert answer_now(page) and "Nobody else was told of them." in page.text
    page = browser.sign_in(two.cal).get(walk)
    assert answer_now(page) and "in danger, ring 999 yourself, then tell staff" in page.text
    two.session.rollback()
    assert [each.words for each in two.session.scalars(select(Line))] == [GRAVE]


def test_ordinary_words_have_no_such_lines(two: Two, browser: Browser) -> None:
    two.linkage.organisation.constants = {"relay": True}
    two.session.commit()
    page = browser.sign_in(two.nia).post(f"/mine/{two.linkage.page}/write", {"words": "I am dying for a brew"})
    assert page.status == 303
    assert not answer_now(browser.get(f"/mine/{two.linkage.page}/now"))
