"""What else may come of a plan: the meeting is called off, the champion does not come or steps back, the newcomer wants
it no more, or somebody is worried. On phones: what everybody sees, is sent, has in a calendar, and what is kept."""

import json
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.champions.models import Champion
from app.consent.queries.agreements import agreements
from app.directory.models import OneOff
from app.directory.rules.timetable import Change
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.said import STATES
from app.linkage.referral.rules.states import State
from app.people.models import Person
from app.rights.queries.copies import held_on
from tests.journeys.calderdale import HUB, THAT_DAY, TITLE, database, on_the_way
from tests.journeys.conftest import phone
from tests.journeys.together import HOUR, MINUTE, PLAN, Journey, by_name, fits, press
from tests.linkage.walks import MEET, NEXT, NOON

__all__ = ["database", "on_the_way"]
pytestmark = pytest.mark.browser


def gone(journey: Journey) -> None:
    """Of the walk there is nothing more for Cal: not its page, and in his calendar only that the time is free."""
    answer = journey.cal.goto(journey.walk)
    assert answer and answer.status == 404
    assert journey.calendar(journey.them.cal) == [("CANCELLED: Off", "CANCELLED", THAT_DAY)]


def cora_reads(journey: Journey, chromium: Browser) -> str:
    """The page of their request, for the coordinator."""
    with phone(chromium) as staff:
        journey.carries(staff, by_name(journey.session, "Cora"))
        staff.goto(f"{journey.site}/requests/{journey.them.linkage.id}")
        assert fits(staff)
        return staff.inner_text("main")


def asks_ruth(journey: Journey, staff: Page) -> None:
    """Cora chooses Ruth, on the page of the request."""
    staff.goto(f"{journey.site}/requests/{journey.them.linkage.id}")
    staff.get_by_label("Ask first").select_option(label="Ruth")
    press(staff, "Ask them")
    staff.get_by_text("The first one is asked now.").wait_for()


def says_yes(journey: Journey, ruth: Page, now: datetime) -> None:
    """Ruth reads nothing of who it is, says yes, and after five minutes Nia knows."""
    ruth.goto(f"{journey.site}/offers")
    card = ruth.inner_text("main")
    assert "Clean Slate Halifax" in card and "Nia" not in card and "example.org" not in card
    press(ruth, "Yes, I can go")
    journey.clock(now + 6 * MINUTE)
    journey.clock(now + 7 * MINUTE)
    assert "Somebody said yes: Ruth goes with you. They will be in touch with you soon." in journey.said(
        journey.them.nia
    )
    journey.nia.goto(journey.mine)
    journey.nia.get_by_role("heading", name="You and Ruth").wait_for()


def test_a_meeting_that_is_called_off_leaves_pages_and_calendars_and_they_find_another_date(
    on_the_way: Journey, session: Session, chromium: Browser
) -> None:
    journey, them = on_the_way, on_the_way.them
    sent = len(journey.left.taken)
    them.meeting.one_offs = [OneOff(day=NEXT.date(), change=Change.CANCELLED)]
    session.commit()

    journey.clock(NOON + MINUTE)

    assert journey.told(sent) == [("cal", "walk_news"), ("nia", "walk_news")]
    for who, page, path in ((them.nia, journey.nia, journey.mine), (them.cal, journey.cal, journey.walk)):
        page.goto(path)
        assert page.get_by_text("meet at 7:15pm").count() == 0
        assert "It is not on, so the plan is off. The page shows what else is close by." in journey.said(who)
        assert journey.calendar(who) == [(f"CANCELLED: {TITLE}", "CANCELLED", THAT_DAY)]
    assert journey.written()[-2:] == ["plan_shut", "replanning"] and them.timers() == ["plan_again"]
    assert "A new plan is needed" in cora_reads(journey, chromium)

    journey.nia.get_by_role("link", name="Suggest a date", exact=True).first.click()
    journey.nia.get_by_label("Monday 4 January").check()
    journey.nia.get_by_label("By bus together, from where you meet").check()
    press(journey.nia, "Suggest this to Cal")
    journey.clock(NOON + 2 * MINUTE)
    journey.cal.goto(journey.walk)
    press(journey.cal, "Yes, that suits me")
    journey.clock(NOON + 3 * MINUTE)
    assert (TITLE, "CONFIRMED", "04 Jan 19:15") in journey.calendar(them.nia)
    sent = len(journey.left.taken)
    journey.clock(MEET - 24 * HOUR)
    assert "walk_reminder" not in {kind for _who, kind in journey.told(sent)}, "nobody is reminded of what is off"


