"""Takes a picture of every public page of the example world, and joins them into contact sheets in build/screens."""

import base64
import html
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from alembic import command
from alembic.config import Config
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app, db
from app.directory.models import Listing
from app.places.models import Area, Venue
from config import ROOT, Settings
from tools.chromium import HEIGHT, WIDTH, chromium, served

HELD = datetime(2026, 12, 21, 18, tzinfo=ZoneInfo("Europe/London"))
OUT = ROOT / "build" / "screens"
PLURALS = {
    "meeting": "meetings",
    "cafe": "cafes",
    "event": "events",
    "volunteering": "volunteering",
    "course": "courses",
}
SEARCHES = ("/near/halifax", "/near/HX1?when=week&miles=2", "/near/halifax/choices", "/near/newport")
NOWHERE = "/no-such-page"
NOT_PAGES = (".json", ".ics", ".txt", ".xml", "/healthz", "/readyz", "<path:filename>")
STYLE = """body { margin: 0; background: #888; font: 16px sans-serif } main { column-gap: 24px; padding: 24px }
figure { margin: 0 0 24px; break-inside: avoid } figcaption { background: #000; color: #fff; padding: 4px 8px }
img { display: block }"""
A_SHEET = 6
TALLEST = 2200
"""Pages beside each other on a sheet, and where a picture is cut off, in pixels, so that a sheet stays readable."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at the site; `media` is what Chromium is told to pretend."""

    name: str
    width: int
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    only: str = ""


LOOKS = (
    Look("light", WIDTH),
    Look("dark", WIDTH, scheme="dark"),
    Look("narrow", 320),
    Look("print", 794, media="print", only="/near/"),
)


def main() -> None:
    """Write one sheet for each look, and say where."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        app = _example_site(Path(folder))
        pages = list(_pages(app))
        uncovered = _uncovered(app, pages)
        with served(app) as address, chromium() as browser:
            for look in LOOKS:
                print(_sheets(browser, address, look, [page for page in pages if page.startswith(look.only)]))
    if uncovered:
        print("Addresses without a picture: " + ", ".join(uncovered))


def _example_site(folder: Path) -> Flask:
    url = f"sqlite:///{folder / 'screens.sqlite'}"
    settings = Settings(env="test", database_url=url, now=HELD, demo="as-dated", instance=folder)
    history = Config(str(ROOT / "alembic.ini"))
    history.attributes["url"] = settings.database_url
    command.upgrade(history, "head")
    app = create_app(settings)
    with app.app_context():
        loaded = app.test_cli_runner().invoke(args=["load-demo"])
    if loaded.exit_code:
        sys.exit(f"The example data could not be loaded: {loaded.output or loaded.exception!r}")
    return app


def _pages(app: Flask) -> Iterator[str]:
    """Every page without a blank to fill in, some searches, and one page of each thing that has pages."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and not rule.rule.endswith(NOT_PAGES):
            yield rule.rule
    yield from (*SEARCHES, NOWHERE, *(f"/{plural}" for plural in PLURALS.values()))
    with Session(app.extensions[db.KEY]) as session:
        for kind, plural in PLURALS.items():
            slug = session.scalars(select(Listing.slug).where(Listing.kind == kind).order_by(Listing.slug)).first()
            yield from [f"/{plural}/{slug}"] if slug else []
        yield f"/l/{session.scalars(select(Listing.id).order_by(Listing.slug)).first()}"
        yield f"/venues/{session.scalars(select(Venue.slug).order_by(Venue.slug)).first()}"
        yield f"/areas/{session.scalars(select(Area.slug).where(Area.slug == 'calderdale')).first()}"


def _uncovered(app: Flask, pages: list[str]) -> list[str]:
    """Addresses of pages that none of the pictures shows."""
    addresses = app.url_map.bind("localhost")
    shown = {addresses.match(path.partition("?")[0])[0] for path in pages if path != NOWHERE}
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in shown and not rule.rule.endswith(NOT_PAGES)
    )


def _sheets(browser: Browser, address: str, look: Look, pages: list[str]) -> str:
    context = browser.new_context(viewport={"width": look.width, "height": HEIGHT}, color_scheme=look.scheme)
    page = context.new_page()
    page.emulate_media(media=look.media, color_scheme=look.scheme)
    figures = [_figure(page, look, address, path) for path in pages]
    context.close()
    targets = []
    for start in range(0, len(figures), A_SHEET):
        targets.append(OUT / f"{look.name}-{start // A_SHEET + 1}.png")
        _join(browser, look, figures[start : start + A_SHEET], targets[-1])
    return " ".join(str(target.relative_to(ROOT)) for target in targets)


def _figure(page: Page, look: Look, address: str, path: str) -> str:
    page.set_viewport_size({"width": look.width, "height": HEIGHT})
    answer = page.goto(address + path)
    status = answer.status if answer else 0
    width, height = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    height = min(height, TALLEST)
    page.set_viewport_size({"width": look.width, "height": height})
    picture = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    coded = base64.b64encode(picture).decode()
    words = f"{path} · {status} · {width} wide, {height} high"
    return f'<figure><figcaption>{html.escape(words)}</figcaption><img src="data:image/png;base64,{coded}"></figure>'


def _join(browser: Browser, look: Look, figures: list[str], target: Path) -> None:
    sheet = browser.new_page(viewport={"width": len(figures) * (look.width + 24) + 24, "height": HEIGHT})
    sheet.set_content(f"<style>{STYLE}</style><main style='columns:{len(figures)}'>{''.join(figures)}</main>")
    sheet.screenshot(path=target, full_page=True)
    sheet.close()


if __name__ == "__main__":
    main()
