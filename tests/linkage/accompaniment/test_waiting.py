"""Who writes when the other does not hear of it at once is told so, and who answers now."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.notices.models import SafeContact
from app.site.rules.facts import help_facts
from tests.browser import Browser
from tests.linkage.walks import Two

At = Callable[[str], datetime]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def allowed(two: Two) -> Two:
    """Their organisation lets them write a few words."""
    two.linkage.organisation.constants = {"relay": True}
    two.session.commit()
    return two


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-12-23T22:11", "Cal may see this only tomorrow."),
        ("2026-12-24T03:00", "Cal may see this only later today."),
        ("2026-12-23T12:00", ""),
    ],
)  # fmt: skip
def test_a_newcomer_who_writes_at_night_reads_when_it_is_seen_and_who_answers_now(
    allowed: Two, browser: Browser, at: At, moment: str, said: str
) -> None:
    now, page = at(moment), f"/mine/{allowed.linkage.page}"
    answering = help_facts().said(now).group("now")
    browser.sign_in(allowed.nia)

    before = browser.get(f"{page}/write")
    browser.post(f"{page}/write", {"words": "i feel low tonight"})
    after = browser.get(f"{page}/now")

    for shown in (before, after):
        main = shown.one("main")
        links = [each.get("href") for each in main.iter("a")]
        assert ("only" in shown.text and said in shown.text) if said else "may see this only" not in shown.text
        assert [each.link in links for each in answering] == [bool(said)] * len(answering)
        assert "/help-now" in links or said


def test_a_champion_learns_of_a_newcomers_hours_only_that_it_can_be_later(
    allowed: Two, browser: Browser, at: At, session: Session
) -> None:
    at("2026-12-23T12:00")
    browser.sign_in(allowed.cal)
    assert "may see this only" not in browser.get(f"/walks/{allowed.walk.id}/write").text

    at("2026-12-23T23:30")
    night = browser.get(f"/walks/{allowed.walk.id}/write").one("main").itertext()
    assert "Nia may see this only later." in (night := " ".join(night))

    session.add(
        SafeContact(
            person_id=allowed.nia.id, channel="email", hours="", do_not_contact=True, settled_at=at("2026-12-23T12:00")
        )
    )
    session.commit()
    assert " ".join(browser.get(f"/walks/{allowed.walk.id}/write").one("main").itertext()) == night


def test_who_looks_only_by_themselves_is_waited_for_without_a_day(
    allowed: Two, browser: Browser, at: At, session: Session
) -> None:
    session.add(
        SafeContact(
            person_id=allowed.cal.id, channel="email", hours="", do_not_contact=True, settled_at=at("2026-12-23T12:00")
        )
    )
    session.commit()
    browser.sign_in(allowed.nia)

    assert "Cal may see this only when they next look here." in browser.get(f"/mine/{allowed.linkage.page}/now").text