def nobody_is_there(journey: Journey) -> None:
    """Nia stands at the door and sees nobody: whom to ring stands there at once, and staff and Cal hear of it."""
    them = journey.them
    for moment in (MEET - 24 * HOUR, MEET - 30 * MINUTE, MEET + 5 * MINUTE):
        journey.clock(moment)
    sent = len(journey.left.taken)
    journey.nia.goto(journey.mine)
    journey.nia.get_by_role("link", name="Nobody is here").click()
    press(journey.nia, "Yes, nobody is here")
    journey.nia.get_by_text("is told now.").wait_for()
    assert journey.nia.get_by_role("link", name="01632 960 555").first.get_attribute("href") == "tel:01632960555"
    journey.nia.get_by_text("It is not because of you.").wait_for()

    journey.clock(MEET + 6 * MINUTE)

    assert ("cal", "walk_check") in journey.told(sent) and ("cora", "walk_check") in journey.told(sent)
    assert "They are at the meeting point and do not see you. Please look now." in journey.said(them.cal)
    assert {"apology", "nobody_here"} <= set(them.tasks())


def test_a_champion_who_does_not_come_leaves_nobody_alone_and_another_is_found_the_same_evening(
    on_the_way: Journey, session: Session, chromium: Browser
) -> None:
    journey, them = on_the_way, on_the_way.them
    nobody_is_there(journey)
    with phone(chromium) as staff, phone(chromium) as ruth:
        journey.carries(staff, by_name(session, "Cora"))
        staff.goto(f"{journey.site}/requests/{them.linkage.id}")
        for words in ("A newcomer is at the meeting point", "Ring them within the hour and say sorry."):
            staff.get_by_text(words).first.wait_for()

        journey.clock(NEXT + 2 * HOUR)
        journey.nia.goto(journey.mine)
        press(journey.nia, "Nobody was there to meet me")
        journey.cal.goto(journey.walk)
        press(journey.cal, "I could not be there")
        journey.clock(NEXT + 2 * HOUR + MINUTE)
        assert journey.calendar(them.nia) == [(f"CANCELLED: {TITLE}", "CANCELLED", THAT_DAY)]

        staff.reload()
        staff.get_by_role("link", name="Find somebody else").click()
        press(staff, "Yes, find somebody else")
        asks_ruth(journey, staff)
        journey.carries(ruth, by_name(session, "Ruth"))
        says_yes(journey, ruth, NEXT + 2 * HOUR + 5 * MINUTE)
        assert fits(staff) and fits(ruth)
    gone(journey)
    assert {"nobody_here", "replanning", "offering", "accepted", "contacting"} <= set(journey.written())


def test_a_newcomer_who_changes_their_mind_is_let_go_at_once_and_nobody_asks_why(
    on_the_way: Journey, session: Session, chromium: Browser
) -> None:
    journey, them = on_the_way, on_the_way.them
    sent = len(journey.left.taken)

    journey.nia.get_by_role("link", name="Stop, and take everything back").click()
    press(journey.nia, "Stop it now")
    journey.clock(NOON + MINUTE)

    assert journey.told(sent) == [("cal", "walk_over")]
    assert journey.calendar(them.nia) == [(f"CANCELLED: {TITLE}", "CANCELLED", THAT_DAY)]
    gone(journey)
    journey.cal.goto(f"{journey.site}/today")
    assert "Nia" not in journey.cal.inner_text("main")
    assert (session.get_one(Linkage, them.linkage.id).state, them.timers(), them.tasks()) == (State.WITHDRAWN, [], [])
    assert set(agreements(session, them.nia.id)) == set()
    assert journey.written()[-1] == "withdrawn"
    assert STATES[State.WITHDRAWN] in (seen := cora_reads(journey, chromium)) and "Ask a champion" not in seen
    sent = len(journey.left.taken)
    for hours in (24, 3, 0, -3, -30):
        journey.clock(MEET - hours * HOUR)
    late = [(who, kind) for who, kind in journey.told(sent) if who == "nia" or (who, kind[:4]) == ("cal", "walk")]
    assert late == [], "nothing more about it goes to either"
    journey.nia.goto(journey.mine)
    assert journey.nia.get_by_role("button", name="Suggest a date").count() == 0
    journey.nia.get_by_role("link", name="Ask for company again").click()
    assert journey.nia.url == f"{journey.site}/ask?same=1"


