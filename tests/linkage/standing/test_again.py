"""Coming back with whoever went along before, and changing what was wished besides."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.champions.rules.words import Gender as Sex
from app.champions.rules.words import Status
from app.concerns.models import Block
from app.consent.models import Consent
from app.directory.rules.timetable import Audience
from app.linkage.accompaniment.actions.telling import tell
from app.linkage.matching.models import Offer, Round, RoundKind, Walk
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Gender, Wishes, free_at
from app.places.models import Area
from app.post.models import Letter
from tests.browser import Browser
from tests.factories import champions as factory
from tests.factories.champions import supervisor
from tests.linkage.cast import asked, cora, hub, person
from tests.linkage.walks import NOON, Two
from tests.linkage.wholeness import flaws

DAY = timedelta(days=1)
At = Callable[[str], datetime]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_whoever_comes_back_may_wish_for_the_same_champion_where_that_could_be(two: Two, browser: Browser) -> None:
    session, here = two.session, f"/mine/{two.linkage.page}"
    profile = factory.champion(session, two.cal.holdings[0], supervisor(session, hub(session)))
    two.walk.ended_at, two.walk.ending, two.linkage.state = NOON, "closed", State.CLOSED
    session.commit()
    browser.sign_in(two.nia)

    def offered() -> bool:
        session.commit()
        return "Come back, with Cal if they can" in browser.get(f"{here}/now").text

    assert offered()
    profile.again = False
    assert not offered()
    profile.again, profile.stepped_back_at, profile.status = True, NOON, Status.STEPPED_BACK
    assert not offered()
    profile.status = Status.READY
    two.walk.ending = "another_person"
    assert not offered()
    session.commit()
    browser.post(f"{here}/same")
    session.rollback()
    session.expire_all()
    assert (two.linkage.state, two.linkage.wishes.again) == (State.REENGAGING, True)


def refuses_dates_for_members(two: Two, browser: Browser, page: str, shut: dict[str, str]) -> None:
    """First no date of the meeting is for visitors, then some are."""
    assert "Is this meeting there for you?" in browser.get(f"{page}?listing={two.meeting.id}").text
    for each in (shut, shut | {"day": "any"}):
        refused = browser.post(page, each)
        assert refused.status == 400 and "is only for people who want help for themselves" in refused.text
    two.meeting.audience, two.meeting.open_weeks = Audience.OPEN_WEEKS, [1]
    two.session.commit()
    form = browser.get(f"{page}?listing={two.meeting.id}").text
    assert "(not for visitors)" in form and "(anybody may come)" in form
    refused = browser.post(page, shut)
    assert refused.status == 400 and "That date is not for visitors" in refused.text


def test_what_was_wished_besides_is_changed_on_the_same_pages(two: Two, browser: Browser, at: At) -> None:
    """Nobody has told whether visitors may come to their meeting, so no date of it is for who asks for open ones."""
    session, here = two.session, f"/mine/{two.linkage.page}/change"
    two.hall.area = area = Area(slug="calderdale", name="Calderdale")
    session.flush()
    two.linkage.area_id, two.linkage.state, two.walk.ended_at = area.id, State.WAITING, NOON
    session.commit()
    at("2026-12-23T12:00")
    browser.sign_in(two.nia)

    shut = {"listing": two.meeting.id, "day": "2026-12-28", "belongs": "no"}
    refuses_dates_for_members(two, browser, f"{here}/meeting", shut)
    instead = shut | {"instead": f"{two.meeting.id} 2027-01-04"}
    way = {"journey": "bus", "minutes": "45"}
    for form, page in (({"route": "aa"}, "meeting"), (instead, "meeting"),
                       ({"avoid": two.hall.id}, "needs"), ({"gender": "any", "first": "travel"}, "company"),
                       (way | {"times": ["saturday"], "late": "30"}, "travel")):  # fmt: skip
        assert browser.post(f"{here}/{page}", form).status == 303
    assert browser.post(f"{here}/travel", way | {"times": ["monday"]}).status == 400

    session.rollback()
    session.expire_all()
    wishes = two.linkage.wishes
    assert (wishes.belongs, wishes.avoid, wishes.first) == (False, (two.hall.id,), ("travel",))
    assert (wishes.free, wishes.late_minutes, wishes.routes) == (free_at(["saturday"]), 30, ("aa",))
    assert (two.linkage.listing_id, two.linkage.wished_on) == (two.meeting.id, date(2027, 1, 4))
    page = browser.get(f"{here}/travel")
    ticked = [each.get("value") for each in page.all("input", name="times") if "checked" in each.attrib]
    assert (ticked, "And if it ends after 9pm?" in page.text) == (["saturday"], True)
    said = browser.get(f"/mine/{two.linkage.page}/now").text
    assert "Saturdays" in said and "30 minutes after 9pm" in said
    assert "Only dates on which anybody may come" in said and f"Not at {two.hall.name}" in said


class CameBack:
    """Nia is back, and Cal, who went with her until nine days ago, could go with her again; Cora is at their page."""

    def __init__(self, two: Two, browser: Browser) -> None:
        session = two.session
        self.two, self.session, self.una = two, session, supervisor(session, hub(session), "Una")
        self.profile = factory.champion(session, two.cal.holdings[0], self.una, gender=Sex.WOMAN)
        two.walk.since, two.walk.ended_at, two.walk.ending = NOON - 60 * DAY, NOON - 9 * DAY, "closed"
        two.linkage.state, two.linkage.wishes = State.REENGAGING, Wishes(gender=Gender.WOMAN)
        self.other = asked(session, person(session, "Ned"), State.WAITING, NOON)
        self.agreed = session.scalars(select(Consent).where(Consent.person_id == two.nia.id)).one()
        self.here, self.browser = f"/requests/{two.linkage.id}", browser.sign_in(cora(session))

    def press(self) -> tuple[bool, int, str]:
        """Was the button there, and what came of it?"""
        self.session.commit()
        shown = "Both said yes: go on with Cal" in self.browser.get(self.here).text
        page = self.browser.post(f"{self.here}/same")
        return shown, page.status, page.text if page.status == 409 else ""

    def with_ned(self, days: int) -> Walk:
        return Walk(linkage_id=self.other.id, champion_id=self.two.cal.id, since=NOON - days * DAY)


GONE = "cannot go with them now"


def test_a_yes_by_telephone_passes_over_nothing_that_keeps_a_champion_from_being_asked(
    two: Two, browser: Browser, at: At
) -> None:
    at("2026-12-23T12:00")
    back = CameBack(two, browser)
    session, profile, cal = two.session, back.profile, two.cal.id
    question = Round(linkage_id=back.other.id, number=1, kind=RoundKind.SINGLE, opened_at=NOON, closes_at=NOON + DAY)
    question.offers = [Offer(linkage_id=back.other.id, champion_id=cal, made_at=NOON)]
    for row, is_shown, words in (
        (Block(by_id=cal, against_id=two.nia.id, made_at=NOON), False, GONE),
        (back.with_ned(1), True, "began to walk with somebody this week"),
        (question, True, "being asked about somebody else"),
    ):
        session.add(row)
        shown, status, said = back.press()
        assert (shown, status, words in said) == (is_shown, 409, True), words
        session.delete(row)
    session.add(walk := back.with_ned(30))
    for of, name, value, usual, is_shown, words in (
        (profile, "cap", 1, None, True, "walk with as many people as they may"),
        (profile, "again", False, True, False, GONE),
        (profile, "status", Status.STEPPED_BACK, Status.READY, False, GONE),
        (profile, "supervisor_id", None, back.una.id, False, GONE),
        (profile, "gender", Sex.MAN, Sex.WOMAN, True, "Not of the gender that was wished"),
        (two.walk, "ending", "another_person", "closed", False, GONE),
        (two.linkage, "referrer_id", cal, None, True, "They know one another in another way"),
        (two.linkage, "state", State.OUTREACH, State.REENGAGING, False, "something has changed meanwhile"),
        (back.agreed, "withdrawn_at", NOON, None, True, "They have not agreed that a champion is told"),
    ):
        setattr(of, name, value)
        shown, status, said = back.press()
        assert (shown, status, words in said) == (is_shown, 409, True), (name, words)
        setattr(of, name, usual)
    session.commit()
    assert session.scalars(select(Walk).where(Walk.ended_at.is_(None))).all() == [walk]
    assert not two.linkage.wishes.again, "what was refused left nothing"


def test_staff_write_down_that_both_said_yes_again_and_the_two_go_on(two: Two, browser: Browser, at: At) -> None:
    at("2026-12-23T12:00")
    back, session = CameBack(two, browser), two.session

    assert back.press()[:2] == (True, 303)

    session.rollback()
    session.expire_all()
    walk = session.scalars(select(Walk).where(Walk.ended_at.is_(None))).one()
    assert (walk.champion_id, two.linkage.state, two.linkage.wishes.again) == (two.cal.id, State.CONTACTING, True)
    assert two.timers() == ["first_try", "tries"] and flaws(session) == []
    assert "They go together again" in browser.get(f"{back.here}?said=same").text
    session.commit()
    tell(session, "http://localhost", NOON)
    session.commit()
    told = session.scalars(select(Letter).where(Letter.kind == "walk_news", Letter.channel == "inbox")).all()
    assert [(each.person_id, "as you said on the telephone" in each.values) for each in told] == [(two.cal.id, True)]
    assert back.press()[:2] == (False, 409), "one walk, however often it is pressed"
