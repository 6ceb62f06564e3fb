"""Passkeys in a real Chromium with a virtual authenticator, by our own script under our own policy (SR-039)."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, request
from flask.typing import ResponseReturnValue
from playwright.sync_api import Browser, CDPSession, Page, expect
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import db
from app.people.actions import passkeys
from app.people.actions.passkeys import NotEnrolled, Site
from app.people.models import Person
from app.people.queries.factors import passkeys_of
from app.seal import Ring, use
from app.web.headers import POLICY
from config import ROOT, SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY
from tests.people import cast
from tests.people.cast import PRESENT
from tools.chromium import served

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
FORM = """<!doctype html><title>t</title><script src="/passkey.js" defer></script>
<form data-passkey="{act}" data-options="/{act}/begin" data-finish="/{act}" data-csrf="c-s-r-f" data-next="/in"
 data-fail="That did not work." hidden><button>Go</button><p role="alert"></p></form>"""


@pytest.fixture
def address(database: Engine, session: Session) -> Iterator[str]:
    """A tiny site with one form to enrol and one to sign in, for Nia alone."""
    nia, small = cast.person(session).id, Flask("small", static_folder=str(ROOT / "static"), static_url_path="")

    @small.get("/<act>/page")
    def page(act: str) -> ResponseReturnValue:
        return FORM.format(act=act), {"Content-Security-Policy": POLICY}

    @small.get("/in")
    def inside() -> str:
        return "<!doctype html><title>t</title><h1>You are in</h1>"

    @small.post("/<act>/begin")
    @small.post("/<act>")
    def answer(act: str) -> ResponseReturnValue:
        use(Ring(SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY))
        with Session(db.writing(database)) as own:
            told = step(own, own.get_one(Person, nia), act, request.path.endswith("/begin"))
            own.commit()
            return told

    with served(small) as found:
        yield found


def step(session: Session, nia: Person, act: str, is_beginning: bool) -> ResponseReturnValue:
    assert request.headers["X-CSRF-Token"] == "c-s-r-f"
    site, sent = Site("localhost", request.host_url.rstrip("/"), "Alongside"), request.get_json()
    if is_beginning:
        begin = passkeys.begin_enrolling if act == "enrol" else None
        return begin(session, nia, site, PRESENT) if begin else passkeys.begin_signing_in(session, site, PRESENT)
    assert sent["next"] == "/in"
    try:
        if act == "enrol":
            passkeys.finish_enrolling(session, nia, site, sent, PRESENT, label="Chromium")
        elif passkeys.finish_signing_in(session, site, sent, PRESENT) is None:
            return {"error": "This <b>passkey</b> does not open."}, 400
    except NotEnrolled as refused:
        return {"error": str(refused)}, 400
    return {"next": sent["next"]}


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page in a context of its own, which takes no error of the script silently."""
    context = chromium.new_context()
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    yield page
    assert faults == []
    context.close()


def authenticator(page: Page, **changes: Any) -> tuple[CDPSession, str]:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True, **changes}  # fmt: skip
    return devtools, devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def go(page: Page, address: str, act: str) -> None:
    page.goto(f"{address}/{act}/page")
    page.get_by_role("button", name="Go").click()


def test_a_passkey_is_enrolled_and_signs_in(phone: Page, address: str, session: Session) -> None:
    authenticator(phone)

    go(phone, address, "enrol")
    phone.wait_for_url("**/in")
    go(phone, address, "sign-in")
    phone.wait_for_url("**/in")

    kept = [key for person in session.query(Person) for key in passkeys_of(session, person)]
    assert [key.label for key in kept] == ["Chromium"]
    assert kept[0].used_on == PRESENT.date()


def test_a_device_that_does_not_know_its_owner_enrols_nothing(phone: Page, address: str, session: Session) -> None:
    authenticator(phone, isUserVerified=False)

    go(phone, address, "enrol")

    phone.get_by_role("alert").get_by_text("That did not work.").wait_for()
    assert [key for person in session.query(Person) for key in passkeys_of(session, person)] == []


def test_what_the_site_says_against_it_is_shown_as_words(phone: Page, address: str, session: Session) -> None:
    authenticator(phone)
    go(phone, address, "enrol")
    phone.wait_for_url("**/in")
    session.query(Person).one().suspended_at = PRESENT
    session.commit()

    go(phone, address, "sign-in")

    phone.get_by_role("alert").get_by_text("This <b>passkey</b> does not open.").wait_for()


def test_a_browser_without_passkeys_shows_no_form(phone: Page, address: str) -> None:
    phone.add_init_script("delete window.PublicKeyCredential")

    phone.goto(f"{address}/sign-in/page")

    expect(phone.get_by_role("button", name="Go")).not_to_be_visible()
