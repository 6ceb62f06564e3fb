"""Somebody without telephone and address asks through an organisation, and reads so where they would stop."""

import pytest
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.linkage.cast import hub
from tests.linkage.referral.asking import ANSWERS, Asker, town


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whoever_has_no_phone_and_no_address_reads_who_asks_with_them_and_prints_a_paper(
    browser: Browser, session: Session
) -> None:
    meeting, _cora = town(session)
    hub(session).duty_phone, hub(session).town = "01632 960 555", "Halifax"
    session.commit()
    asker = Asker.at(browser, f"/ask?listing={meeting.id}&on=2026-12-28")
    asker.press("next", **ANSWERS["meeting"])
    way = f"{hub(session).name}, Halifax, asks with you: ring from any telephone (01632 960 555), or go there."

    assert way in asker.press("next", **ANSWERS["company"]).text
    again = asker.press("next", **ANSWERS["reach"] | {"contact": ""})
    assert (again.status, again.text.count(way)) == (400, 3), "above, beside the field, and under it"
