"""A message fails for good: whoever coordinates reads why, and sends it again by one press when the road is mended."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import db
from app.champions.models import Application, Champion
from app.linkage.referral.models import Linkage
from app.post.models import Letter
from app.web.request import SETTINGS
from tests.conftest import run_command
from tests.journeys.conftest import MEETING, carry, phone
from tests.journeys.people import Site
from tests.post.conftest import TAKEN, MailServer

pytestmark = pytest.mark.browser

NIA = "nia@example.org"
THREE_HOURS_BEFORE = "2026-12-28T16:31:00+00:00"
REFUSED = "The mail or text service does not know this address."
ALL_ARRIVED = "Everything to your people arrived, as far as we know."


@pytest.fixture
def mailing(theirs: Site, mail_server: MailServer) -> Iterator[Site]:
    """The site with a real mail server, which refuses every address, and nothing else to be told of than listings."""
    with Session(db.writing(theirs.app.extensions[db.KEY])) as session:
        for table in (Linkage, Champion, Application, Letter):
            session.execute(delete(table))
        session.commit()
    usual = theirs.app.extensions[SETTINGS]
    mail_server.at_recipient = "550 no such mailbox"
    theirs.app.extensions[SETTINGS] = replace(usual, smtp_url=mail_server.url)
    yield theirs
    (usual.instance / "clock").unlink()
    theirs.app.extensions[SETTINGS] = usual


def do(site: Site, *jobs: str) -> None:
    """Have jobs done that the site does by itself."""
    for job in jobs:
        assert run_command(site.app, "job", job).exit_code == 0


def wish_to_be_reminded(page: Page) -> None:
    page.goto(MEETING)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Remind me").select_option(label="3 hours before")
    page.get_by_role("button", name="Save the reminder").click()
    page.get_by_text("Saved.", exact=True).wait_for()


def test_a_reminder_that_was_refused_is_sent_again_by_one_press_and_arrives_once(
    mailing: Site, mail_server: MailServer, chromium: Browser
) -> None:
    with phone(chromium, base_url=mailing.address) as nia:
        carry(nia, mailing.address, mailing.token("Nia"))
        wish_to_be_reminded(nia)
    (mailing.app.extensions[SETTINGS].instance / "clock").write_text(THREE_HOURS_BEFORE)
    do(mailing, "plan", "post", "post")
    assert mail_server.mails == []

    with phone(chromium, base_url=mailing.address) as cora:
        carry(cora, mailing.address, mailing.token("Cora"))
        cora.goto("/today")
        cora.get_by_role("link", name="See why, and send them again").click()
        expect(cora.locator("main section")).to_have_count(1)
        expect(cora.locator("main section")).to_contain_text("For Nia")
        expect(cora.locator("main section")).to_contain_text(REFUSED)
        assert NIA not in cora.content() and "Clean Slate" not in cora.content()

        mail_server.at_recipient = TAKEN
        cora.get_by_role("button", name="Send it again").click()
        expect(cora.get_by_role("status")).to_have_text("It leaves again at the next good moment.")
        expect(cora.get_by_text(ALL_ARRIVED)).to_be_visible()
        do(mailing, "post", "plan", "post")
        cora.goto("/messages")
        expect(cora.get_by_text(ALL_ARRIVED)).to_be_visible()

    ((recipients, _mail),) = mail_server.mails
    assert recipients == [NIA]
