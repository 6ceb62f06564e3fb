"""The example world, really served, with every page of it: those with an address, and those that only answer a post."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, ViewportSize

from app import create_app, db
from app.directory.views.listings import JOINS_AN_HOUR
from app.web.visits import COOKIE
from config import Settings
from tests import databases
from tests.conftest import copied_world, run_command
from tests.journeys.people import bare, elsewhere, theirs
from tests.linkage.walks import NOON
from tests.moving import clock
from tests.post.conftest import mail_server
from tools import pages
from tools.chromium import HEIGHT, WIDTH, served

__all__ = ["bare", "clock", "elsewhere", "mail_server", "theirs"]

PHONE: ViewportSize = {"width": WIDTH, "height": HEIGHT}
ONLINE = "/meetings/pennine-online-nightly"
MEETING = "/meetings/clean-slate-halifax"
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.9"}
"""Another sender, whose many posts stop nobody else."""


@pytest.fixture(scope="session")
def world(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The site with the example world, on Monday 21 December 2026 at six."""
    with copied_world(example_file, tmp_path_factory.mktemp("journeys")) as site:
        yield site


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with the example world as it is on Wednesday 23 December 2026 at noon."""
    folder = tmp_path_factory.mktemp("calderdale")
    path = folder / "world.sqlite"
    databases.migrate(f"sqlite:///{path}")
    site = create_app(
        Settings(env="test", database_url=f"sqlite:///{path}", now=NOON, demo="as-dated", instance=folder)
    )
    done = run_command(site, "load-demo")
    assert done.exit_code == 0, done.output
    site.extensions[db.KEY].dispose()
    return path


@pytest.fixture(scope="session")
def live(world: Flask) -> Iterator[str]:
    """The address of that site."""
    with served(world) as address:
        yield address


@pytest.fixture(scope="session")
def every_page(world: Flask) -> list[str]:
    """The addresses of all pages of the site."""
    return [
        *pages.addresses(world),
        pages.invitation(world),
        pages.way_back(world),
        pages.stopping(world),
        *pages.weekly_list(world),
    ]


@pytest.fixture(scope="session")
def personal(world: Flask) -> list[pages.Personal]:
    """All pages of people who are signed in."""
    return pages.personal(world)


@pytest.fixture(scope="session")
def answers(world: Flask) -> dict[str, str]:
    """The HTML of each page that has no address of its own, by a name."""
    client = world.test_client(use_cookies=False)
    asked: dict[str, tuple[str, dict[str, str]]] = {
        "report-error": (f"{MEETING}/report", {"words": "The door was shut."}),
        "report-done": (f"{MEETING}/report", {"what": "other", "words": "Hello", "website": "for machines"}),
        "joining": (f"{ONLINE}/join", {}),
        "unknown-place": ("/find", {"place": "Hallifaxx by the See"}),
        "ambiguous-place": ("/find", {"place": "Newport"}),
        "code": ("/sign-in", {"contact": "nia@example.org"}),
        "no-contact": ("/sign-in", {"contact": "Nia"}),
        "wrong-code": ("/sign-in/code", {"code": "000000"}),
        "wrong-password": ("/sign-in/password", {"email": "cora@example.org", "password": "x", "code": "1"}),
        "wrong-invitation": ("/join", {"code": "1234"}),
        "signed-out": ("/account/name", {"name": "Nia"}),
        "too-long": ("/find", {"place": "x" * 70_000}),
    }
    made = {name: _posted(client, path, form) for name, (path, form) in asked.items()}
    made["from-elsewhere"] = _posted(client, "/find", {}, headers={"Sec-Fetch-Site": "cross-site"})
    made["not-a-page"] = client.get("/find").get_data(as_text=True)
    for _ in range(JOINS_AN_HOUR + 1):
        made["too-often"] = _posted(client, f"{ONLINE}/join", {}, environ_base=ELSEWHERE)
    return made


def carry(page: Page, address: str, token: str) -> None:
    """Let the page's browser be signed in with this token from here on."""
    page.context.clear_cookies()
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": address, "httpOnly": True, "sameSite": "Lax"}])


def _posted(client: FlaskClient, path: str, form: dict[str, str], **options: Any) -> str:
    return client.post(path, data=form, **options).get_data(as_text=True)


@contextmanager
def phone(chromium: Browser, **options: Any) -> Iterator[Page]:
    """A page on a phone of its own, which forgets everything afterwards. An error of the script fails the test."""
    context = chromium.new_context(**{"viewport": PHONE} | options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
