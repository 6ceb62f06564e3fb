"""What can be wrong with a VEVENT (requirements 6 to 12)."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from app.calendars.rules.lint_lines import Component, Line, Moment, is_stamp, moment
from app.calendars.rules.zones import is_doubtful
from app.kernel.recurrence import BadRule, Freq, Rule, between, is_on, parse

_FORBIDDEN = {
    "DURATION": 8,
    "RDATE": 10,
    "EXRULE": 10,
    "ATTENDEE": 11,
    "ORGANIZER": 11,
}
_ONE_EACH = {
    "UID": 6,
    "DTSTAMP": 7,
    "LAST-MODIFIED": 7,
    "CREATED": 7,
    "SEQUENCE": 7,
    "DTSTART": 8,
    "DTEND": 8,
    "SUMMARY": 11,
    "STATUS": 11,
    "TRANSP": 11,
}
_AT_MOST_ONE = {"RRULE": 9, "RECURRENCE-ID": 10, "LOCATION": 11, "GEO": 11, "URL": 11, "DESCRIPTION": 11}
_STATUSES = {"CONFIRMED", "CANCELLED", "TENTATIVE"}
_INTERVAL = re.compile(r"[1-9]\d?")


def event_faults(event: Component, personal: bool) -> Iterator[str]:
    """What is wrong with one VEVENT, seen alone."""
    name = f"the event {event.value('UID')!r} at line {event.number}"
    checks = (_count_faults(event), _identity_faults(event), _word_faults(event), _standing_faults(event, personal))
    for check in checks:
        yield from (f"{fault} in {name}" for fault in check)
    start, end = (moment(line) if line else None for line in (_first(event, "DTSTART"), _first(event, "DTEND")))
    if start is None or end is None:
        yield f"8: DTSTART or DTEND cannot be read in {name}"
        return
    yield from (f"{fault} in {name}" for fault in _span_faults(event, start, end))
    if event.all("RRULE"):
        yield from (f"{fault} in {name}" for fault in _rule_faults(event, start, end))


def series_faults(events: list[Component]) -> Iterator[str]:
    """What is wrong between the VEVENTs of one UID."""
    masters: dict[str, Component] = {}
    replaced: set[tuple[str, str]] = set()
    for event in events:
        uid, date_of_rule = event.value("UID"), event.value("RECURRENCE-ID")
        if not date_of_rule:
            if uid in masters:
                yield f"6: two events share the UID {uid!r}"
            masters[uid] = event
            continue
        if (uid, date_of_rule) in replaced:
            yield f"10: two overrides of {date_of_rule} in {uid!r}"
        replaced.add((uid, date_of_rule))
        yield from _override_faults(event, masters.get(uid))


def _count_faults(event: Component) -> Iterator[str]:
    for name, requirement in _ONE_EACH.items():
        if len(event.all(name)) != 1 or not event.value(name):
            yield f"{requirement}: {name} is not there exactly once"
    for name, requirement in _AT_MOST_ONE.items():
        if len(event.all(name)) > 1:
            yield f"{requirement}: {name} is there more than once"
    for name, requirement in _FORBIDDEN.items():
        if event.all(name):
            yield f"{requirement}: {name} is not wanted"


def _identity_faults(event: Component) -> Iterator[str]:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", event.value("UID")) or re.search(r"\d{8}T\d{6}", event.value("UID")):
        yield "6: the UID holds a host, an address or a time"
    for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED"):
        if not is_stamp(event.value(name)):
            yield f"7: {name} is not in UTC"
    if event.value("DTSTAMP") != event.value("LAST-MODIFIED"):
        yield "7: DTSTAMP is not LAST-MODIFIED"
    if event.value("CREATED") > event.value("LAST-MODIFIED"):
        yield "7: created after its last change"
    if not re.fullmatch(r"\d+", event.value("SEQUENCE")):
        yield "7: SEQUENCE is no number"


def _word_faults(event: Component) -> Iterator[str]:
    if re.search(r"(?<!\\)(?:\\\\)*\\[nN]", event.value("LOCATION") + event.value("SUMMARY")):
        yield "11: SUMMARY or LOCATION has more than one line"
    for line in event.all("GEO"):
        numbers = re.fullmatch(r"(-?\d+(?:\.\d+)?);(-?\d+(?:\.\d+)?)", line.value)
        if numbers is None or abs(float(numbers[1])) > 90 or abs(float(numbers[2])) > 180:
            yield "11: GEO is no position"
    for line in event.all("CONFERENCE"):
        if line.parameters.get("VALUE") != "URI" or line.value not in event.value("DESCRIPTION"):
            yield "11: CONFERENCE lacks VALUE=URI, or its link is not in the description"
    if re.search(r"\s", event.value("URL")):
        yield "11: URL holds a space"
    if event.value("CLASS") not in {"", "PUBLIC"}:
        yield "11: CLASS hides the event"


def _standing_faults(event: Component, personal: bool) -> Iterator[str]:
    if event.value("STATUS") not in _STATUSES:
        yield "11: STATUS is no status"
    if event.value("TRANSP") not in {"OPAQUE", "TRANSPARENT"}:
        yield "11: TRANSP is neither OPAQUE nor TRANSPARENT"
    if event.value("STATUS") == "CANCELLED" and not personal:
        yield "10: a public feed says STATUS:CANCELLED, which some programs remove without a trace"
    if event.parts and not personal:
        yield "12: a public feed carries an alarm"
    if len(event.parts) > 1 or any(part.value("ACTION") != "DISPLAY" for part in event.parts):
        yield "12: more than one alarm, or one that does not only display"


def _span_faults(event: Component, start: Moment, end: Moment) -> Iterator[str]:
    if start.kind == "floating" or end.kind == "floating":
        yield "8: a time without a zone"
    if (start.kind, start.zone) != (end.kind, end.zone):
        yield "8: start and end are written in different ways"
    if end.wall <= start.wall:
        yield "8: the end is not after the start"
    if event.all("RRULE") and start.kind not in {"zone", "date"}:
        yield "8: a series without a zone"


def _rule_faults(event: Component, start: Moment, end: Moment) -> Iterator[str]:
    """Only the rules that every reader takes, begun on one of their own dates."""
    parts = dict(part.partition("=")[::2] for part in event.value("RRULE").split(";"))
    until = parts.pop("UNTIL", None)
    if parts.pop("WKST", "") != "MO":
        yield "9: WKST is not MO"
    rule = _plain_rule(parts)
    if rule is None:
        yield f"9: the rule {event.value('RRULE')} is not one that every reader takes"
        return
    yield from _start_faults(rule, start, end)
    if until is not None and not _is_last_start(rule, start, until):
        yield "9: UNTIL is not the last start of the rule, in UTC"
    for line in event.all("EXDATE"):
        if any(not _is_date_of(rule, start, replaced) for replaced in _each(line)):
            yield "10: EXDATE is no start of the rule, or not written like DTSTART"


def _start_faults(rule: Rule, start: Moment, end: Moment) -> Iterator[str]:
    days = list(islice(between(rule, start.day, start.day, start.day + timedelta(days=3000)), 12))
    if days[:1] != [start.day]:
        yield "8: DTSTART is not a date of the rule"
    if any(late - early < end.wall - start.wall for early, late in pairwise(days)):
        yield "8: longer than the time to the next date"
    if start.zone and is_doubtful(start.zone, start.wall.time()):
        yield "9: a series starts at an hour that a clock change skips or repeats"


def _override_faults(event: Component, master: Component | None) -> Iterator[str]:
    name = f"the override {event.value('RECURRENCE-ID')} of {event.value('UID')!r}"
    if master is None or not master.all("RRULE"):
        yield f"10: {name} has no series before it"
        return
    if event.all("RRULE", "EXDATE"):
        yield f"10: {name} has a rule of its own"
    start, rule = moment(master.all("DTSTART")[0]), _rule_of(master)
    if start is None or rule is None:
        return
    if "RANGE" in event.all("RECURRENCE-ID")[0].parameters:
        yield f"10: {name} speaks for later dates too"
    if not _is_date_of(rule, start, moment(event.all("RECURRENCE-ID")[0])):
        yield f"10: {name} is no start of the rule, or not written like DTSTART"
    if event.value("RECURRENCE-ID") in {value for line in master.all("EXDATE") for value in line.value.split(",")}:
        yield f"10: {name} is left out and there at once"


def _plain_rule(parts: dict[str, str]) -> Rule | None:
    """The rule, if it is one of the few kinds that every reader takes."""
    kinds = (
        {"FREQ": r"WEEKLY", "BYDAY": r"(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*"},
        {"FREQ": r"MONTHLY", "BYDAY": r"(?:[1-4]|-1)(?:MO|TU|WE|TH|FR|SA|SU)"},
        {"FREQ": r"MONTHLY", "BYMONTHDAY": r"[1-9]|1\d|2[0-8]"},
        {"FREQ": r"YEARLY"},
    )
    asked = {name: value for name, value in parts.items() if name != "INTERVAL"}
    fits = [
        kind.keys() == asked.keys() and all(re.fullmatch(kind[name], asked[name]) for name in kind) for kind in kinds
    ]
    if not any(fits) or not _INTERVAL.fullmatch(parts.get("INTERVAL", "1")):
        return None
    try:
        return parse(";".join(f"{name}={value}" for name, value in parts.items()))
    except BadRule:
        return None


def _rule_of(master: Component) -> Rule | None:
    parts = dict(part.partition("=")[::2] for part in master.value("RRULE").split(";"))
    return _plain_rule({name: value for name, value in parts.items() if name not in {"UNTIL", "WKST"}})


def _is_last_start(rule: Rule, start: Moment, until: str) -> bool:
    """Is UNTIL the start, in UTC, of a date of the rule? A day for whole days."""
    if start.kind == "date":
        return bool(re.fullmatch(r"\d{8}", until)) and is_on(rule, start.day, date.fromisoformat(until))
    if not is_stamp(until):
        return False
    local = datetime.fromisoformat(until).astimezone(UTC).astimezone(ZoneInfo(start.zone))
    return local.time() == start.wall.time() and is_on(rule, start.day, local.date())


def _is_date_of(rule: Rule, start: Moment, other: Moment | None) -> bool:
    """Is it a start of the rule, in the same form?"""
    if other is None or (other.kind, other.zone) != (start.kind, start.zone):
        return False
    same_time = other.wall.time() == start.wall.time()
    return same_time and (rule.freq is Freq.DATES or is_on(rule, start.day, other.day))


def _each(line: Line) -> list[Moment | None]:
    """The dates of a list."""
    return [moment(Line(line.number, line.name, line.parameters, value)) for value in line.value.split(",")]


def _first(event: Component, name: str) -> Line | None:
    return next(iter(event.all(name)), None)
