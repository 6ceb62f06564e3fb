"""Bea asked, and the site looks for somebody by itself: one says no, one does not answer, and nobody is free. What each
of them sees on a phone, what they were sent, what calendars say, and what the record tells. Then one of the staff
goes."""

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from app.directory.models import Listing
from app.linkage.matching.models import Offer
from app.linkage.matching.queries.looking import waiting
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.said import when
from app.linkage.referral.rules.states import State
from app.people.models import Person
from tests.journeys.calderdale import calder, database
from tests.journeys.conftest import phone
from tests.journeys.together import MINUTE, World, by_name, fits, press
from tests.linkage.walks import NOON

__all__ = ["calder", "database"]
pytestmark = pytest.mark.browser
SECRETS = ("Bea", "bea@example.org", "talk a little", "Calder Valley Recovery")

DOORS = {
    State.RECEIVED: (State.TRIAGE, State.SIGNPOSTED),
    State.TRIAGE: (State.SIGNPOSTED,),
    State.WAITING: (State.SIGNPOSTED,),
    State.REENGAGING: (State.CLOSED,),
}


def of_name(world: World, name: str) -> Linkage:
    person = by_name(world.session, name)
    return world.session.scalars(select(Linkage).where(Linkage.person_id == person.id)).one()


def bea_asked(world: World) -> Linkage:
    """Her organisation lets the site ask, each question for two hours. All others who waited were shown another door,
    so that nobody is kept free for them."""
    session, bea = world.session, of_name(world, "Bea")
    bea.organisation.constants = {"asking": "itself", "offer_hours": 2}
    for each in waiting(session, bea.organisation_id):
        for state in DOORS[each.state] if each.id != bea.id else ():
            move(session, each, state, None, NOON)
    session.commit()
    return bea


def is_asked(world: World, bea: Linkage) -> Offer | None:
    world.fresh()
    mine = select(Offer).where(Offer.answered_at.is_(None), Offer.linkage_id == bea.id)
    return world.session.scalars(mine).one_or_none()


def says_no(world: World, bea: Linkage, page: Page) -> None:
    """The first one sees a card without a name and says not this time; five minutes later the next one is asked."""
    offer = is_asked(world, bea)
    assert offer
    world.carries(page, world.session.get_one(Person, offer.champion_id)).goto(f"{world.site}/offers")
    assert not [each for each in SECRETS[:3] if each in page.content()]
    press(page, "Not this time")
    page.get_by_text("Thank you for answering. We ask somebody else.").wait_for()
    world.clock(NOON + 7 * MINUTE)
    other = is_asked(world, bea)
    assert other and other.champion_id != offer.champion_id
    page.goto(f"{world.site}/offers")
    page.get_by_text("Nobody is waiting for your answer.").wait_for()


def nobody_answers(world: World, bea: Linkage) -> int:
    """Whoever is asked lets the time go by, and then nobody is left; how many they were."""
    silent = 0
    while offer := is_asked(world, bea):
        world.clock(offer.round.closes_at)
        silent += 1
    return silent


def nobody_is_free(world: World, bea: Linkage, mine: Page, staff: Page) -> None:
    """She hears it at once, and says what would help; staff have it on their list."""
    mine.reload()
    mine.get_by_role("heading", name="Nobody is free just now").wait_for()
    assert not any(name in mine.inner_text("main") for name in ("Ruth", "Sid", "Cal,"))
    press(mine, "One of the staff goes with me")
    mine.get_by_text("gets in touch with you by").wait_for()
    mine.goto(f"{world.site}/inbox")
    mine.get_by_text("It is not about you.").wait_for()
    staff.goto(f"{world.site}/requests")
    hers = staff.locator("section", has=staff.get_by_role("link", name="Bea"))
    hers.get_by_text("Somebody would be glad if one of the staff went with them.").wait_for()
    hers.get_by_text("Choose whom to ask to go with somebody.").wait_for()
    assert fits(mine) and fits(staff)


def test_one_says_no_one_is_silent_and_when_nobody_is_left_everybody_hears_honestly(
    calder: World, chromium: Browser
) -> None:
    bea, since = bea_asked(calder), len(calder.left.taken)
    with (
        phone(chromium, java_script_enabled=False) as mine, phone(chromium) as staff, phone(chromium) as other,
    ):  # fmt: skip
        calder.carries(mine, bea.person)
        calder.carries(staff, by_name(calder.session, "Cora"))
        staff.goto(f"{calder.site}/requests/{bea.id}")
        press(staff, "It is all right: let it go by itself")
        staff.get_by_text("It goes by itself now.").wait_for()
        calder.clock(NOON + MINUTE)
        first = is_asked(calder, bea)
        assert first
        staff.reload()
        staff.get_by_text("Asked 1 of 5 at most.").wait_for()
        staff.get_by_text(f"It goes on at {when(first.round.closes_at, NOON)}").wait_for()
        says_no(calder, bea, other)
        mine.goto(f"{calder.site}/mine/{bea.page}/now")
        mine.get_by_role("heading", name="We are asking somebody to go with you").wait_for()

        silent = nobody_answers(calder, bea)
        nobody_is_free(calder, bea, mine, staff)
    what_was_sent_and_kept(calder, bea, since, silent)


