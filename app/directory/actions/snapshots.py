"""A listing or a venue told as plain values, field by field, and put back from them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any

from sqlalchemy.orm import Session

from app.directory.actions.listings import describe
from app.directory.models import Listing, OneOff, Report, Series
from app.directory.rules.describing import LANGUAGE, MARK, ROUTE
from app.directory.rules.editing.changes import CLOSURE, DAY, REPORT, Plain
from app.directory.rules.schedule import Audience, BankHoliday, Change
from app.directory.rules.status import Status
from app.places.models import Access, Venue, VenueClosure

TEXTS = ("name", "summary", "note", "room", "cost", "booking", "children", "pets", "website", "contact_email",
         "contact_phone", "contact_public", "status_note", "confirmed_by")  # fmt: skip
DOOR_TEXTS = ("directions", "door_sign", "transport", "parking")
ACCESS = ("step_free", "accessible_toilet", "hearing_loop")
AS_KEPT: Mapping[str, Callable[[Any], Any]] = {
    "audience": Audience,
    "status": Status,
    "open_weeks": list,
    "bank_holiday": BankHoliday,
    "paused_until": lambda day: date.fromisoformat(day) if day else None,
    "confirmed_on": lambda day: date.fromisoformat(day) if day else None,
    **dict.fromkeys(ACCESS, Access),
}
"""How a plain value becomes the column's own; texts are as they are."""


def of_listing(listing: Listing) -> Plain:
    """All that an editor may change on a listing."""
    told: Plain = {name: getattr(listing, name) for name in TEXTS}
    told |= {"audience": listing.audience.value, "open_weeks": list(listing.open_weeks)}
    told["bank_holiday"] = listing.bank_holiday.value
    told |= {"status": listing.status.value, "paused_until": _day(listing.paused_until)}
    told |= {"confirmed_on": _day(listing.confirmed_on), "times": [of_series(each) for each in listing.series]}
    told |= {"routes": listing.codes(ROUTE), "languages": listing.codes(LANGUAGE)}
    days: defaultdict[str, list[Plain]] = defaultdict(list)
    for change in sorted(listing.one_offs, key=lambda each: (each.day, each.series_id or "", each.change)):
        days[f"{DAY}{change.day}"].append(_of_one_off(change))
    return told | days


def of_venue(venue: Venue) -> Plain:
    """All that an editor may change on a venue."""
    told: Plain = {name: getattr(venue, name) for name in DOOR_TEXTS}
    told |= {name: getattr(venue, name).value for name in ACCESS}
    return told | {f"{CLOSURE}{each.id}": of_closure(each) for each in venue.closures}


def of_series(series: Series) -> Plain:
    """A series as plain values; `id` and `uid` are its names and never change."""
    return {
        "id": series.id,
        "uid": series.uid,
        "rule": series.rule,
        "dates": list(series.dates),
        "first": series.first.isoformat(),
        "until": _day(series.until),
        "season": series.season,
        "start": series.start.isoformat("minutes"),
        "minutes": series.minutes,
        "all_day": series.all_day,
        "zone": series.zone,
    }


def of_closure(closure: VenueClosure) -> Plain:
    """A closure as plain values."""
    return {"first": closure.first.isoformat(), "last": closure.last.isoformat(), "reason": closure.reason}


def of_report(report: Report) -> Plain:
    """How a report was settled, as plain values."""
    return {"what": report.what, "outcome": report.outcome, "on": _day(report.settled_on), "by": report.settled_by}


def put_listing(session: Session, listing: Listing, fields: Mapping[str, Any]) -> None:
    """Give these fields of a listing the plain values told before."""
    for name, value in fields.items():
        if name in TEXTS or name in AS_KEPT:
            setattr(listing, name, AS_KEPT.get(name, lambda same: same)(value))
        if name.startswith(REPORT):
            _put_report(session, name.removeprefix(REPORT), value)
    if "routes" in fields or "languages" in fields:
        spoken = fields.get("languages", listing.codes(LANGUAGE))
        describe(listing, fields.get("routes", listing.codes(ROUTE)), listing.codes(MARK), spoken)
    days = {name.removeprefix(DAY) for name in fields if name.startswith(DAY)}
    listing.one_offs[:] = [each for each in listing.one_offs if each.day.isoformat() not in days]
    session.flush()
    if "times" in fields:
        put_times(session, listing, fields["times"])
    for day in sorted(days):
        listing.one_offs.extend(_one_off(each, day) for each in fields[f"{DAY}{day}"] or ())
    session.flush()


