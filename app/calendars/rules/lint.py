"""Our own strict reading of a finished calendar: every requirement of `docs/calendars.md` that a file can break."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.calendars.rules.lint_events import event_faults, series_faults
from app.calendars.rules.lint_lines import Component, is_stamp, read
from app.post.rules.telling import tells

MOST_OCTETS = 700_000
MOST_SERIES = 800
_ONCE = {
    "VERSION": "2.0",
    "CALSCALE": "GREGORIAN",
    "X-WR-TIMEZONE": "Europe/London",
    "REFRESH-INTERVAL": "PT4H",
    "X-PUBLISHED-TTL": "PT4H",
}
_LONDON = {
    ("DAYLIGHT", "19810329T010000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "+0000", "+0100"),
    ("STANDARD", "19961027T020000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "+0100", "+0000"),
}


def faults(body: bytes, *, personal: bool = False) -> list[str]:
    """What is wrong with a calendar file; empty when all is well.

    Each fault begins with the number of the requirement in `docs/calendars.md`. `personal` allows STATUS:CANCELLED and
    alarms, which a public feed must not carry.
    """
    calendar, found = read(body)
    if len(body) > MOST_OCTETS:
        found.append(f"5: the file has {len(body)} octets, more than {MOST_OCTETS}")
    if calendar is None:
        return found
    events = calendar.of("VEVENT")
    found += [*_head_faults(calendar), *_naming_faults(calendar), *_zone_faults(calendar), *_order_faults(events)]
    for event in events:
        found += event_faults(event, personal)
    found += series_faults(events)
    return found


def _head_faults(calendar: Component) -> Iterator[str]:
    for name, value in _ONCE.items():
        if [line.value for line in calendar.all(name)] != [value]:
            yield f"{2 if name in {'VERSION', 'CALSCALE'} else 3}: {name} is not {value}, once"
    if len(calendar.all("PRODID")) != 1 or not calendar.value("PRODID"):
        yield "2: PRODID is missing or doubled"
    if tells(calendar.value("PRODID")):
        yield "2: PRODID tells what the calendar is about"
    for name in ("METHOD", "UID"):
        if calendar.all(name):
            yield f"2: a feed carries {name}"


def _naming_faults(calendar: Component) -> Iterator[str]:
    for line in calendar.all("REFRESH-INTERVAL", "SOURCE"):
        kind = "DURATION" if line.name == "REFRESH-INTERVAL" else "URI"
        if line.parameters.get("VALUE") != kind:
            yield f"3: {line.name} lacks VALUE={kind}"
    if not calendar.value("NAME") or calendar.value("NAME") != calendar.value("X-WR-CALNAME"):
        yield "3: NAME and X-WR-CALNAME are missing or differ"
    if not re.fullmatch(r"[a-z]+", calendar.value("COLOR")):
        yield "3: COLOR is no CSS name"
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", calendar.value("X-APPLE-CALENDAR-COLOR")):
        yield "3: X-APPLE-CALENDAR-COLOR is no colour"
    changed = calendar.value("LAST-MODIFIED")
    if (changed or calendar.of("VEVENT")) and not is_stamp(changed):
        yield "3: LAST-MODIFIED of the calendar is missing or not in UTC"


def _zone_faults(calendar: Component) -> Iterator[str]:
    zones = calendar.of("VTIMEZONE")
    kinds = [part.name for part in calendar.parts]
    if kinds != ["VTIMEZONE"] * len(zones) + ["VEVENT"] * (len(kinds) - len(zones)):
        yield "4: a VTIMEZONE stands after an event, or something else stands in the calendar"
    names = [zone.value("TZID") for zone in zones]
    if names[:1] != ["Europe/London"] or len(set(names)) != len(names):
        yield "4: Europe/London is not the first zone, or a zone is there twice"
    for zone in zones:
        yield from _observance_faults(zone)
    lines = [line for event in calendar.of("VEVENT") for line in event.lines]
    used = {line.parameters["TZID"] for line in lines if "TZID" in line.parameters}
    for name in sorted(used.symmetric_difference(names) - {"Europe/London"}):
        yield f"4: zone {name} is used and not described, or described and not used"


def _observance_faults(zone: Component) -> Iterator[str]:
    name = zone.value("TZID")
    names = ("DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO")
    written = {(part.name, *[part.value(each) for each in names]) for part in zone.parts}
    if name == "Europe/London" and (written != _LONDON or len(zone.parts) != 2):
        yield "4: Europe/London is not described by its two rules"
    for part in zone.parts:
        offsets = [part.value("TZOFFSETFROM"), part.value("TZOFFSETTO")]
        if part.all("RDATE") or not all(re.fullmatch(r"[+-]\d{4}", offset) for offset in offsets):
            yield f"4: an onset of {name} is a list, or lacks its offsets"
        if part.name not in {"STANDARD", "DAYLIGHT"} or not re.fullmatch(r"\d{8}T\d{6}", part.value("DTSTART")):
            yield f"4: an onset of {name} does not start in local time"


def _order_faults(events: list[Component]) -> Iterator[str]:
    """Order by UID, masters before overrides, and not too many."""
    keys = [(event.value("UID"), event.value("RECURRENCE-ID")) for event in events]
    if any(late < early for early, late in pairwise(keys)):
        yield "5: events are not in the order of UID, the master before its overrides by date"
    series = {uid for uid, _ in keys}
    if len(series) > MOST_SERIES:
        yield f"5: {len(series)} series, more than {MOST_SERIES}"
