"""Looking after listings and venues."""

from typing import Any

from app.directory.models import Listing
from app.directory.rules.status import Status
from tests.access.rows import Case, Form, Row

LISTINGS = ("mill", "dale")
EVERY_LISTING = ("mill", "quay", "dale", "wire", "stray")
HALLS = ("mill hall", "dale hall")
EVERY_HALL = ("mill hall", "quay hall", "dale hall", "barn")
PARTS = (*LISTINGS, "mill with parts of quay")
HALL_PARTS = (*HALLS, "mill hall with parts of dale hall")
WORDS = {"name": "Another name", "audience": "open", "languages": ["en"], "routes": ["na"]}
TIMES = {"how": "weekly", "days": ["1"], "start": "18:00", "end": "19:00", "first": "2026-12-22", "step": "save"}
DOOR = {
    "directions": "The blue door",
    "step_free": "yes",
    "accessible_toilet": "unknown",
    "hearing_loop": "no",
    "parking": "",
}


def seen(**form: Any) -> Form:
    """A form that carries the newest act on its thing."""
    return lambda case: {"seen": case.ids.get("seen", "")} | form


def checked(case: Case) -> dict[str, Any]:
    """The form of whoever has looked at what was reported."""
    return {"seen": case.ids.get("seen", ""), "checked": case.ids.get("report_id", "")}


def ended(case: Case) -> None:
    """The listing is over."""
    case.session.get_one(Listing, case.ids["listing_id"]).status = Status.ENDED
    case.session.commit()


ROWS = {
    "care.in_care": Row("listing.care.read", ("lists of care",)),
    "care.listing": Row("listing.care.read", EVERY_LISTING),
    "care.confirm": Row("listing.confirm", EVERY_LISTING, checked, "revision"),
    "care.words": Row("listing.edit", LISTINGS),
    "care.save_words": Row("listing.edit", LISTINGS, seen(**WORDS), "revision"),
    "care.undo": Row("listing.undo", PARTS, {}, "revision"),
    "care_times.times": Row("listing.edit", LISTINGS),
    "care_times.one_time": Row("listing.edit", PARTS),
    "care_times.save_time": Row("listing.edit", PARTS, seen(**TIMES), "revision"),
    "care_times.remove_time": Row("listing.edit", PARTS, seen(), "revision"),
    "care_dates.cancel": Row("listing.dates", PARTS),
    "care_dates.save_cancelled": Row("listing.dates", PARTS, seen(note="Shut for a day"), "one_off"),
    "care_dates.move": Row("listing.dates", PARTS),
    "care_dates.save_moved": Row(
        "listing.dates", PARTS,
        lambda case: {"seen": case.ids["seen"], "to_day": "2026-12-29", "start": "18:00", "end": "19:00",
                      "venue": case.ids["venue_id"]},
        "one_off",
    ),
    "care_dates.as_usual": Row("listing.dates", PARTS, seen(), "one_off", values={"day": "2027-01-04"}),
    "care_dates.held": Row("listing.dates", PARTS, seen(), "one_off", values={"day": "2026-12-28"}),
    "care_differing.extra": Row("listing.dates", LISTINGS),
    "care_differing.save_extra": Row(
        "listing.dates", LISTINGS, seen(to_day="2027-01-16", start="18:00", end="19:00"), "one_off"
    ),
    "care_differing.note": Row("listing.dates", PARTS),
    "care_differing.save_note": Row("listing.dates", PARTS, seen(note="Bring a plate"), "one_off"),
    "care_differing.holidays": Row("listing.edit", LISTINGS),
    "care_differing.save_holidays": Row("listing.edit", LISTINGS, seen(bank_holiday="closed"), "revision"),
    "care_standing.pause": Row("listing.status", LISTINGS),
    "care_standing.save_pause": Row("listing.status", LISTINGS, seen(until="2027-02-01"), "revision"),
    "care_standing.end": Row("listing.status", LISTINGS),
    "care_standing.save_end": Row("listing.status", LISTINGS, seen(), "revision"),
    "care_standing.bring_back": Row("listing.status", LISTINGS, seen(), "revision", prepare=ended),
    "care_venues.venues": Row("venue.close", ("lists of care",)),
    "care_venues.venue": Row("venue.edit", EVERY_HALL),
    "care_venues.door": Row("venue.edit", HALLS),
    "care_venues.save_door": Row("venue.edit", EVERY_HALL, seen(**DOOR), "revision"),
    "care_venues.undo": Row("venue.edit", (*HALL_PARTS, "mill hall shut"), {}, "revision"),
    "care_closures.close": Row("venue.close", HALLS),
    "care_closures.save_closed": Row(
        "venue.close", HALLS, seen(first="2027-02-01", last="2027-02-02", step="save"), "venue_closure"
    ),
    "care_closures.open_again": Row("venue.close", HALL_PARTS, seen(), "venue_closure"),
    "care_reports.reports": Row("report.read", ("lists of care",)),
    "care_reports.report": Row("report.settle", EVERY_LISTING),
    "care_reports.save_settled": Row("report.settle", LISTINGS, seen(outcome="fixed"), "report"),
}  # fmt: skip