def what_was_sent_and_kept(world: World, bea: Linkage, since: int, silent: int) -> None:
    """Each was asked once, in words that name nobody; who asked hears one honest word; the record tells each step."""
    offers = world.session.scalars(select(Offer).where(Offer.linkage_id == bea.id)).all()
    assert sorted(each.answer for each in offers if each.answer) == ["declined"] + ["expired"] * silent
    names = [world.session.get_one(Person, each.champion_id).name for each in offers]
    assert sorted(names) == ["Ruth", "Sid"]
    asked = [who for who, kind in world.told(since) if kind == "offer_made"]
    assert sorted(asked) == sorted(name.lower() for name in names)
    assert [kind for who, kind in world.told(since) if who == "bea"] == ["company_news"]
    assert not [each for each in SECRETS if each in world.mails()]
    people = [bea.person, *(world.session.get_one(Person, each.champion_id) for each in offers)]
    world.keeps_calendar(*people)
    entries = [entry for each in people for entry in world.calendar(each)]
    assert not [title for title, _status, _when in entries if "Clean Slate" not in title]
    kept = world.record(bea)
    assert [kept.count(word) for word in ("released", "asked", "declined", "expired", "waiting", "otherwise")] == [
        1, 1 + silent, 1, silent, 1, 1,
    ]  # fmt: skip


def cora_goes(world: World, bea: Linkage, mine: Page, staff: Page) -> None:
    """She says that she goes, takes it back, and says it again; only after five minutes Bea hears of it."""
    staff.goto(f"{world.site}/requests/{bea.id}")
    staff.get_by_text("Somebody would be glad if one of the staff went with them.").wait_for()
    press(staff, "I go with them myself")
    staff.get_by_text("You go with them. In five minutes they hear of it.").wait_for()
    press(staff, "Take it back")
    staff.get_by_text("Your answer is taken back.").wait_for()
    staff.goto(f"{world.site}/requests/{bea.id}")
    press(staff, "I go with them myself")
    assert fits(staff)
    world.clock(NOON + 7 * MINUTE)
    mine.goto(f"{world.site}/mine/{bea.page}/now")
    mine.get_by_role("heading", name="Cora will be in touch").wait_for()
    mine.get_by_text(f"Cora, who works for {bea.organisation.name}, goes with you.").wait_for()
    assert "champion" not in mine.inner_text("main") and fits(mine)


def they_agree(world: World, bea: Linkage, mine: Page, staff: Page) -> None:
    """Cora finds her walk where she finds all else, and suggests a date; Bea says yes."""
    staff.goto(f"{world.site}/today")
    staff.get_by_role("link", name="With Bea: see what comes next").click()
    staff.get_by_role("heading", name="With Bea").wait_for()
    staff.get_by_role("link", name="Suggest a date", exact=True).click()
    staff.get_by_label("By bus together, from where you meet").check()
    press(staff, "Suggest this to Bea")
    world.clock(NOON + 8 * MINUTE)
    mine.reload()
    mine.get_by_role("heading", name="Cora suggests a date").wait_for()
    press(mine, "Yes, that suits me")
    mine.get_by_role("heading", name="You are going with Cora").wait_for()
    assert fits(mine) and fits(staff)


def test_one_of_the_staff_goes_where_no_champion_is_free(calder: World, chromium: Browser) -> None:
    bea, cora = bea_asked(calder), by_name(calder.session, "Cora")
    move(calder.session, bea, State.WAITING, None, NOON)
    meeting = calder.session.scalars(select(Listing.id).where(Listing.slug == "clean-slate-halifax")).one()
    bea.listing_id = meeting
    calder.session.commit()
    calder.keeps_calendar(bea.person, cora)
    since = len(calder.left.taken)
    with phone(chromium, java_script_enabled=False) as mine, phone(chromium) as staff:
        calder.carries(mine, bea.person).goto(f"{calder.site}/mine/{bea.page}/now")
        press(mine, "One of the staff goes with me")
        calder.carries(staff, cora)
        cora_goes(calder, bea, mine, staff)
        they_agree(calder, bea, mine, staff)
    calder.clock(NOON + 9 * MINUTE)
    told = calder.told(since)
    assert ("bea", "company_news") in told and ("bea", "walk_news") in told and ("cora", "walk_news") in told
    assert any("Cora, who works for" in each for each in calder.said(bea.person))
    assert not [each for each in SECRETS if each in calder.mails()]
    for who in (bea.person, cora):
        assert ("Going together: Clean Slate Halifax", "CONFIRMED") in [each[:2] for each in calder.calendar(who)]
    kept = calder.record(bea)
    assert [kept.count(word) for word in ("accepted", "contacting", "plan_proposed", "plan_agreed", "planned")] == [
        2, 1, 1, 1, 1,
    ]  # fmt: skip
