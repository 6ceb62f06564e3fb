"""An organisation says how it works, on one page; what it chose holds from then on."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.champions.rules.constants import Constants
from app.linkage.referral.rules.house import Asking, House
from tests.browser import Browser
from tests.linkage.cast import cora, hub

sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

HERE = "/organisations/calder-hub/how-we-work"
AS_IT_IS = {
    "asking": "coordinator", "sees_first": "1", "offer_hours": "4", "hours_from": "8", "hours_until": "21",
    "champion_active": "2", "champion_week": "1", "champion_rest_hours": "72", "champion_supervision_days": "28",
    "champion_first_walk": "1", "caseload": "30",
}  # fmt: skip


def sent(**changes: str) -> dict[str, object]:
    return AS_IT_IS | {"champion_courses": ["induction", "safeguarding"]} | changes


def test_what_is_kept_that_is_no_such_value_is_as_if_nothing_had_been_chosen() -> None:
    for odd in (None, {}, {"asking": "dice", "offer_hours": 0, "hours_from": True, "caseload": "7", "relay": "yes"}):
        assert House.of(odd) == House(Asking.COORDINATOR, True, 4, 8, 21, 30, False)
    assert House.of({"caseload": 12, "relay": True, "asking": "itself"}).caseload == 12


@sqlite
def test_a_coordinator_sees_what_is_usual_and_chooses_otherwise(browser: Browser, session: Session) -> None:
    browser.sign_in(cora(session))
    page = browser.click(browser.get("/organisations/calder-hub"), "How we work")
    assert "Usually: 4 hours" in page.text and "Usually: 30" in page.text

    kept = browser.post(HERE, sent(asking="itself", offer_hours="2", champion_active="3", relay="1"), follow=True)
    assert "It is kept, and holds from now on." in kept.text
    session.rollback()
    session.expire_all()
    chosen = hub(session).constants
    assert chosen == {"asking": "itself", "offer_hours": 2, "champion_active": 3, "relay": True}
    assert House.of(chosen).window.total_seconds() == 7200 and Constants.of(chosen).active == 3

    browser.post(HERE, sent(), follow=True)
    session.rollback()
    session.expire_all()
    assert hub(session).constants == {}
    told = session.scalars(select(AuditEvent.reason).where(AuditEvent.outcome == "changed")).all()
    assert sorted(told) == sorted(["asking", "offer_hours", "champion_active", "relay"] * 2)


@sqlite
def test_what_is_not_in_a_list_changes_nothing(browser: Browser, session: Session) -> None:
    browser.sign_in(cora(session))
    page = browser.post(HERE, sent(caseload="100000", asking="itself"))
    assert page.status == 400 and "Something needs another look" in page.text
    session.rollback()
    session.expire_all()
    assert not hub(session).constants