def test_a_champion_who_steps_back_in_the_middle_of_a_plan_is_free_and_the_newcomer_is_not_left(
    on_the_way: Journey, session: Session, chromium: Browser
) -> None:
    journey, them = on_the_way, on_the_way.them
    profile = session.scalars(select(Champion).where(Champion.holding_id == them.cal.holdings[0].id)).one()
    sent = len(journey.left.taken)

    journey.cal.goto(f"{journey.site}/champion/{profile.id}")
    journey.cal.get_by_role("link", name="Step back", exact=True).click()
    press(journey.cal, "Yes, step back")
    journey.cal.get_by_role("heading", name="You have stepped back").wait_for()
    journey.clock(NOON + MINUTE)

    news = (
        "Cal is taking a break. It is not about you. We ask somebody else to go with you. "
        "Your plan for Monday 28 December, 7:15pm is off: please do not set out."
    )
    assert news in journey.said(them.nia) and ("nia", "company_news") in journey.told(sent)
    assert "walk_over" not in {kind for who, kind in journey.told(sent) if who == "cal"}
    gone(journey)
    assert journey.calendar(them.nia) == [(f"CANCELLED: {TITLE}", "CANCELLED", THAT_DAY)]
    journey.nia.goto(journey.mine)
    assert not [words for words in ("You and Cal", "with Cal", PLAN) if words in journey.nia.inner_text("main")]
    assert them.tasks() == ["choose"] and "stepped_back" not in journey.mails()

    later = NEXT + HOUR
    journey.clock(later)
    with phone(chromium) as staff, phone(chromium) as ruth:
        journey.carries(staff, by_name(session, "Cora"))
        asks_ruth(journey, staff)
        journey.carries(ruth, by_name(session, "Ruth"))
        says_yes(journey, ruth, later)
    assert session.scalars(select(Champion.status).where(Champion.id == profile.id)).one().value == "stepped_back"


def tells(page: Page, site: str, words: str, about: str) -> None:
    page.goto(f"{site}/concern")
    page.get_by_label("What happened, or what worries you?").fill(words)
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Whom is it about? (if you wish)").fill(about)
    press(page, "Send it")
    page.get_by_role("heading", name="We have it. Thank you for telling us").wait_for()


WORRIED, AFRAID = "He follows people home after the meeting.", "He asked me for money twice."


def lead_reads_both(journey: Journey, staff: Page, ines: Person) -> list[str]:
    """Ines, who stands in for Priya, finds both among the others, and writes down that they are about Cal; where."""
    every = f"{journey.site}/organisations/{HUB}/concerns"
    journey.carries(staff, ines).goto(every)
    found = []
    for path in [f"{journey.site}{each.get_attribute('href')}" for each in staff.locator("h2 a").all()]:
        staff.goto(path)
        if any(words in staff.inner_text("main") for words in (WORRIED, AFRAID)):
            found.append(path)
            staff.get_by_label("Somebody of your organisation").select_option(value=journey.them.cal.id)
            staff.get_by_label("It is about what they did").check()
            press(staff.locator("form", has_text="Somebody of your organisation"), "Write it down")
    assert len(found) == 2 and fits(staff)
    return [every, *found]


def test_a_concern_signed_out_and_of_the_newcomer_is_read_by_the_lead_alone_and_the_named_person_finds_no_trace(
    on_the_way: Journey, session: Session, chromium: Browser
) -> None:
    journey, them = on_the_way, on_the_way.them
    ines = by_name(session, "Ines")
    sent, before = len(journey.left.taken), what_he_sees(journey)
    with phone(chromium, java_script_enabled=False) as stranger, phone(chromium) as staff:
        tells(stranger, journey.site, WORRIED, "A man called Cal")
        assert stranger.context.cookies() == []
        tells(journey.nia, journey.site, AFRAID, "Cal, who goes with me")
        journey.clock(NOON + MINUTE)
        assert {who for who, kind in journey.told(sent) if kind.startswith("concern")} == {"ines"}
        assert not [words for words in (WORRIED, AFRAID, "Cal") if words in journey.mails()]

        found = lead_reads_both(journey, staff, ines)
        for other in (by_name(session, "Cora"), them.cal):
            journey.carries(staff, other)
            for path in found:
                answer = staff.goto(path)
                assert answer and answer.status in (403, 404)
    journey.clock(NOON + 2 * MINUTE)
    assert {who for who, kind in journey.told(sent)} <= {"ines"}
    assert what_he_sees(journey) == before
    assert [journey.calendar(who) for who in (them.nia, them.cal)] == [[(TITLE, "CONFIRMED", THAT_DAY)]] * 2
    looked = select(AuditEvent.actor_id).where(AuditEvent.object_type == "concern", AuditEvent.outcome == "read")
    assert set(session.scalars(looked)) == {ines.id}
    about_him = session.scalars(select(AuditEvent.object_type).where(AuditEvent.subject_id == them.cal.id))
    assert "concern" not in set(about_him)
    copy = json.dumps([part.rows for part in held_on(session, by_name(session, "Cal"))], default=str)
    assert "Cal" in copy and not [words for words in (WORRIED, AFRAID, "concern") if words in copy]


def what_he_sees(journey: Journey) -> list[str]:
    """The pages of Cal on which something might be told."""
    seen = []
    for path in ("/today", "/offers", "/account/blocks"):
        journey.cal.goto(f"{journey.site}{path}")
        seen.append(journey.cal.inner_text("main"))
    return seen
