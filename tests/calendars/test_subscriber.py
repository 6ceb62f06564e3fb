"""A real program subscribes (vdirsyncer) and keeps up with edits, moves, cancellations and the end of a link."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.directory.models import OneOff
from app.directory.rules.timetable import Change
from app.kernel.roles import Role
from app.saved.actions.saving import keep
from tests.browser import Browser
from tests.conftest import MONDAY_EVENING
from tests.directory.world import change, two_meetings
from tests.factories import persons
from tools.chromium import served

CONFIG = """\
[general]
status_path = "{folder}/status/"
[pair ours]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
partial_sync = "ignore"
[storage here]
type = "filesystem"
path = "{folder}/items/"
fileext = ".ics"
[storage there]
type = "http"
url = "{address}"
"""


@dataclass
class Subscriber:
    """vdirsyncer with one calendar, kept as one file an item."""

    folder: Path

    def sync(self) -> dict[str, str]:
        """Fetch once more; each item by the name that it has there."""
        tool = [str(Path(sys.executable).with_name("vdirsyncer")), "-c", str(self.folder / "config"), "sync"]
        done = subprocess.run(tool, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        items = [file.read_text() for file in (self.folder / "items").glob("*.ics")]
        return {found.group(1): item for item in items if (found := re.search(r"^UID:(\S+)", item, re.MULTILINE))}


@pytest.fixture
def subscribe(tmp_path: Path) -> Callable[[str], Subscriber]:
    def begin(address: str) -> Subscriber:
        folder = tmp_path / "subscriber"
        (folder / "items").mkdir(parents=True)
        (folder / "config").write_text(CONFIG.format(folder=folder, address=address))
        tool = [str(Path(sys.executable).with_name("vdirsyncer")), "-c", str(folder / "config"), "discover"]
        subprocess.run(tool, check=True, capture_output=True, timeout=60)
        return Subscriber(folder)

    return begin


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as found:
        yield found


def replaced(before: dict[str, str], after: dict[str, str]) -> int:
    """How many items others have taken the place of; vdirsyncer names an item of such a calendar by its content."""
    assert len(before) == len(after)
    return len(before.keys() - after.keys())


@pytest.mark.parametrize("manner", ["plain", "discreet"])
def test_a_subscriber_keeps_up_to_the_end_of_the_link(
    app: Flask, session: Session, address: str, subscribe: Callable[[str], Subscriber], manner: str
) -> None:
    nia = persons.person(session, "Nia", Role.NEWCOMER, persons.organisation(session))
    meeting, online = two_meetings(session)
    for each in (meeting, online):
        keep(session, nia.id, each, MONDAY_EVENING)
    session.commit()
    browser = Browser(app).sign_in(nia)
    form = {"label": "Phone", "manner": manner, "word": "Coffee", "alarm": ""}
    made = browser.post("/account/calendars", form).one("code").text
    subscriber = subscribe(address + made.removeprefix("http://localhost"))

    first = subscriber.sync()
    assert len(first) == 2
    assert subscriber.sync() == first

    change(session, meeting, room="Room 9", name="Another Name")
    renamed = subscriber.sync()
    assert replaced(first, renamed) == 1

    meeting.series[0].start = time(18)
    meeting.one_offs.append(OneOff(day=date(2027, 1, 4), change=Change.TIME, to_day=date(2027, 1, 5), start=time(12)))
    change(session, meeting)
    moved = subscriber.sync()
    assert replaced(renamed, moved) == 1
    assert "".join(moved.values()).count("DTSTART;TZID=Europe/London:20270105T120000") == 1

    online.one_offs.append(OneOff(day=date(2027, 1, 11), change=Change.CANCELLED))
    change(session, online)
    cancelled = subscriber.sync()
    assert replaced(moved, cancelled) == 1
    assert "".join(cancelled.values()).count("STATUS:CANCELLED") == 1

    browser.post("/account/calendars/all/off")
    (left,) = subscriber.sync().values()
    assert "SUMMARY:This calendar link is switched off" in left


def test_a_subscriber_to_a_public_calendar_has_an_item_for_each_uid(
    session: Session, app: Flask, address: str, subscribe: Callable[[str], Subscriber]
) -> None:
    meeting, _online = two_meetings(session)
    uids = set(re.findall(r"^UID:(\S+)", Browser(app).get("/meetings.ics").source, re.MULTILINE))
    subscriber = subscribe(f"{address}/meetings.ics")

    assert len(subscriber.sync()) == len(uids)
    before = subscriber.sync()
    change(session, meeting, name="Another Name")
    assert replaced(before, subscriber.sync()) == 1
