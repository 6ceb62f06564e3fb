"""Calendar readers that nobody here wrote: each turns a feed into (start, title, status) rows.

A start is a UTC stamp, or a bare day for an event of whole days.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

Row = tuple[str, str, str]
Reader = Callable[[bytes, datetime, datetime], list[Row]]
JUDGES = Path(__file__).parent / "judges"
NODE_READERS = ("icaljs", "nodeical")


def with_ical(feed: bytes, begin: datetime, end: datetime) -> list[Row]:
    calendar = IcsCalendarStream.calendar_from_ics(feed.decode())
    events = calendar.timeline.included(begin - timedelta(days=3), end + timedelta(days=3))
    return _rows(((event.dtstart, event.summary, event.status) for event in events), begin, end)


def with_icalendar(feed: bytes, begin: datetime, end: datetime) -> list[Row]:
    found = recurring_ical_events.of(Calendar.from_ical(feed)).between(begin, end)
    events = ((event.start, str(event["SUMMARY"]), str(event["STATUS"])) for event in found)
    return _rows(events, begin, end)


def with_vobject(feed: bytes, begin: datetime, end: datetime) -> list[Row]:
    calendar = vobject.readOne(feed.decode())
    calendar.validate(raiseException=True)
    return _rows(_vobject_events(getattr(calendar, "vevent_list", []), begin, end), begin, end)


def with_node(script: str, feeds: list[bytes], begin: datetime, end: datetime) -> list[list[Row]]:
    """All feeds in one process."""
    request = {"from": _stamp(begin), "to": _stamp(end), "feeds": [feed.decode() for feed in feeds]}
    command = [str(shutil.which("node")), str(JUDGES / f"{script}.mjs")]
    done = subprocess.run(
        command, input=json.dumps(request), capture_output=True, text=True, check=True, env=os.environ | {"TZ": "UTC"}
    )
    return [sorted((start, title, status) for start, title, status in rows) for rows in json.loads(done.stdout)]


def missing_node() -> str:
    """Why the Node readers cannot be asked; empty if they can."""
    if not shutil.which("node"):
        return "The Node readers (ical.js, node-ical) were left out: there is no `node` here."
    if not (JUDGES / "node_modules").is_dir():
        return "The Node readers (ical.js, node-ical) were left out: run `npm ci --prefix tests/calendars/judges`."
    return ""


READERS: dict[str, Reader] = {"ical": with_ical, "icalendar": with_icalendar, "vobject": with_vobject}


def _vobject_events(events: list[Any], begin: datetime, end: datetime) -> Iterator[tuple[date, str, str]]:
    """vobject expands rules, but leaves overrides to its caller."""
    overrides = [event for event in events if hasattr(event, "recurrence_id")]
    for event in events:
        starts = [event.dtstart.value]
        if hasattr(event, "rrule"):
            low, high = _edges(starts[0], begin, end)
            replaced = {each.recurrence_id.value for each in overrides if each.uid.value == event.uid.value}
            between = event.getrruleset(addRDate=True).between(low, high, inc=True)
            starts = [each for each in between if _like(each, starts[0]) not in replaced]
            starts = [_like(each, event.dtstart.value) for each in starts]
        yield from ((start, event.summary.value, event.status.value) for start in starts)


def _edges(start: date, begin: datetime, end: datetime) -> tuple[datetime, datetime]:
    """The window in the zone of a start; rules of whole days are expanded without one."""
    if isinstance(start, datetime):
        return begin.astimezone(start.tzinfo), end.astimezone(start.tzinfo)
    return begin.replace(tzinfo=None), end.replace(tzinfo=None)


def _like(found: datetime, start: date) -> date:
    return found if isinstance(start, datetime) else found.date()


def _rows(events: Any, begin: datetime, end: datetime) -> list[Row]:
    rows = sorted((stamp_of(start), title, getattr(status, "value", status)) for start, title, status in events)
    return [row for row in rows if inside(row[0], begin, end)]


def stamp_of(start: date) -> str:
    return _stamp(start) if isinstance(start, datetime) else f"{start:%Y%m%d}"


def inside(start: str, begin: datetime, end: datetime) -> bool:
    low, high = _stamp(begin), _stamp(end)
    return low[: len(start)] <= start < high[: len(start)]


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
