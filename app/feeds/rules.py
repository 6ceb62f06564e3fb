"""What a new reading of a list would change in what we hold, and when that is too much to do without a person."""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.feeds.sources.reading import Reading, ReadListing

MOST_MISSING_SHARE = 0.20
MOST_MISSING = 3
MOST_CHANGED_SHARE = 0.5
"""Held back: when more than 20 % and more than 3 listings would go missing, or more than half would change."""

_NOT_STORED = ("row", "source_key", "updated", "unknown_types")
"""What may differ without anything that we store being another."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Source keys by what would happen to them, each in order. `renamed` gives the old key of a new one whose meeting
    is the same; such a listing is in `changed` or `unchanged`, by its new key. `why` is a sentence when `held_back`."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    held_back: bool = False
    why: str = ""


def fingerprint(listing: "ReadListing") -> str:
    """What the meeting is, a point, and a short code for everything we store of it. Kinds of quotes, spacing and the
    date of the last edit make no difference."""
    values = {name: _comparable(value) for name, value in asdict(listing).items() if name not in _NOT_STORED}
    content = json.dumps(values, sort_keys=True, default=str)
    return f"{what_it_is(listing)}.{hashlib.sha256(content.encode()).hexdigest()[:32]}"


def compare(stored: Mapping[str, str], reading: "Reading", already_missing: Collection[str] = ()) -> Plan:
    """What importing a reading would do. `stored` holds the fingerprint of every listing of this source by its key;
    `already_missing` those of them that an earlier reading lacked: they go missing only once, and coming back is a
    change. A row that is refused but was listed before is left as we hold it."""
    incoming = {listing.source_key: fingerprint(listing) for listing in reading.listings}
    refused = {refusal.key for refusal in reading.refusals} & stored.keys() - incoming.keys()
    renamed = _renamed(stored, incoming, refused)
    gone = stored.keys() - incoming.keys() - set(renamed.values()) - refused - set(already_missing)
    before = {key: stored.get(renamed.get(key, key), "") for key in incoming}
    same = {
        key for key, code in incoming.items() if before[key] == code and renamed.get(key, key) not in already_missing
    }
    added = {key for key, code in before.items() if not code}
    changed = incoming.keys() - added - same
    why = _why_held(len(gone), len(changed), len(stored.keys() - set(already_missing)))
    return Plan(
        tuple(sorted(added)),
        tuple(sorted(changed)),
        tuple(sorted(same | refused)),
        tuple(sorted(gone)),
        renamed,
        bool(why),
        why,
    )


def what_it_is(listing: "ReadListing") -> str:
    """Name, day, time and place in one short code: what a meeting is, apart from its slug."""
    venue = listing.venue
    where = (venue.postcode or venue.address or venue.town) if venue else listing.join.url
    times = [f"{rule.rrule} {rule.start:%H:%M}" for rule in listing.rules]
    return hashlib.sha256("\n".join([folded(listing.name), *times, folded(where)]).encode()).hexdigest()[:20]


def may_overwrite(held: str, incoming: str, confirmed_by_person: bool) -> bool:
    """May a text of a list replace the one we hold? A blank never clears what a person told us."""
    return bool(incoming) or not (held and confirmed_by_person)


def straight(text: str) -> str:
    """A text for comparing: quotes straight, dashes plain, one space between words."""
    same = unicodedata.normalize("NFKC", text).translate(str.maketrans("‘’‚‛“”„‟–—―−`´", "''''\"\"\"\"----''"))
    return " ".join(same.split())


def folded(text: str) -> str:
    """A text for comparing names: `straight`, and no difference of case."""
    return straight(text).casefold()


def _comparable(value: object) -> object:
    """A value with its texts made `straight`, so that an apostrophe is an apostrophe."""
    if isinstance(value, str):
        return straight(value)
    if isinstance(value, dict):
        return {name: _comparable(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_comparable(one) for one in value]
    return value


def _renamed(stored: Mapping[str, str], incoming: Mapping[str, str], refused: Collection[str]) -> dict[str, str]:
    """New keys and the old ones whose name, days, time and place they carry on, where there is just one of each."""
    fresh = _by_meeting((key, code) for key, code in incoming.items() if key not in stored)
    old = _by_meeting((key, code) for key, code in stored.items() if key not in incoming and key not in refused)
    return {key: old[meeting] for meeting, key in fresh.items() if meeting in old}


def _by_meeting(codes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Keys by what the meeting is, where only one key has it."""
    pairs = [(code.split(".")[0], key) for key, code in codes]
    times = Counter(meeting for meeting, _ in pairs)
    return {meeting: key for meeting, key in pairs if times[meeting] == 1}


def _why_held(missing: int, changed: int, held: int) -> str:
    """Why a person should look first, or an empty text."""
    if missing > MOST_MISSING and missing > held * MOST_MISSING_SHARE:
        return f"{missing} of {held} listings would go missing. Check that the list is whole, then accept it."
    if changed > held * MOST_CHANGED_SHARE:
        return f"{changed} of {held} listings would change. Look at a few of them, then accept the list."
    return ""
