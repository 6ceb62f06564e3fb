"""What somebody may wish for besides, on the way through the four steps."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.rules.timetable import Audience
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.wishes import free_at
from app.places.models import Venue
from tests.browser import Browser
from tests.linkage.referral.asking import ANSWERS, Asker, town


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_matters_most_a_building_to_avoid_and_a_date_for_anybody_are_asked_where_there_is_something_to_ask(
    browser: Browser, session: Session
) -> None:
    """Nobody has told whether visitors may come to the meeting that the link names."""
    meeting, _cora = town(session)
    asker = Asker.at(browser, f"/ask?listing={meeting.id}&on=2026-12-28")
    assert "Is this meeting there for you?" in asker.page.text
    assert not [words for words in ("Which kind of meeting?", "When could you go?") if words in asker.page.text]
    page = asker.press("next", **ANSWERS["meeting"], belongs="no")
    assert "is only for people who want help for themselves, as far as we know." in page.text
    assert "Choose another meeting" in page.text and "Which date instead?" not in page.text
    meeting.audience, meeting.open_weeks = Audience.OPEN_WEEKS, [1]
    session.commit()
    page = asker.press("next", **ANSWERS["meeting"], belongs="no")
    assert "That date is not for visitors" in page.text and "Monday 4 January" in page.text
    asker.press("next", **ANSWERS["meeting"], belongs="no", instead=f"{meeting.id} 2027-01-04")
    assert "rather not go to" not in asker.page.text
    asker.press("next", **ANSWERS["company"], first="familiar")
    page = asker.press("next", **ANSWERS["reach"])
    assert "Monday 4 January" in page.text and "Somebody who knows that very meeting" in page.text
    asker.press("send", **ANSWERS["check"])
    made = session.scalars(select(Linkage)).one()
    assert (made.wishes.belongs, made.wishes.first, made.wished_on, bool(made.listing_id)) == (
        False, ("familiar",), date(2027, 1, 4), True,
    )  # fmt: skip
    asks_without_a_meeting(browser, session, made.id)


def asks_without_a_meeting(browser: Browser, session: Session, made: str) -> None:
    """Where no meeting is named, a kind, times and a building to avoid are asked instead."""
    hall = session.scalars(select(Venue.id)).one()
    without = Asker.at(browser)
    assert [each.get("name") for each in without.page.all("select")] == ["route"]
    without.press("next", place="Halifax", route="na", times=["weekday_evening", "sunday"])
    assert "Hall 1, Halifax" in without.page.text
    without.press("next", **ANSWERS["company"], avoid=hall)
    without.press("next", **ANSWERS["reach"] | {"contact": "07700 900 322"})
    shown = without.page.text.replace("\n", "")
    assert [words for words in ("Not atHall 1, Halifax", "Which kindNA", "When you could goMonday to Friday, after 5pm")
            if words not in shown] == []  # fmt: skip
    without.press("send", **ANSWERS["check"])
    session.rollback()
    avoided = session.scalars(select(Linkage).where(Linkage.id != made)).one().wishes
    assert (avoided.avoid, avoided.belongs, avoided.routes) == ((hall,), True, ("na",))
    assert avoided.free == free_at(["weekday_evening", "sunday"])
