"""Robin asks for company alone, on a phone without JavaScript; Lin asks for Ash, who leaves the ward today. From there
to a plan that stands: what each of them and of the staff sees, what is sent, and what is kept."""

import pytest
from playwright.sync_api import Browser, Page, expect

from app.linkage.referral.models import Linkage
from tests.journeys.calderdale import calder, database, is_refused, newest
from tests.journeys.conftest import phone
from tests.journeys.together import MINUTE, World, by_name, fits, press
from tests.linkage.walks import NOON

__all__ = ["calder", "database"]
pytestmark = pytest.mark.browser
MEETING, NUMBER = "/meetings/calder-valley-peer-circle", "+447700900888"
STAFF = [("cora", "ask_new"), ("ines", "ask_new")]
"""Priya is away, and Ines stands in for her."""
THAT_DAY = ("Going together: Calder Valley Peer Circle", "CONFIRMED", "29 Dec 12:45")
TO_A_PLAN = ["accepted", "contacting", "plan_proposed", "plan_agreed", "planned"]


def robin_asks(page: Page, world: World) -> None:
    """Four steps; a name left out is said at the top and loses nothing; nothing is kept on the phone."""
    page.goto(f"{world.site}{MEETING}")
    page.get_by_role("link", name="Ask someone to go with me").first.click()
    page.get_by_label("What would help on the day?").fill("Meet me outside, please")
    press(page, "Next")
    page.get_by_label("A woman").check()
    press(page, "Next")
    press(page, "Next")
    page.get_by_role("link", name="Enter a name to use.").click()
    page.get_by_label("What may we call you?").fill("Robin")
    page.get_by_label("Your mobile number or e-mail").fill("07700 900 888")
    page.get_by_label("Yes").check()
    press(page, "Next")
    page.get_by_role("heading", name="Is this right?").wait_for()
    expect(page.get_by_text("Meet me outside, please")).to_be_visible()
    expect(page.get_by_text("A woman")).to_be_visible()
    for said in ("You may keep what I told you", "You may tell a champion"):
        page.get_by_label(said).check()
    press(page, "Send")
    page.get_by_text("A coordinator looks at it by 4pm on Wednesday 23 December.").wait_for()
    assert page.context.cookies() == []


def cora_asks_ruth(staff: Page, world: World, linkage: Linkage) -> None:
    """She chooses on the page of the request."""
    staff.goto(f"{world.site}/requests/{linkage.id}")
    staff.get_by_label("Ask first").select_option(label="Ruth")
    press(staff, "Ask them")
    staff.get_by_text("The first one is asked now.").wait_for()


def ruth_says_yes(ruth: Page, world: World, secrets: tuple[str, ...]) -> None:
    """Her card names nobody. Five minutes later it counts."""
    ruth.goto(f"{world.site}/offers")
    card = ruth.inner_text("main")
    assert "Can you go with somebody?" in card and not [each for each in secrets if each in card]
    press(ruth, "Yes, I can go")
    world.clock(NOON + 7 * MINUTE)
    world.clock(NOON + 8 * MINUTE)


def opens_alone(me: Page, world: World) -> Linkage:
    """The code came by text; the page opens by it and says by when a person looks. Nobody is told what it is about."""
    since = len(world.left.taken)
    robin_asks(me, world)
    world.post(NOON)
    assert world.told(since) == [(NUMBER, "ask_received"), (NUMBER, "contact_code"), *STAFF]
    me.get_by_label("Code").fill(world.code(NUMBER))
    press(me, "Open your page")
    me.get_by_role("heading", name="We have your request").wait_for()
    assert "Wednesday 23 December, 4pm" in me.inner_text("main")
    return newest(world.session)


def test_a_newcomer_asks_alone_and_soon_has_a_plan_with_somebody_of_whom_they_knew_nothing(
    calder: World, chromium: Browser
) -> None:
    with (
        phone(chromium, java_script_enabled=False) as me, phone(chromium) as staff, phone(chromium) as ruth,
    ):  # fmt: skip
        linkage = opens_alone(me, calder)
        robin, her = linkage.person, by_name(calder.session, "Ruth")
        calder.keeps_calendar(robin, her)
        for name, page in (("Lin", ruth), ("Ruth", ruth), ("Cora", staff)):
            calder.carries(page, by_name(calder.session, name))
            assert is_refused(page, f"{calder.site}/requests/{linkage.id}") is (page is ruth), name
        since = len(calder.left.taken)
        cora_asks_ruth(staff, calder, linkage)
        me.reload()
        me.get_by_role("heading", name="We are asking somebody to go with you").wait_for()
        calder.clock(NOON + MINUTE)
        ruth_says_yes(ruth, calder, ("Robin", "07700", "Meet me outside"))
        assert calder.told(since) == [(NUMBER, "company_news"), ("ruth", "offer_made")]
        assert calder.calendar(robin) == calder.calendar(her) == []
        plan_by_two(me, ruth, calder)

        staff.goto(f"{calder.site}/requests/{linkage.id}")
        staff.get_by_role("heading", name="Ruth goes with them").wait_for()
        assert staff.get_by_role("heading", name="Ask a champion").count() == 0, "somebody goes with them already"
        assert calder.calendar(robin) == calder.calendar(her) == [THAT_DAY]
        assert [fits(page) for page in (me, staff, ruth)] == [True, True, True]
    news = [(NUMBER, "company_news"), (NUMBER, "walk_news")]
    assert calder.told(since) == [*news, ("ruth", "offer_made"), ("ruth", "walk_news")]
    assert not [word for word in ("Robin", "Ruth", "Peer Circle", "Meet me") if word in calder.mails()]
    kept = [each for each in calder.record(linkage) if each != "read"]
    assert kept == ["received", "proved", "triage", "offering", "asked", *TO_A_PLAN]


