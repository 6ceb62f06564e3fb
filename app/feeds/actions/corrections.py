"""What a person has corrected on a listing stays, whatever its list says later; the report of the import tells so."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from app.directory.actions.snapshots import of_listing
from app.directory.models import Listing
from app.directory.rules.status import Status
from app.feeds.rules import may_overwrite, straight
from app.feeds.sources.reading import ReadListing, ReadRule, ReadStatus, Warning

CODE = "kept_correction"
TIMES = "times"
WRITTEN = frozenset({"name", "summary", "note", "website", "audience", "open_weeks", "status", "status_note", "routes",
                     "languages"})  # fmt: skip
"""The fields of a listing, besides its times, that a list writes and a person may correct."""
TOLD = "A person has corrected this since ({field}), and it stays as they left it. Please correct the list."


def kept(listing: Listing, corrected: Collection[str]) -> dict[str, Any]:
    """The corrected fields of a listing as we hold them, to be put back after its list was written over it."""
    held = of_listing(listing)
    return {name: held[name] for name in corrected if name in WRITTEN}


def warnings(listing: Listing, told: ReadListing, corrected: Collection[str]) -> Iterator[Warning]:
    """One for each corrected field of which the list says something else."""
    held = of_listing(listing) | {TIMES: [_times(each) for each in listing.series]}
    for name, value in _said(told).items():
        is_blank = value == "" and not may_overwrite(str(held[name]), "", confirmed_by_person=True)
        if name in corrected and not is_blank and _same(held[name]) != _same(value):
            yield Warning(told.row, name, CODE, TOLD.format(field=name.replace("_", " ")))


def _said(told: ReadListing) -> Mapping[str, Any]:
    """What the list says of the fields that a person may correct, as plain values."""
    return {
        "name": told.name,
        "summary": told.group_notes,
        "note": told.notes,
        "website": told.url,
        "audience": told.audience.value,
        "open_weeks": list(told.open_weeks),
        "status": (Status.PAUSED if told.status is ReadStatus.PAUSED else Status.ACTIVE).value,
        "status_note": told.status_note,
        "routes": sorted(set(told.routes)),
        "languages": sorted(set(told.languages)),
        TIMES: [_times(each) for each in told.rules],
    }


def _times(rule: Any) -> tuple[object, ...]:
    text = rule.rrule if isinstance(rule, ReadRule) else rule.rule
    return (text, rule.start, rule.minutes, rule.zone, rule.until)


def _same(value: object) -> object:
    return straight(value) if isinstance(value, str) else value
