"""Reads a Meeting Guide list (JSON, code4recovery/spec): bytes in, a `Reading` out, no row lost without a reason."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from app.feeds.rules import folded
from app.feeds.sources.findings import CannotRead, Findings
from app.feeds.sources.meeting_guide.envelope import rows_of
from app.feeds.sources.meeting_guide.keys import Pair, with_keys
from app.feeds.sources.meeting_guide.listing import listing_of
from app.feeds.sources.meeting_guide.times import check_zone
from app.feeds.sources.reading import Reading, ReadListing, Refusal
from app.feeds.sources.text import line

__all__ = ["read"]


def read(data: bytes, route: str, default_zone: str) -> Reading:
    """All meetings of a list. `route` is the fellowship whose codes the types are; `default_zone` an IANA name for rows
    without one. Raises `Unusable`, with the line where there is one, when the list as a whole cannot be read."""
    check_zone(default_zone)
    rows = rows_of(data)
    findings = Findings()
    pairs: list[Pair] = []
    refusals: list[Refusal] = []
    for findings.row, row in enumerate(rows, start=1):
        try:
            listing = listing_of(row, route, default_zone, findings)
        except CannotRead as error:
            slug = line(row.get("slug")) if isinstance(row, dict) else ""
            refusals.append(Refusal(findings.row, error.field, str(error), slug))
        else:
            pairs.append((row if isinstance(row, dict) else {}, listing))
    _compare(pairs, findings)
    listings, repeated = with_keys(pairs, findings)
    in_order = sorted([*refusals, *repeated], key=lambda refusal: refusal.row)
    warnings = sorted(findings.warnings, key=lambda warning: warning.row)
    return Reading(len(rows), tuple(listings), tuple(in_order), tuple(warnings), dict(findings.counts))


def _compare(pairs: list[Pair], findings: Findings) -> None:
    """Note what only shows when rows stand side by side."""
    _warn_of_twins(pairs, findings)
    _warn_of_sevens(pairs, findings)
    _warn_of_differing(
        pairs, "location_notes", lambda listing: listing.venue.address if listing.venue else "", findings
    )
    _warn_of_differing(pairs, "group_notes", lambda listing: listing.group, findings)


def _warn_of_twins(pairs: list[Pair], findings: Findings) -> None:
    """Two rows with the same name, days, time and address, under different slugs."""
    seen: dict[tuple[str, str, str], int] = {}
    for row, listing in pairs:
        address = folded(line(row.get("formatted_address")) or line(row.get("address")))
        what = (folded(listing.name), _when(listing), address)
        if address and what in seen:
            findings.row = listing.row
            findings.warn("name", "same_meeting", f"Same name, day, time and address as row {seen[what]}.")
        seen.setdefault(what, listing.row)


def _warn_of_sevens(pairs: list[Pair], findings: Findings) -> None:
    """Seven rows, alike but for the day, that mean one daily meeting."""
    alike: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for _, listing in pairs:
        rule = listing.rules[0]
        where = listing.venue.address if listing.venue else listing.join.url
        alike[folded(listing.name), f"{rule.start:%H:%M}", folded(where)].setdefault(rule.rrule, listing.row)
    for rows in alike.values():
        if len(rows) == 7:
            findings.row = min(rows.values())
            findings.warn("day", "daily_rows", "Seven rows, one for each day: one row with seven days would do.")


def _warn_of_differing(
    pairs: Iterable[Pair], field: str, shared_by: Callable[[ReadListing], str], findings: Findings
) -> None:
    """Rows that share an address or a group but not its note; each keeps its own."""
    first: dict[str, tuple[str, int]] = {}
    told: set[str] = set()
    for row, listing in pairs:
        name, note = folded(shared_by(listing)), folded(line(row.get(field), 4000))
        if not name or not note:
            continue
        other, where = first.setdefault(name, (note, listing.row))
        if other != note and name not in told:
            told.add(name)
            findings.row = listing.row
            findings.warn(field, "notes_differ", f"Another note than in row {where}, for the same place or group.")


def _when(listing: ReadListing) -> str:
    """Days and start of a listing."""
    return " ".join(f"{rule.rrule} {rule.start:%H:%M}" for rule in listing.rules)
