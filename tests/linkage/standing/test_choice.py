"""Before a champion is asked staff read which meeting each time is of, who goes without, and who hears nothing."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.linkage.matching.actions import rounds
from app.linkage.matching.queries.possible import choice
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State
from app.notices.models import SafeContact
from app.notices.rules.reach import Wish
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, champion, cora, person

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
At = Callable[[str], datetime]
DEAF = "Reads messages on this site only: sees a question when they next look here."


def test_the_list_names_meeting_who_goes_without_and_whom_no_message_tells(
    session: Session, browser: Browser, at: At
) -> None:
    at(NOW.isoformat())
    one, cal = cora(session), champion(session, cap=1, cap_week=1)
    session.add(SafeContact(person_id=cal.id, channel=Wish.INSIDE, settled_at=NOW))
    ida = asked(session, person(session, "Ida"), State.WAITING)
    bea = asked(session, person(session, "Bea"), State.WAITING)
    name = session.scalars(select(Listing.name)).one()
    browser.sign_in(one)
    pages = {each.name: browser.get(f"/requests/{each.id}").text for each in (ida, bea)}
    for text in pages.values():
        assert f": {name}" in text and DEAF in text
    assert "Asking them may leave Bea without." in pages["Ida"] or "Asking them may leave Ida without." in pages["Bea"]
    assert "leave somebody else" not in "".join(pages.values())

    session.rollback()
    rounds.ask(session, by(one), linkages.held(session, ida.id) or ida, [rounds.Asked(cal.id)], NOW)
    session.commit()
    assert "asked, until" in browser.get(f"/requests/{ida.id}").text
    assert DEAF in browser.get(f"/requests/{ida.id}").text


def test_whoever_is_told_is_not_marked(session: Session) -> None:
    champion(session)
    (can,) = choice(session, asked(session, state=State.WAITING), NOW).can
    assert can.deaf == "" and can.is_spare and can.without == ()
