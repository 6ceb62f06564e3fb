"""The example world's meetings and their exceptions."""

from datetime import date, timedelta

from app.demo.rules import is_named, matching, moved
from app.demo.sources.drafts import Draft, OneOffDraft, Record, SeriesDraft, day_of, for_readers, records, ruled, span
from app.directory.rules.status import Status
from app.directory.rules.timetable import Audience, BankHoliday, Change, Kind
from app.directory.rules.vocabulary import from_alias

ROUTES = {"LERO": "peer-led"}
AUDIENCES = {
    "open": Audience.OPEN,
    "closed": Audience.CLOSED,
    "closed_with_open_weeks": Audience.OPEN_WEEKS,
}
HOLIDAYS = {"closed": BankHoliday.CLOSED, "as usual": BankHoliday.AS_USUAL, "check": BankHoliday.ASK}
STATES = {"temporarily_closed": Status.PAUSED, "ended": Status.ENDED}
CHANGES = {
    "cancelled": Change.CANCELLED,
    "time": Change.TIME,
    "venue": Change.VENUE,
    "attendance": Change.ONLINE_ONLY,
    "note": Change.NOTE,
}
SUMMER = "04-01/10-31"
WELCOMES_MEDICATION = ("prescribed medication", "substitution treatment")


def meetings(shift: timedelta) -> list[Draft]:
    """Every meeting, carried along by `shift`."""
    return [_meeting(record, shift) for record in records("meetings")]


def _meeting(record: Record, shift: timedelta) -> Draft:
    route = ROUTES.get(record["fellowship"], record["fellowship"].lower())
    series = _series(record, shift)
    attendance = record["attendance"]
    return Draft(
        key=record["id"],
        kind=Kind.MEETING,
        slug=record["slug"],
        name=record["name"],
        venue=record["venue_id"],
        organisation=record["organisation_id"],
        series=(series,),
        one_offs=tuple(
            change
            for said in records("meeting-exceptions")
            if said["meeting_id"] == record["id"]
            for change in _one_off(said, series, shift)
        ),
        routes=(route,),
        marks=_marks(record, route),
        languages=tuple(record["languages"]),
        fields={
            "room": record["room"],
            "in_person": attendance != "online",
            "online": attendance != "in_person",
            "join_url": record["online_url"],
            "join_note": record["online_note"],
            "audience": AUDIENCES[record["access"]],
            "open_weeks": record["open_weeks"],
            "bank_holiday": HOLIDAYS[record["bank_holiday"]],
            "note": for_readers(record["note"]),
            "status": STATES.get(record["status"], Status.ACTIVE),
            "status_note": for_readers(record["status_note"]),
            "contact_email": record["contact_email"],
            "contact_phone": record["contact_phone"],
            "contact_public": True,
            "confirmed_on": day_of(record["last_confirmed"]) + shift,
            "confirmed_by": "the group",
        },
    )


def _series(record: Record, shift: timedelta) -> SeriesDraft:
    start, minutes = span(record["start"], record["end"])
    rule, first, until = ruled(record["rrule"], day_of(record["first_date"]), shift)
    ends = until or (day_of(record["until"]) + shift if record["until"] and not record["season"] else None)
    return SeriesDraft(start, minutes, first, rule, until=ends, season=SUMMER if record["season"] else "")


def _marks(record: Record, route: str) -> tuple[str, ...]:
    found = {from_alias(route, word) for word in record["formats"]}
    if any(words in record["note"] for words in WELCOMES_MEDICATION):
        found.add("medication")
    return tuple(sorted(mark for mark in found if mark))


def _one_off(said: Record, series: SeriesDraft, shift: timedelta) -> list[OneOffDraft]:
    """An exception where its series now has a matching date; a named day's other time becomes an extra date."""
    told, change = day_of(said["date"]), CHANGES[said["change"]]
    day: date | None = matching(told, shift, series.is_on)
    start, minutes = span(said["start"], said["end"]) if "start" in said else (None, None)
    if day is None and is_named(told) and change is Change.TIME:
        day, change = moved(told, shift), Change.EXTRA
    if day is None:
        return []
    return [OneOffDraft(day, change, start, minutes, said.get("venue_id", ""), said["reason"])]
