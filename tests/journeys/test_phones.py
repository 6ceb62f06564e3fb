"""Telling a phone: asked for by a tap and never before it; what a locked screen shows is one neutral sentence."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.notices.models import PushPhone
from app.post.actions.push import new_key
from app.web.request import SETTINGS
from app.web.visits import COOKIE
from tests.journeys.conftest import phone
from tests.journeys.people import Site

pytestmark = pytest.mark.browser

TELL = "Tell this phone"
SERVICE = """(() => {
    const made = (key) => ({ unsubscribe: async () => { window.ended = true; },
        toJSON: () => ({ endpoint: "https://web.push.apple.com/nia", expirationTime: null,
                         keys: { p256dh: key.slice(0, 20), auth: "zqbxT6JK" } }) });
    let here = localStorage.getItem("here");
    PushManager.prototype.getSubscription = async () => (here ? made(here) : null);
    PushManager.prototype.subscribe = async ({ applicationServerKey: key, userVisibleOnly }) => {
        if (!userVisibleOnly) throw new Error("silent");
        localStorage.setItem("here", (here = key));
        return made(key);
    };
    window.asked = 0;
    Notification.requestPermission = async () => { window.asked += 1; return Notification.permission; };
})()"""
"""A push service of our own, since none can be asked without a network."""

SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(
    ({ title, body, tag }) => [title, body, tag])"""


@pytest.fixture
def page(chromium: Browser, theirs: Site) -> Iterator[Page]:
    """Cora's phone, at a site that may tell phones."""
    chosen = theirs.app.extensions[SETTINGS]
    theirs.app.extensions[SETTINGS] = replace(chosen, push_key=new_key())
    with phone(chromium, base_url=theirs.address) as opened:
        opened.context.add_cookies([{"name": COOKIE, "value": theirs.token("Cora"), "url": theirs.address}])
        opened.add_init_script(SERVICE)
        yield opened
    theirs.app.extensions[SETTINGS] = chosen


def kept(site: Site) -> int:
    with Session(site.app.extensions[db.KEY]) as session:
        return len(session.scalars(select(PushPhone)).all())


def test_a_phone_is_told_after_a_tap_and_shows_one_neutral_sentence(page: Page, theirs: Site) -> None:
    page.context.grant_permissions(["notifications"], origin=theirs.address)
    page.goto("/account/reach")
    page.get_by_role("button", name=TELL).wait_for()
    assert (page.evaluate("window.asked"), kept(theirs)) == (0, 0)

    page.get_by_role("button", name=TELL).click()
    page.get_by_text("This phone can be told now.").wait_for()
    page.get_by_text("This phone is told.").wait_for()
    assert not page.get_by_role("button", name=TELL).is_visible()
    assert kept(theirs) == 1

    devtools = page.context.new_cdp_session(page)
    workers: list[dict[str, str]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda said: workers.extend(said["registrations"]))
    devtools.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    for said in ("update", "a secret"):
        pushed = {"origin": theirs.address, "registrationId": workers[0]["registrationId"], "data": said}
        devtools.send("ServiceWorker.deliverPushMessage", pushed)
    page.wait_for_function(f"async () => (await ({SHOWN})()).length")
    assert page.evaluate(SHOWN) == [["There is something to read", "", "read"]]


def test_a_phone_that_says_no_is_told_nothing_and_learns_where_to_change_it(page: Page, theirs: Site) -> None:
    before = kept(theirs)
    page.goto("/account/reach")
    page.get_by_role("button", name=TELL).click()

    expect(page.get_by_text("Your phone does not allow it.")).to_be_visible()
    assert kept(theirs) == before
    assert page.evaluate("(async () => (await navigator.serviceWorker.getRegistrations()).length)()") == 0
