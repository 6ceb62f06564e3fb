"""Eli is learning, and may come along with Nia and Cal: what each of them reads and presses, on their phones."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.models import Champion
from app.people.actions.invitations import set_contact
from app.people.models import Person
from app.people.rules.contact import Contact
from tests.journeys.calderdale import HUB, THAT_DAY, TITLE, database, on_the_way
from tests.journeys.conftest import phone
from tests.journeys.together import MINUTE, Journey, by_name, fits, press
from tests.linkage.learning.conftest import profile_of, went_before
from tests.linkage.walks import NOON

__all__ = ["database", "on_the_way"]
pytestmark = pytest.mark.browser
ALONG, PRIVATE = "Coming along: Clean Slate Halifax", ("Nia", "Clean Slate", "red door", "7:15pm")


@pytest.fixture
def eli(on_the_way: Journey, session: Session) -> Person:
    """He lacks nothing but the first walk, and Cal has gone with somebody before."""
    found = by_name(session, "Eli")
    profile: Champion = profile_of(session, found)
    profile.agreed_on, profile.agreement = NOON.date(), "1"
    set_contact(found, Contact("phone", "+447700900177"))
    went_before(session, on_the_way.them.cal, on_the_way.them.meeting.id)
    session.commit()
    on_the_way.keeps_calendar(found)
    return found


@pytest.fixture
def elis(eli: Person, on_the_way: Journey, chromium: Browser) -> Iterator[Page]:
    """His phone, without a script."""
    with phone(chromium, java_script_enabled=False) as page:
        yield on_the_way.carries(page, eli)


def test_a_first_walk_is_arranged_by_three_yeses_and_the_newcomer_takes_hers_back(
    on_the_way: Journey, eli: Person, elis: Page, chromium: Browser, session: Session
) -> None:
    journey, nia, cal = on_the_way, on_the_way.nia, on_the_way.cal
    champion = session.scalars(select(Champion.id).where(Champion.holding_id == eli.holdings[0].id)).one()
    with phone(chromium) as staff:
        journey.carries(staff, by_name(session, "Cora"))
        staff.goto(f"{journey.site}/organisations/{HUB}/champions/{champion}")
        staff.get_by_label("with Cal: Clean Slate Halifax").check()
        press(staff, "Ask whether Eli may come along")
        staff.get_by_text("Still to say yes: Eli, Cal and the newcomer.").wait_for()
        assert fits(staff)
    journey.clock(NOON + MINUTE)

    elis.goto(f"{journey.site}/today")
    with elis.expect_navigation(wait_until="domcontentloaded"):
        elis.get_by_role("link", name="Would you come along? Say yes or no").click()
    assert not [word for word in PRIVATE if word in elis.content()]
    press(elis, "Yes, I would come")
    cal.goto(journey.walk)
    press(cal, "Yes, Eli can come")
    nia.goto(journey.mine)
    nia.get_by_text("Eli, who is learning to do this, would like to come along with you and Cal.").wait_for()
    press(nia, "Yes, Eli can come")

    elis.reload()
    assert all(word in elis.inner_text("main") for word in ("Nia", "Clean Slate Halifax", "7:15pm"))
    assert journey.calendar(eli) == [(ALONG, "CONFIRMED", THAT_DAY)]
    assert fits(elis) and fits(cal) and fits(nia)

    press(nia, "I would rather Eli did not come")
    assert nia.get_by_text("meet at 7:15pm").count() == 1
    elis.reload()
    elis.get_by_text("It is not about you, and there will be another one.").wait_for()
    assert not [word for word in PRIVATE if word in elis.content()]
    assert [(title, status) for title, status, _day in journey.calendar(eli)] == [("CANCELLED: Off", "CANCELLED")]
    cal.goto(journey.walk)
    assert cal.get_by_text("meet at 7:15pm").count() == 1
    assert cal.get_by_text("Eli").count() == 0
    assert journey.calendar(journey.them.nia) == [(TITLE, "CONFIRMED", THAT_DAY)]
