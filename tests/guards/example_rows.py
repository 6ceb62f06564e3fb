"""One row of every table, with its references, as of the revision that made the table; the history is walked with these
in place. Columns that are not named here are filled in by their type."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Table

Row = tuple[str, dict[str, Any]]

EXAMPLES: dict[str, list[Row]] = {
    "0001": [
        ("area", {"id": "area"}),
        ("organisation", {"id": "organisation"}),
        ("source", {"id": "source"}),
        ("venue", {"id": "venue", "area_id": "area", "source_id": "source", "latitude": 53.7, "longitude": -1.9}),
        ("venue_closure", {"id": "closure", "venue_id": "venue"}),
        (
            "listing",
            {"id": "listing", "organisation_id": "organisation", "venue_id": "venue", "in_person": True},
        ),
        ("listing_trait", {"listing_id": "listing"}),
        ("series", {"id": "series", "listing_id": "listing", "minutes": 60}),
        ("one_off", {"id": "one-off", "listing_id": "listing", "series_id": "series", "venue_id": "venue"}),
    ],
    "0002": [
        ("diary_span", {"id": 1}),
        ("card", {"listing_id": "listing"}),
        ("diary", {"id": 1, "listing_id": "listing"}),
        ("report", {"id": "report", "listing_id": "listing"}),
    ],
    "0003": [
        ("audit_event", {"seq": 1}),
        ("key_mark", {"id": 1}),
        ("letter", {"id": "letter"}),
        ("attempt", {}),
    ],
    "0004": [
        ("person", {"id": "person"}),
        ("holding", {"id": "holding", "person_id": "person", "organisation_id": "organisation"}),
        ("appointment", {"id": "appointment", "holding_id": "holding"}),
        ("signed_in", {"id": "signed-in", "person_id": "person"}),
        ("entry_code", {"id": "entry-code", "person_id": "person"}),
        ("invitation", {"id": "invitation", "organisation_id": "organisation"}),
        ("passkey", {"id": "passkey", "person_id": "person"}),
        ("recovery_code", {"id": "recovery-code", "person_id": "person"}),
        ("ceremony", {"id": "ceremony", "person_id": "person"}),
        ("organisation_area", {"organisation_id": "organisation", "area_id": "area"}),
    ],
    "0005": [
        ("representative", {"holding_id": "holding", "listing_id": "listing"}),
        ("revision", {"id": "revision", "listing_id": "listing"}),
    ],
    "0006": [
        ("consent", {"id": "consent", "person_id": "person"}),
        ("glass", {"id": "glass", "subject_id": "person", "organisation_id": "organisation"}),
    ],
    "0007": [("way_back", {"id": "way-back", "person_id": "person", "organisation_id": "organisation"})],
    "0008": [
        ("complaint", {"id": "complaint", "organisation_id": "organisation"}),
        ("incident", {"id": "incident", "organisation_id": "organisation", "touches": []}),
    ],
    "0009": [("edition", {"id": 1})],
    "0010": [("lease", {"name": "minder"}), ("job_state", {"name": "diary"})],
    "0011": [
        ("safe_contact", {"id": "safe-contact", "person_id": "person", "channel": "email"}),
        ("inbox_note", {"id": "inbox-note", "person_id": "person"}),
        ("stopped", {"person_id": "person", "kind": "confirm_due"}),
    ],
    "0012": [
        ("saved", {"id": "saved", "person_id": "person", "listing_id": "listing"}),
        ("feed_key", {"id": "feed-key", "person_id": "person"}),
    ],
    "0013": [("digest_reader", {"id": "digest-reader", "area_id": "area"})],
    "0014": [("own_words", {"id": "own-words", "organisation_id": "organisation"})],
    "0015": [("push_phone", {"id": "push-phone", "person_id": "person"})],
    "0016": [
        ("linkage", {"id": "linkage", "organisation_id": "organisation", "person_id": "person", "state": "received"}),
        ("linkage_happening", {"id": "happening", "linkage_id": "linkage"}),
        ("linkage_task", {"id": "task", "linkage_id": "linkage"}),
        ("linkage_timer", {"id": "timer", "linkage_id": "linkage"}),
    ],
    "0017": [
        ("offer_round", {"id": "round", "linkage_id": "linkage"}),
        ("offer", {"id": "offer", "round_id": "round", "linkage_id": "linkage", "champion_id": "person"}),
        ("walk", {"id": "walk", "linkage_id": "linkage", "champion_id": "person"}),
    ],
    "0018": [
        ("contact_attempt", {"id": "attempt", "linkage_id": "linkage", "by_id": "person"}),
        ("plan", {"id": "plan", "linkage_id": "linkage", "walk_id": "walk", "listing_id": "listing"}),
    ],
    "0019": [
        ("champion", {"id": "champion", "holding_id": "holding", "supervisor_id": "person", "minutes": 30}),
        (
            "champion_application",
            {"id": "application", "organisation_id": "organisation", "invitation_id": "invitation"},
        ),
        ("champion_slot", {"id": "slot", "champion_id": "champion"}),
        ("champion_away", {"id": "away", "champion_id": "champion"}),
        ("champion_check", {"id": "check", "champion_id": "champion"}),
        ("champion_course", {"id": "course", "champion_id": "champion"}),
        ("supervision", {"id": "supervision", "champion_id": "champion"}),
    ],
    "0021": [
        ("concern", {"id": "concern", "organisation_id": "organisation"}),
        ("concern_note", {"id": "concern-note", "concern_id": "concern"}),
        ("concern_person", {"id": "concern-person", "concern_id": "concern", "person_id": "person"}),
        ("hold_lifted", {"id": "hold-lifted", "organisation_id": "organisation", "person_id": "person"}),
        ("shift", {"id": "shift", "organisation_id": "organisation", "person_id": "person"}),
        ("block", {"id": "block", "by_id": "person"}),
        ("exclusion", {"id": "exclusion", "organisation_id": "organisation"}),
    ],
    "0024": [
        ("walk_line", {"id": "line", "linkage_id": "linkage", "walk_id": "walk"}),
        ("line_report", {"id": "line-report", "line_id": "line", "concern_id": "concern"}),
    ],
    "0026": [
        ("check_up_course", {"id": "course", "linkage_id": "linkage"}),
        ("check_up", {"id": "check-up", "course_id": "course"}),
    ],
    "0027": [("safety_card", {"id": "card", "person_id": "person"})],
    "0028": [
        ("absence", {"id": "absence", "organisation_id": "organisation", "person_id": "person", "cover_id": "person"})
    ],
    "0029": [("home_watch", {"id": "watch", "organisation_id": "organisation", "champion_id": "person"})],
    "0031": [("handover", {"id": "handover", "linkage_id": "linkage", "organisation_id": "organisation"})],
    "0033": [("new_contact", {"id": "new-contact", "person_id": "person"})],
    "0034": [("linkage_count", {"id": "count", "organisation_id": "organisation"})],
    "0036": [
        ("expense", {"id": "expense", "organisation_id": "organisation", "person_id": "person", "plan_id": "plan"})
    ],
    "0039": [("barred", {"id": "barred", "organisation_id": "organisation", "person_id": "person"})],
    "0043": [("learner", {"id": "learner", "plan_id": "plan", "person_id": "person", "watch_id": "watch"})],
    "0047": [("concern_stop", {"id": "concern-stop", "concern_id": "concern", "person_id": "person"})],
    "0048": [("plan_change", {"id": "change", "plan_id": "plan", "listing_id": "listing"})],
}
"""Revision to rows, parents first."""

FILLERS: dict[type, Any] = {
    str: "",
    bytes: b"",
    int: 0,
    float: 0.0,
    bool: False,
    object: {},
    date: date(2026, 12, 21),
    datetime: datetime(2026, 12, 21, 18, tzinfo=UTC),
    time: time(18),
}


def filled(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row with a value for every column that must have one."""
    needed = {column.name: FILLERS[column.type.python_type] for column in table.columns if not column.nullable}
    return needed | row
