"""From an invitation by e-mail to a champion, by a passkey; out, and in again by the same passkey."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import carry, phone
from tests.journeys.people import Site, device, invite, take_up

pytestmark = pytest.mark.browser

ORGANISATION = "calder-valley-recovery-community"
FRAN = "fran@mail.example"


def test_a_champion_comes_by_e_mail_and_comes_back_by_passkey(theirs: Site, chromium: Browser) -> None:
    with phone(chromium, base_url=theirs.address) as page:
        carry(page, theirs.address, theirs.token("Cora"))
        invite(page, ORGANISATION, "recovery champion", FRAN)
        assert FRAN in page.locator(".lead").inner_text()

    with phone(chromium, base_url=theirs.address) as page:
        devtools, authenticator = device(page)
        page.goto(theirs.newest_link(FRAN))
        take_up(page, "Fran", FRAN)
        page.get_by_role("button", name="Add a passkey").click()
        page.get_by_role("heading", name="Hello, Fran").wait_for()
        kept = devtools.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
        assert [(each["rpId"], each["isResidentCredential"]) for each in kept] == [("localhost", True)]

        page.goto("/account")
        page.get_by_role("button", name="Sign out here").click()
        page.wait_for_url(f"{theirs.address}/")
        page.goto("/account")
        expect(page).to_have_url(f"{theirs.address}/sign-in?next=/account")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_role("heading", name="Your account").wait_for()

        expect(page).to_have_url(f"{theirs.address}/account")
        expect(page.get_by_label("Name to use")).to_have_value("Fran")
        expect(page.get_by_text("1 passkey")).to_be_visible()


def test_signing_in_by_a_passkey_that_the_site_does_not_know_says_so(theirs: Site, chromium: Browser) -> None:
    with phone(chromium, base_url=theirs.address) as page:
        device(page)
        page.goto("/sign-in")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_role("alert").filter(has_text=" ").wait_for()

        expect(page).to_have_url(f"{theirs.address}/sign-in")
        assert page.context.cookies() == []