def plan_by_two(me: Page, ruth: Page, world: World) -> None:
    """Ruth suggests a date, and Robin says yes; each hears of the other."""
    me.reload()
    me.get_by_role("heading", name="Ruth will be in touch").wait_for()
    ruth.goto(f"{world.site}/today")
    ruth.get_by_role("link", name="With Robin").click()
    ruth.get_by_role("link", name="Suggest a date", exact=True).click()
    ruth.get_by_label("Tuesday 29 December").check()
    ruth.get_by_label("By bus together, from where you meet").check()
    press(ruth, "Suggest this to Robin")
    world.clock(NOON + 9 * MINUTE)
    me.reload()
    me.get_by_role("heading", name="Ruth suggests a date").wait_for()
    me.get_by_label("How will they know you?").fill("A blue hat")
    press(me, "Yes, that suits me")
    me.get_by_role("heading", name="You are going with Ruth").wait_for()
    world.clock(NOON + 10 * MINUTE)
    ruth.reload()
    ruth.get_by_text("A blue hat").wait_for()


def lin_asks(page: Page, world: World) -> tuple[str, str]:
    """With Ash beside her, in one form; the address and the words that are printed for him."""
    page.goto(f"{world.site}/today")
    page.get_by_role("link", name="Ask for company for them").click()
    page.get_by_label("What may we call them?").fill("Ash")
    page.get_by_label("They leave hospital or treatment today").check()
    page.get_by_label("Which town or postcode").fill("Halifax")
    page.get_by_label("For which service").fill("Ward 7")
    for said in ("They say that they are 18 or over", "You may keep what I tell you", "You may tell a champion",
                 "You may tell who asked for me"):  # fmt: skip
        page.get_by_label(said).check()
    press(page, "Send")
    page.get_by_role("heading", name="For you to keep").wait_for()
    assert "looks at it by 1pm" in page.inner_text("main") and "It stands first" in page.inner_text("main")
    address, words = page.locator(".paper strong").all_inner_texts()
    assert len(words.split()) == 3
    return address, words


def test_who_leaves_the_ward_today_stands_first_and_goes_out_this_evening_with_somebody(
    calder: World, chromium: Browser
) -> None:
    since = len(calder.left.taken)
    with (
        phone(chromium, java_script_enabled=False) as lin, phone(chromium, java_script_enabled=False) as ash,
        phone(chromium) as staff, phone(chromium) as ruth,
    ):  # fmt: skip
        for name, page in (("Lin", lin), ("Cora", staff), ("Ruth", ruth)):
            calder.carries(page, by_name(calder.session, name))
        address, words = lin_asks(lin, calder)
        ash.goto(address)
        ash.get_by_label("Words on your paper").fill(words)
        press(ash, "Open the page")
        ash.get_by_role("heading", name="We have your request").wait_for()
        calder.clock(NOON + MINUTE)
        assert calder.told(since) == STAFF
        linkage = newest(calder.session)
        calder.keeps_calendar(linkage.person, by_name(calder.session, "Ruth"))

        staff.goto(f"{calder.site}/requests")
        leave = staff.locator("section", has=staff.get_by_text("leaving hospital or treatment"))
        assert leave.count() == 2 and staff.locator("section h3").all_inner_texts()[:2] == ["Sol", "Ash"]
        cora_asks_ruth(staff, calder, linkage)
        calder.clock(NOON + 2 * MINUTE)
        ruth_says_yes(ruth, calder, ("Ash", "Ward 7"))
        tonight(ash, ruth, calder)
        lin.goto(f"{calder.site}/referrals/{linkage.id}")
        lin.get_by_text("Linked: somebody goes with them").wait_for()
        assert not [word for word in ("Ruth", "Kettle", "company again") if word in lin.inner_text("main")]
        assert [fits(page) for page in (lin, ash, staff, ruth)] == [True] * 4
        tonights = [("Going together: The Kettle and Loom Recovery Cafe (example)", "CONFIRMED", "23 Dec 16:45")]
        assert calder.calendar(linkage.person) == calder.calendar(by_name(calder.session, "Ruth")) == tonights
    told = [each for each in calder.told(since) if each[0] not in ("cora", "ines")]
    assert told == [("ruth", "offer_made"), ("ruth", "walk_news")], "Ash has neither"
    kept = [each for each in calder.record(linkage) if each != "read"]
    assert kept == ["received", "proved", "triage", "offering", "asked", *TO_A_PLAN]


def tonight(ash: Page, ruth: Page, world: World) -> None:
    """Ruth looks for what is on this evening, and Ash says yes to it."""
    ruth.goto(f"{world.site}/today")
    ruth.get_by_role("link", name="With Ash").click()
    ruth.get_by_role("link", name="Suggest a date", exact=True).click()
    ruth.get_by_label("Look for another one").fill("Halifax")
    press(ruth, "Look")
    ruth.get_by_label("The Kettle and Loom").check()
    press(ruth, "See its dates")
    ruth.get_by_label("Tonight, Wednesday 23 December").check()
    ruth.get_by_label("By bus together, from where you meet").check()
    press(ruth, "Suggest this to Ash")
    ash.reload()
    press(ash, "Yes, that suits me")
    ash.get_by_role("heading", name="You are going with Ruth").wait_for()
    world.clock(NOON + 9 * MINUTE)
