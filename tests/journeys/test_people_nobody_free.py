"""Nia asks and the site looks for somebody by itself: one says no, one does not answer, three are asked at once, and
nobody is free. What each of them sees on a phone, what they were sent, and what the record tells."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.audit.models import AuditEvent
from app.linkage.matching.actions.driving import drive
from app.linkage.matching.jobs import company
from app.linkage.matching.models import Offer
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import in_nobodys_hands
from app.linkage.referral.rules.said import when
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from app.notices.jobs import Inbox
from app.people.models import Person
from app.post.jobs import send_due
from app.post.models import Letter
from tests.conftest import LONDON
from tests.journeys.conftest import carry, phone
from tests.linkage.cast import asked, champion, cora, hub, person
from tests.post.letters import PRESENT
from tools.chromium import served
from tools.pages import token_of

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
TEN = datetime(2026, 12, 22, 10, tzinfo=LONDON)
"""A Tuesday morning."""


def tick(app: Flask, session: Session, now: datetime) -> None:
    """The jobs of that minute; what is due for the inbox arrives there."""
    session.rollback()
    session.expire_all()
    with app.app_context():
        run_due(session, now)
        drive(session, now)
        company(session, now)
        session.commit()
        send_due(db.session(), {"inbox": Inbox()}, lambda: PRESENT, lambda: now)
    assert in_nobodys_hands(session) == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def is_asked(session: Session) -> list[Offer]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Offer).where(Offer.answered_at.is_(None))))


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def eight_champions_and_nia(session: Session) -> tuple[dict[str, str], Person, Linkage]:
    """An organisation that lets the site ask, each question for two hours; Cora has looked at what Nia asked for."""
    hub(session).constants = {"asking": "itself", "offer_hours": 2}
    names = {champion(session, f"Zq{number}").id: f"Zq{number}" for number in range(8)}
    staff = cora(session)
    linkage = asked(session, person(session), State.TRIAGE, proved_at=TEN, holder_id=staff.id)
    linkage.wishes = Wishes(help="Zqhelp")
    session.commit()
    return names, staff, linkage


def test_one_says_no_one_is_silent_and_after_all_were_asked_everybody_hears_honestly(
    app: Flask, session: Session, chromium: Browser, at: Callable[[str], datetime]
) -> None:
    names, staff, linkage = eight_champions_and_nia(session)
    at(TEN.isoformat())
    with served(app) as site, phone(chromium, java_script_enabled=False) as nia, phone(chromium) as cal:
        carry(nia, site, token_of(app, linkage.person_id))
        carry(cal, site, token_of(app, staff.id))
        cal.goto(f"{site}/requests/{linkage.id}")
        press(cal, "It is all right: let it go by itself")
        cal.get_by_text("It goes by itself now.").wait_for()
        tick(app, session, TEN)
        cal.reload()
        cal.get_by_text("Asked 1 of 5 at most.").wait_for()
        cal.get_by_text(f"It goes on at {when(is_asked(session)[0].round.closes_at, TEN)}").wait_for()

        now = says_no(app, session, chromium, site, TEN)
        nia.goto(f"{site}/mine/{linkage.page}/now")
        nia.get_by_role("heading", name="We are asking somebody to go with you").wait_for()
        for _silent in range(4):
            (offer,) = is_asked(session)
            now = offer.round.closes_at
            tick(app, session, now)
        three = is_asked(session)
        assert len(three) == 3
        at(now.isoformat())
        cal.goto(f"{site}/requests/{linkage.id}")
        assert cal.get_by_text("asked, until").count() == 3
        now = three[0].round.closes_at
        tick(app, session, now)

        at(now.isoformat())
        nobody_is_free(site, linkage, nia, cal, set(names.values()))
    what_was_sent_and_kept(session, linkage, set(names))


def nobody_is_free(site: str, linkage: Linkage, nia: Page, cal: Page, names: set[str]) -> None:
    """She hears it at once, and says what would help; staff have it on their list."""
    nia.reload()
    nia.get_by_role("heading", name="Nobody is free just now").wait_for()
    assert not any(name in nia.content() for name in names)
    press(nia, "One of the staff goes with me")
    nia.get_by_text("gets in touch with you by").wait_for()
    nia.goto(f"{site}/inbox")
    nia.get_by_text("It is not about you.").wait_for()
    cal.goto(f"{site}/requests")
    cal.get_by_text("Somebody would be glad if one of the staff went with them.").wait_for()
    cal.get_by_text("Choose whom to ask to go with somebody.").wait_for()
    assert fits(nia) and fits(cal)


def says_no(app: Flask, session: Session, chromium: Browser, site: str, now: datetime) -> datetime:
    """The first one sees a card without a name and says not this time; five minutes later the next one is asked."""
    (offer,) = is_asked(session)
    with phone(chromium) as page:
        carry(page, site, token_of(app, offer.champion_id))
        page.goto(f"{site}/offers")
        assert not any(secret in page.content() for secret in ("Nia", "Zqhelp", "nia@example.org"))
        press(page, "Not this time")
        page.goto(f"{site}/today")
    later = now + timedelta(minutes=6)
    tick(app, session, later)
    (other,) = is_asked(session)
    assert other.champion_id != offer.champion_id
    return later


def what_was_sent_and_kept(session: Session, linkage: Linkage, champions: set[str]) -> None:
    """Each was asked once, in words that name nobody; who asked hears one honest word; the record tells each step."""
    session.rollback()
    session.expire_all()
    answers = sorted(each.answer.value for each in session.scalars(select(Offer)) if each.answer)
    assert answers == ["declined"] + ["expired"] * 7
    sent = list(session.scalars(select(Letter)))
    assert {each.person_id for each in sent if each.kind == "offer_made"} == champions
    assert not any(secret in str(each.values) for each in sent for secret in ("Nia", "Zqhelp"))
    news = [each for each in sent if each.person_id == linkage.person_id and each.channel == "inbox"]
    assert [each.kind for each in news] == ["company_news"]
    told = [each.what for each in linkage.happenings]
    assert (told.count("asked"), told.count("declined"), told.count("expired")) == (6, 1, 5)
    kept = session.scalars(select(AuditEvent.outcome).where(AuditEvent.object_id == linkage.id)).all()
    assert {"released", "asked", "declined", "expired", "waiting", "otherwise"} <= set(kept)
