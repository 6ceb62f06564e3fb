"""A real Chromium looking at a really served site, for browser tests and for pictures of every page."""

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from flask import Flask
from playwright.sync_api import Browser, BrowserType, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 390, 844
"""A usual phone, in CSS pixels."""


class NoChromium(Exception):
    """There is no Chromium on the PATH."""


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing: addresses tell what somebody looked for."""


@contextmanager
def served(app: Flask, ssl_context: Literal["adhoc"] | None = None) -> Iterator[str]:
    """The address at which the application answers, on a free port of this machine, for as long as the block lasts;
    encrypted, with a certificate of its own, if "adhoc"."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet, ssl_context=ssl_context)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{'https' if ssl_context else 'http'}://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """An open Chromium. Raises `NoChromium`."""
    with sync_playwright() as playwright, launched_from(playwright.chromium) as browser:
        yield browser


@contextmanager
def launched_from(kind: BrowserType, *more: str, without: Sequence[str] = ()) -> Iterator[Browser]:
    """An open Chromium, started with `more` arguments than usual, and `without` some of those that Playwright gives.
    Raises `NoChromium`."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise NoChromium("Chromium is not installed: run 'sh tools/chromium.sh'.")
    arguments = ["--no-sandbox", "--disable-gpu", *more]
    browser = kind.launch(executable_path=path, args=arguments, ignore_default_args=list(without))
    try:
        yield browser
    finally:
        browser.close()
