"""Nia and Cal go together: each with a phone of their own, they are reminded, find each other, somebody looks out for
Cal until he is home, and both say how it went. What staff see meanwhile, what is sent, and what is kept."""

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from tests.journeys.calderdale import HUB, THAT_DAY, TITLE, database, on_the_way
from tests.journeys.conftest import phone
from tests.journeys.together import HOUR, MINUTE, Journey, by_name, fits, press
from tests.linkage.walks import MEET, NEXT

__all__ = ["database", "on_the_way"]
pytestmark = pytest.mark.browser
OVER = NEXT + 90 * MINUTE


def are_reminded(journey: Journey) -> None:
    """The day before and three hours before, in words that tell nothing; each says that they still come."""
    since = len(journey.left.taken)
    for hours in (24, 3):
        journey.clock(MEET - hours * HOUR)
    ours = [each for each in journey.told(since) if each[0] in ("nia", "cal") and each[1].startswith("walk")]
    assert ours == [("cal", "walk_reminder")] * 2 + [("nia", "walk_reminder")] * 2
    assert not [word for word in ("Nia", "Cal ", "Clean Slate", "red door") if word in journey.mails()]
    for page, path in ((journey.nia, journey.mine), (journey.cal, journey.walk)):
        page.goto(path)
        press(page, "Yes, I am still coming")


def find_each_other(journey: Journey) -> None:
    journey.clock(MEET - 30 * MINUTE)
    journey.clock(MEET - 5 * MINUTE)
    journey.cal.goto(journey.walk)
    press(journey.cal, "I am here")
    journey.nia.goto(journey.mine)
    journey.nia.get_by_role("heading", name="Today, with Cal").wait_for()
    journey.nia.get_by_text("Cal is there.").wait_for()
    press(journey.nia, "I am here")
    journey.nia.get_by_text("You are both there.").wait_for()
    assert journey.nia.get_by_text("Press “I am here”").count() == 0
    assert journey.nia.get_by_role("button", name="Yes, I am still coming").count() == 0


def is_looked_out_for(journey: Journey, staff: Page, out: str) -> None:
    """Nobody hears from Cal after the meeting: first he is asked, then whoever supervises him; his word ends it."""
    since = len(journey.left.taken)
    journey.clock(OVER + 15 * MINUTE)
    assert [each for each in journey.told(since) if each[1] == "walk_check"] == [("cal", "walk_check")]
    staff.goto(out)
    staff.get_by_role("heading", name="Cal, ").wait_for()
    journey.clock(OVER + 60 * MINUTE)
    journey.clock(OVER + 75 * MINUTE)
    assert ("cora", "walk_check") in journey.told(since) and "missed_check_in" in journey.them.tasks()

    journey.cal.goto(journey.walk)
    press(journey.cal, "I am on my way home and well")
    journey.cal.get_by_text("You said that you are home, or on your way and well.").wait_for()
    assert journey.cal.get_by_role("link", name="We leave it for another day").count() == 0
    since = len(journey.left.taken)
    for minutes in (76, 90, 105, 120):
        journey.clock(OVER + minutes * MINUTE)
    assert [each for each in journey.told(since) if each[1] == "walk_check"] == [] == journey.them.tasks()
    staff.goto(out)
    assert staff.get_by_role("heading", name="Cal, ").count() == 0


def say_how_it_went(journey: Journey) -> None:
    press(journey.cal, "We went together")
    press(journey.cal, "Yes, I am all right")
    journey.nia.goto(journey.mine)
    for words in ("We went together", "Good", "Yes, with the same person"):
        press(journey.nia, words)
    journey.nia.get_by_role("heading", name="You went, and the door is open").wait_for()
    journey.nia.get_by_role("link", name="Suggest a date").first.click()
    journey.nia.get_by_label("Monday 4 January").wait_for()


def test_two_people_are_reminded_meet_are_looked_out_for_and_say_how_it_went_each_on_a_phone(
    on_the_way: Journey, session: Session, chromium: Browser
) -> None:
    journey, them = on_the_way, on_the_way.them
    are_reminded(journey)
    find_each_other(journey)
    with phone(chromium) as staff:
        journey.carries(staff, by_name(session, "Cora"))
        out = f"{journey.site}/organisations/{HUB}/out"
        staff.goto(out)
        staff.get_by_role("heading", name="Cal, ").wait_for()
        assert "Nia" not in staff.inner_text("main")
        is_looked_out_for(journey, staff, out)
        say_how_it_went(journey)
        staff.goto(f"{journey.site}/requests/{them.linkage.id}")
        staff.get_by_text("Keeping in touch").first.wait_for()
        assert fits(staff)
    assert journey.calendar(them.nia) == journey.calendar(them.cal) == [(TITLE, "CONFIRMED", THAT_DAY)]
    kept = [each for each in journey.written() if each in ("going", "check_in_due", "home", "attended", "following")]
    assert kept == ["going", "check_in_due", "home", "attended", "following"]
