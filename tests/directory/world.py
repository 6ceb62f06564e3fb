"""The example world looked at on other days, and what a page or a calendar of it tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from csv import DictReader
from datetime import datetime
from pathlib import Path

from flask import Flask

from app.web.request import SETTINGS
from tests.browser import Browser
from tests.conftest import LONDON, run_command

EXPECTED = Path(__file__).parent / "data" / "expected-2026-12-21-to-2027-01-03.csv"


@contextmanager
def held(site: Flask, moment: str) -> Iterator[Browser]:
    """A browser that looks at a shared site at another time (London time unless it has an offset)."""
    note = site.extensions[SETTINGS].instance / "clock"
    parsed = datetime.fromisoformat(moment)
    note.write_text((parsed if parsed.tzinfo else parsed.replace(tzinfo=LONDON)).isoformat())
    try:
        write_diary(site)
        yield Browser(site)
    finally:
        note.unlink()
        write_diary(site)


def write_diary(site: Flask) -> None:
    """Write the diary for the time that the site's clock tells."""
    assert run_command(site, "job", "diary").exit_code == 0


def expected() -> list[dict[str, str]]:
    """Every meeting that takes place in the two weeks, worked out apart from this application."""
    with EXPECTED.open(encoding="utf-8") as lines:
        return list(DictReader(lines))
