"""Names for listings that stay the same from one reading to the next, whatever the order of the rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.feeds.rules import what_it_is
from app.feeds.sources.findings import Findings
from app.feeds.sources.meeting_guide.envelope import Row
from app.feeds.sources.reading import ReadListing, Refusal
from app.feeds.sources.text import line

Pair = tuple[Row, ReadListing]


def with_keys(pairs: Sequence[Pair], findings: Findings) -> tuple[list[ReadListing], list[Refusal]]:
    """The listings with their keys: the slug; where that is missing or used twice, with the id, or with what the
    meeting is. A row that says the same as an earlier one down to its key is refused."""
    slugs = Counter(_text(row, "slug") for row, _ in pairs)
    taken: dict[str, int] = {}
    listings: list[ReadListing] = []
    refusals: list[Refusal] = []
    for row, listing in pairs:
        findings.row = listing.row
        key = _key(row, listing, slugs, findings)
        if key in taken:
            reason = f"The same meeting stands in row {taken[key]}. Remove one of the two."
            refusals.append(Refusal(listing.row, "slug", reason))
        else:
            taken[key] = listing.row
            listings.append(replace(listing, source_key=key))
    return listings, refusals


def _key(row: Row, listing: ReadListing, slugs: Counter[str], findings: Findings) -> str:
    slug, number = _text(row, "slug"), _text(row, "id")
    if slug and slugs[slug] == 1:
        return slug
    if slug:
        findings.warn("slug", "slug_repeated", f"The slug “{slug[:60]}” is used more than once.")
    else:
        findings.warn("slug", "slug_missing", "No slug; we made a key from what the meeting is.")
    return f"{slug}|{f'id {number}' if number else what_it_is(listing)}"


def _text(row: Row, field: str) -> str:
    """A slug or id as text; TSML gives numbers, sheets give texts."""
    return line(row.get(field), 200)