def put_venue(session: Session, venue: Venue, fields: Mapping[str, Any], listings: Iterable[Listing]) -> None:
    """Give these fields of a venue the plain values told before; `listings` are all that are held there."""
    for name, value in fields.items():
        if name in DOOR_TEXTS or name in ACCESS:
            setattr(venue, name, AS_KEPT.get(name, str)(value))
        if name.startswith(CLOSURE):
            _put_closure(session, venue, name.removeprefix(CLOSURE), value)
    if "step_free" in fields:
        for listing in listings:
            _follow_steps(listing, venue)
    session.flush()


def put_times(session: Session, listing: Listing, wanted: list[Plain]) -> None:
    """Give a listing these series, in this order. One that it has already keeps its names, one that went comes back
    with them; changes of single dates of a series that goes, go with it."""
    held = {series.id: series for series in listing.series}
    kept = [each.get("id") for each in wanted]
    listing.one_offs[:] = [each for each in listing.one_offs if each.series_id is None or each.series_id in kept]
    session.flush()
    for gone in [series for series in listing.series if series.id not in kept]:
        listing.series.remove(gone)
    for place, each in enumerate(wanted):
        series = held.get(each.get("id", ""))
        if series is None:
            series = Series(**{name: each[name] for name in ("id", "uid") if each.get(name)})
            listing.series.append(series)
        series.position, series.rule, series.dates = place, each["rule"], list(each["dates"])
        series.first, series.season = date.fromisoformat(each["first"]), each["season"]
        series.until = date.fromisoformat(each["until"]) if each["until"] else None
        series.start, series.minutes = time.fromisoformat(each["start"]), each["minutes"]
        series.all_day, series.zone = each["all_day"], each["zone"]
    listing.series.sort(key=lambda series: series.position)
    session.flush()


def _follow_steps(listing: Listing, venue: Venue) -> None:
    """A listing is marked step-free if its venue is: people search by the mark."""
    if listing.venue_id == venue.id and listing.in_person:
        marks = set(listing.codes(MARK)) - {"step_free"}
        describe(listing, listing.codes(ROUTE), marks, listing.codes(LANGUAGE))


def _put_closure(session: Session, venue: Venue, closure_id: str, value: Mapping[str, Any] | None) -> None:
    found = next((each for each in venue.closures if each.id == closure_id), None)
    if value is None:
        if found:
            venue.closures.remove(found)
            session.delete(found)
        return
    if found is None:
        found = VenueClosure(id=closure_id)
        venue.closures.append(found)
    found.first, found.last = date.fromisoformat(value["first"]), date.fromisoformat(value["last"])
    found.reason = value["reason"]


def _put_report(session: Session, report_id: str, value: Mapping[str, Any]) -> None:
    report = session.get_one(Report, report_id)
    report.outcome, report.settled_by = value["outcome"], value["by"]
    report.settled_on = date.fromisoformat(value["on"]) if value["on"] else None


def _of_one_off(change: OneOff) -> Plain:
    return {
        "series_id": change.series_id,
        "change": change.change.value,
        "to_day": _day(change.to_day),
        "start": change.start.isoformat("minutes") if change.start else None,
        "minutes": change.minutes,
        "venue_id": change.venue_id,
        "note": change.note,
    }


def _one_off(value: Mapping[str, Any], day: str) -> OneOff:
    return OneOff(
        day=date.fromisoformat(day),
        series_id=value["series_id"],
        change=Change(value["change"]),
        to_day=date.fromisoformat(value["to_day"]) if value["to_day"] else None,
        start=time.fromisoformat(value["start"]) if value["start"] else None,
        minutes=value["minutes"],
        venue_id=value["venue_id"],
        note=value["note"],
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
