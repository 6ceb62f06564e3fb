"""What a cheap phone on slow 3G sees: when the largest part of a page stands there, and what had to be fetched."""

import re
import statistics
from http.client import HTTPConnection
from typing import Any

from playwright.sync_api import Browser, CDPSession

from bench.server import HERE
from tools.chromium import chromium

LATENCY_MS, KILOBITS, SLOWER = 400, 400, 4
VISITS = 3
LAST_LARGEST = """() => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
        .observe({type: 'largest-contentful-paint', buffered: true});
})"""


def look(port: int) -> dict[str, dict[str, float]]:
    """For the home page, a results page and a listing: largest contentful paint in milliseconds (the middle of three
    first visits), how many requests, and how many bytes came over the line."""
    results = "/near/halifax?when=week&miles=25"
    pages = {"home": "/", "results": results, "listing": _first_listing(port, results)}
    with chromium() as browser:
        return {name: _visits(browser, f"http://{HERE}:{port}{path}") for name, path in pages.items()}


def _first_listing(port: int, path: str) -> str:
    connection = HTTPConnection(HERE, port)
    connection.request("GET", path)
    page = connection.getresponse().read().decode()
    links = re.findall(r'<h3><a href="([^"]+)"', page)
    return links[0] if links else "/"


def _visits(browser: Browser, url: str) -> dict[str, float]:
    visits = [_visit(browser, url) for _ in range(VISITS)]
    return {name: statistics.median(visit[name] for visit in visits) for name in visits[0]}


def _visit(browser: Browser, url: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    line = context.new_cdp_session(page)
    fetched: dict[str, float] = {}
    _slow_down(line, fetched)
    page.goto(url, wait_until="load")
    largest = float(page.evaluate(LAST_LARGEST))
    context.close()
    return {"lcp_ms": largest, "requests": len(fetched), "bytes": sum(fetched.values())}


def _slow_down(line: CDPSession, fetched: dict[str, float]) -> None:
    def note(event: dict[str, Any]) -> None:
        fetched[event["requestId"]] = event["encodedDataLength"]

    rate = KILOBITS * 1000 / 8
    line.send("Network.enable")
    limits = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": rate, "uploadThroughput": rate}
    line.send("Network.emulateNetworkConditions", limits)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    line.on("Network.loadingFinished", note)
