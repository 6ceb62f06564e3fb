"""The example world's cafés, roles, events and courses."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app.demo.rules import matching, moved
from app.demo.sources.drafts import (
    BEGINNING,
    Draft,
    OneOffDraft,
    Record,
    SeriesDraft,
    day_of,
    for_readers,
    records,
    ruled,
    span,
)
from app.directory.rules.timetable import Audience, BankHoliday, Change, Kind
from app.kernel.words import slug

WEEKDAYS = {"mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}
DAY_MINUTES = 24 * 60


def cafes(shift: timedelta) -> list[Draft]:
    """Every café and drop-in, one series for each pattern of hours."""
    return [_cafe(record, shift) for record in records("cafes")]


def roles(shift: timedelta) -> list[Draft]:
    """Every volunteering role, one series for each shift."""
    return [_role(record, shift) for record in records("volunteering")]


def events(shift: timedelta) -> list[Draft]:
    """Every event."""
    return [_event(record, shift) for record in records("events")]


def courses(shift: timedelta) -> list[Draft]:
    """Every course, its sessions as listed dates."""
    return [_course(record, shift) for record in records("courses")]


def _cafe(record: Record, shift: timedelta) -> Draft:
    series = _opening(record, shift)
    return Draft(
        key=record["id"],
        kind=Kind.CAFE,
        slug=_slug(record["name"]),
        name=record["name"],
        venue=record["venue_id"],
        organisation=record["organisation_id"],
        series=series,
        one_offs=_closed(record["closed"], series, shift),
        marks=("children",) if record["children"].startswith("welcome") else (),
        fields={
            "in_person": True,
            "audience": Audience.OPEN,
            "bank_holiday": BankHoliday.ASK,
            "children": record["children"],
            "pets": record["pets"],
            "booking": record["booking"],
            "cost": "Free to come in",
            "facts": {"offers": record["offers"], "alcohol_free": record["alcohol_free"], "drop_in": record["drop_in"]},
            "contact_email": record["email"],
            "contact_phone": record["phone"],
            "contact_public": True,
            "confirmed_on": day_of(record["last_confirmed"]) + shift,
            "confirmed_by": "the café",
        },
    )


def _opening(record: Record, shift: timedelta) -> tuple[SeriesDraft, ...]:
    """One series for each pattern of hours, by the first weekday that has it and then by the hour."""
    ranges: dict[str, list[str]] = defaultdict(list)
    for day, code in WEEKDAYS.items():
        for one in sorted(record["opening_hours"].get(day, ())):
            ranges[one].append(code)
    series = []
    for hours, days in ranges.items():
        rule, first, _ = ruled(record["rrule"] or f"FREQ=WEEKLY;BYDAY={','.join(days)}", BEGINNING, shift)
        series.append(SeriesDraft(*span(*hours.split("-")), first, rule))
    return tuple(series)


def _closed(days: Sequence[str], series: Sequence[SeriesDraft], shift: timedelta) -> tuple[OneOffDraft, ...]:
    """Closed dates, each on the nearest day that the café would have been open."""

    def is_open(day: date) -> bool:
        return any(one.is_on(day) for one in series)

    found = {matching(day_of(text), shift, is_open) for text in days}
    return tuple(OneOffDraft(day, Change.CANCELLED, note="Closed that day.") for day in sorted(filter(None, found)))


def _role(record: Record, shift: timedelta) -> Draft:
    opens = day_of(record["opens"]) + shift
    closes = day_of(record["closes"]) + shift if record["closes"] else None
    series = []
    for one in record["shifts"]:
        rule, _, _ = ruled(one["rrule"], opens, timedelta())
        series.append(SeriesDraft(*span(one["start"], one["end"]), opens, rule, until=closes))
    wanted = ("requirements", "dbs_check", "training", "expenses")
    return Draft(
        key=record["id"],
        kind=Kind.VOLUNTEERING,
        slug=_slug(record["title"]),
        name=record["title"],
        venue=record["venue_id"],
        organisation=record["organisation_id"],
        series=tuple(series),
        fields={
            "summary": record["summary"],
            "in_person": bool(record["venue_id"]),
            "audience": Audience.OPEN,
            "facts": {name: record[name] for name in wanted} | {"closes": closes.isoformat() if closes else ""},
            "contact_email": record["contact_email"],
            "contact_public": True,
        },
    )


def _event(record: Record, shift: timedelta) -> Draft:
    series = _all_day(record, shift) if record["all_day"] else _timed(record, shift)
    closed = (matching(day_of(text), shift, series.is_on) for text in record["except_dates"])
    return Draft(
        key=record["id"],
        kind=Kind.EVENT,
        slug=_slug(record["title"]),
        name=record["title"],
        venue=record["venue_id"],
        organisation=record["organisation_id"],
        series=(series,),
        one_offs=tuple(OneOffDraft(day, Change.CANCELLED, note="Not this time.") for day in closed if day),
        marks=("women",) if "for women" in record["title"] else (),
        fields={
            "in_person": record["attendance"] != "online",
            "online": record["attendance"] != "in_person",
            "join_url": record["online_url"],
            "audience": Audience.OPEN,
            "bank_holiday": BankHoliday.AS_USUAL,
            "note": for_readers(record["note"]),
            "status_note": for_readers(record["status_note"]),
            "booking": "Book a place first." if record["booking_required"] else "Just turn up.",
            "facts": {"places": record["capacity"], "alcohol_free": record["alcohol_free"]},
            "contact_email": record["contact_email"],
            "contact_public": True,
        },
    )


def _timed(record: Record, shift: timedelta) -> SeriesDraft:
    starts, ends = datetime.fromisoformat(record["start"]), datetime.fromisoformat(record["end"])
    minutes = int((ends - starts).total_seconds() // 60)
    if record["rrule"]:
        rule, first, until = ruled(record["rrule"], starts.date(), shift)
        return SeriesDraft(starts.time(), minutes, first, rule, until=until)
    day = moved(starts.date(), shift)
    return SeriesDraft(starts.time(), minutes, day, dates=(day,))


def _all_day(record: Record, shift: timedelta) -> SeriesDraft:
    first, last = day_of(record["start"]), day_of(record["end"])
    day = moved(first, shift)
    return SeriesDraft(time(), ((last - first).days + 1) * DAY_MINUTES, day, dates=(day,), all_day=True)


def _course(record: Record, shift: timedelta) -> Draft:
    hours: dict[tuple[str, str], list[date]] = defaultdict(list)
    for session in record["sessions"]:
        hours[session["start"], session["end"]].append(day_of(session["date"]) + shift)
    return Draft(
        key=record["id"],
        kind=Kind.COURSE,
        slug=_slug(record["title"]),
        name=record["title"],
        venue=record["venue_id"],
        organisation=record["organisation_id"],
        series=tuple(SeriesDraft(*span(*ends), min(days), dates=tuple(days)) for ends, days in sorted(hours.items())),
        fields={
            "in_person": bool(record["venue_id"]),
            "audience": Audience.OPEN,
            "bank_holiday": BankHoliday.AS_USUAL,
            "note": for_readers(record["note"]),
            "cost": "Free" if record["cost"] == "free" else record["cost"],
            "booking": "Ask for a place: get in touch before the first session.",
            "facts": {name: record[name] for name in ("level", "places", "waiting_list")},
            "contact_email": record["contact_email"],
            "contact_public": True,
        },
    )


def _slug(name: str) -> str:
    return slug(name.removesuffix(" (example)"))
