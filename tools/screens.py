"""Takes a picture of every public page of the example world, and joins them into contact sheets in build/screens.

`make screens README_PICTURE=1` takes nothing but the one picture that README.md shows."""

import base64
import html
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from alembic import command
from alembic.config import Config
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize

from app import create_app
from config import ROOT, Settings
from tools import pages
from tools.chromium import HEIGHT, WIDTH, chromium, served

HELD = datetime(2026, 12, 21, 18, tzinfo=ZoneInfo("Europe/London"))
OUT = ROOT / "build" / "screens"
STYLE = """body { margin: 0; background: #888; font: 16px sans-serif } main { column-gap: 24px; padding: 24px }
figure { margin: 0 0 24px; break-inside: avoid } figcaption { background: #000; color: #fff; padding: 4px 8px }
img { display: block }"""
FOR_README = ROOT / "docs" / "screens.png"
ASKED_BY = "README_PICTURE"
BESIDE = ("/", "/near/halifax", "/meetings/clean-slate-halifax")
SMALL: ViewportSize = {"width": 360, "height": 740}
GAP = 12
BESIDE_STYLE = f"""body {{ margin: 0; padding: {GAP}px; display: flex; gap: {GAP}px; background: #dfe4e0 }}
img {{ display: block; border-radius: 16px }}"""
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
    """Write one sheet for each look, or the picture for README.md, and say where."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        app = _example_site(Path(folder))
        shown = pages.addresses(app)
        with served(app) as address, chromium() as browser:
            if os.environ.get(ASKED_BY):
                print(_beside(browser, address))
                return
            for look in LOOKS:
                print(_sheets(browser, address, look, [path for path in shown if path.startswith(look.only)]))


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


def _beside(browser: Browser, address: str) -> str:
    """Home, results and one meeting, as a phone shows them before anybody scrolls."""
    context = browser.new_context(viewport=SMALL)
    page = context.new_page()
    images = []
    for path in BESIDE:
        page.goto(address + path)
        images.append(f'<img src="data:image/png;base64,{base64.b64encode(page.screenshot()).decode()}">')
    context.close()
    width, height = len(BESIDE) * (SMALL["width"] + GAP) + GAP, SMALL["height"] + 2 * GAP
    joined = browser.new_page(viewport={"width": width, "height": height})
    joined.set_content(f"<style>{BESIDE_STYLE}</style>{''.join(images)}")
    joined.screenshot(path=FOR_README)
    joined.close()
    return str(FOR_README.relative_to(ROOT))


def _sheets(browser: Browser, address: str, look: Look, paths: list[str]) -> str:
    context = browser.new_context(viewport={"width": look.width, "height": HEIGHT}, color_scheme=look.scheme)
    page = context.new_page()
    page.emulate_media(media=look.media, color_scheme=look.scheme)
    figures = [_figure(page, look, address, path) for path in paths]
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
