"""From an empty site to its first coordinator: the printed link, a password with an app, an organisation, an invitation
by a printed code, a passkey."""

import json
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import run_command
from tests.feeds.lists import PLAIN
from tests.journeys.conftest import phone
from tests.journeys.people import Site, device, invite, show_code, take_up

pytestmark = pytest.mark.browser

PASSWORD = "seven lanterns over the canal"


def bring_leeds(site: Site, folder: Path) -> None:
    """Import one meeting, with which its area comes."""
    path = folder / "list.json"
    path.write_text(json.dumps([PLAIN]))
    said = ("--format", "meeting-guide", "--route", "aa", "--name", "Leeds")
    assert run_command(site.app, "import-feed", str(path), *said).exit_code == 0


def become_admin(page: Page, site: Site) -> None:
    """Open the printed link, and set a password and an app."""
    printed = run_command(site.app, "create-admin").output
    page.goto(printed[printed.index("/join/") :].split()[0])
    take_up(page, "Ada", "ada@example.org")
    page.get_by_role("link", name="Set a password and an app").click()
    key = page.get_by_text("Key:").locator("code").inner_text().replace(" ", "")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("Code from your app").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Save both").click()
    page.get_by_role("heading", name="Hello, Ada").wait_for()


def found_organisation(page: Page) -> None:
    """Add an organisation that serves Leeds."""
    page.get_by_role("link", name="Organisations, people and roles").click()
    page.get_by_role("link", name="Add an organisation").click()
    page.get_by_label("Name").fill("Aire Recovery")
    page.get_by_label("Leeds").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Aire Recovery").wait_for()
    assert page.locator("dd").first.inner_text() == "Leeds"


def open_by_code(page: Page, code: str) -> None:
    """From the sign-in page to the invitation of a printed code."""
    page.goto("/sign-in")
    page.get_by_role("link", name="I have an invitation code").click()
    page.get_by_label("Invitation code").fill(code)
    page.get_by_role("button", name="Open the invitation").click()


def test_an_empty_site_gets_its_admin_its_organisation_and_its_first_coordinator(
    bare: Site, chromium: Browser, tmp_path: Path
) -> None:
    bring_leeds(bare, tmp_path)
    with phone(chromium, base_url=bare.address) as page:
        become_admin(page, bare)
        found_organisation(page)
        code = invite(page, "aire-recovery", "coordinator")

    with phone(chromium, base_url=bare.address) as page:
        device(page)
        open_by_code(page, code)
        assert "Aire Recovery invites you to be coordinator" in page.locator("main").inner_text()
        take_up(page, "Connie", "connie@example.org")
        show_code(page, bare, "connie@example.org")
        assert page.goto("/today") and page.url.endswith("/account/ways-in")
        page.get_by_role("button", name="Add a passkey").click()
        page.get_by_role("heading", name="Hello, Connie").wait_for()

        expect(page).to_have_url(f"{bare.address}/today")
        assert "coordinator" in page.locator(".lead").inner_text()
        expect(page.get_by_role("link", name="1 listing to confirm")).to_be_visible()
        page.context.clear_cookies()
        open_by_code(page, code)
        assert page.get_by_text("This code does not work any more").first.is_visible()


@pytest.mark.parametrize("lacks", ["hasUserVerification", "isUserVerified"])
def test_sr_039_a_device_that_does_not_know_its_owner_is_refused_and_leads_nowhere(
    bare: Site, chromium: Browser, tmp_path: Path, lacks: str
) -> None:
    bring_leeds(bare, tmp_path)
    with phone(chromium, base_url=bare.address) as page:
        become_admin(page, bare)
        found_organisation(page)
        code = invite(page, "aire-recovery", "coordinator")

    with phone(chromium, base_url=bare.address) as page:
        device(page, **{"isUserVerified": False, lacks: False})
        open_by_code(page, code)
        take_up(page, "Connie", "connie@example.org")
        show_code(page, bare, "connie@example.org")
        page.get_by_role("button", name="Add a passkey").click()
        page.get_by_role("alert").get_by_text("That did not work").wait_for()

        for path in ("/today", "/account", "/care", "/organisations/aire-recovery/invite"):
            page.goto(path)
            expect(page).to_have_url(f"{bare.address}/account/ways-in")
        assert page.get_by_role("button", name="Remove").count() == 0
