"""What the journeys of people share: sites that they may change, devices with passkeys, and what was sent to them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, CDPSession, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app, db
from app.people.models import Person
from config import Settings
from tests import databases
from tests.conftest import MONDAY_EVENING, copied_world
from tests.post.letters import posted
from tools.chromium import launched_from, served
from tools.pages import token_of

A_LINK = re.compile(r"http://\S+")
SIX_DIGITS = re.compile(r"\b\d{6}\b")
AWAY = "https://www.bbc.co.uk/weather"
WEATHER = "<!doctype html><title>Weather</title><h1>Sunny</h1>"


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is really served, and the address at which it answers."""

    app: Flask
    address: str

    def token(self, name: str) -> str:
        """What the cookie of a new session of this example person holds."""
        with Session(self.app.extensions[db.KEY]) as session:
            people = session.scalars(select(Person).where(Person.is_example)).all()
            person_id = next(each.id for each in people if each.name == name)
        return token_of(self.app, person_id)

    def newest_link(self, recipient: str) -> str:
        """The path of the link in the newest message to somebody."""
        words = next(each.words for each in posted(self.app) if each.to == recipient)
        link: str = A_LINK.findall(words)[0]
        return urlsplit(link).path

    def newest_code(self, recipient: str) -> str:
        """The code of six digits in the newest message to somebody."""
        words = next(each.words for each in posted(self.app) if each.to == recipient)
        code: str = SIX_DIGITS.findall(words)[0]
        return code


@pytest.fixture(scope="module")
def theirs(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The example world once more, for the journeys of one file, which change it."""
    with copied_world(example_file, tmp_path_factory.mktemp("theirs")) as app, served(app) as address:
        yield Site(app, address)


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Site]:
    """A site as it is installed, without example data."""
    url = f"sqlite:///{tmp_path / 'bare.sqlite'}"
    databases.migrate(url)
    app = create_app(Settings(env="test", database_url=url, now=MONDAY_EVENING, instance=tmp_path))
    with served(app) as address:
        yield Site(app, address)
    app.extensions[db.KEY].dispose()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The neutral site, played by us: a Chromium that takes our machine for it, and what it was told by whoever came.
    This Chromium keeps whole pages for Back, as it does for everybody; Playwright turns that off."""

    chromium: Browser
    told: list[str]


@pytest.fixture(scope="session")
def elsewhere(chromium: Browser) -> Iterator[Elsewhere]:
    """Somewhere to leave to."""
    weather, told = Flask("weather"), list[str]()

    @weather.get("/weather")
    def shown() -> str:
        told.append(f"{request.method} {request.full_path}\n{request.headers}")
        return WEATHER

    with served(weather, ssl_context="adhoc") as address:
        here = f"--host-resolver-rules=MAP www.bbc.co.uk:443 127.0.0.1:{urlsplit(address).port}"
        with launched_from(chromium.browser_type, here, without=["--disable-back-forward-cache"]) as opened:
            yield Elsewhere(opened, told)


def device(page: Page, **changes: Any) -> tuple[CDPSession, str]:
    """Give the page a device that makes passkeys and knows its owner; changes by name."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True, **changes}  # fmt: skip
    return devtools, devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def take_up(page: Page, name: str, contact: str) -> None:
    """Take up the invitation whose page is open, as somebody new."""
    page.get_by_label("Name to use").fill(name)
    page.get_by_label("Your e-mail").fill(contact)
    page.get_by_role("button", name="Yes, take it up").click()


def show_code(page: Page, site: Site, contact: str) -> None:
    """Type the code that was sent to what somebody typed who takes an invitation up."""
    page.get_by_text(f"We sent a code to {contact}").wait_for()
    page.get_by_label("Code").fill(site.newest_code(contact))
    page.get_by_role("button", name="Yes, take it up").click()


def invite(page: Page, organisation: str, role: str, email: str = "") -> str:
    """Invite somebody from the organisation's page as whoever is signed in; the code to print, if it was not sent."""
    page.goto(f"/organisations/{organisation}")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Role").select_option(label=role)
    page.get_by_label("E-mail (if you like)").fill(email)
    page.get_by_role("button", name="Make the invitation").click()
    page.get_by_role("heading", name="The invitation is ready").wait_for()
    return "" if email else page.locator("strong code").inner_text()


def tab_to(page: Page, words: str, most: int = 80) -> None:
    """Press Tab until the focus is on what is called so, as it is read out."""
    for _ in range(most):
        page.keyboard.press("Tab")
        name = page.evaluate("(at => at.labels?.[0]?.textContent || at.textContent)(document.activeElement)")
        if " ".join(name.split()) == words:
            return
    pytest.fail(f"{words} cannot be reached on {page.url}.")


@contextmanager
def two_phones(chromium: Browser, site: Site, **options: Any) -> Iterator[tuple[Page, Page]]:
    """Pages of two people who share nothing."""
    contexts = [chromium.new_context(base_url=site.address, **options) for _who in range(2)]
    first, second = (each.new_page() for each in contexts)
    yield first, second
    for each in contexts:
        each.close()
