"""What an entry of the record may hold, how each is chained to the one before, and how to find where a chain is broken.

An entry holds ids, codes and words of our own. Patterns see to it that no name, contact or sentence gets in.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from app.kernel.access import Relation, Warrant
from app.kernel.roles import Role

PERSON = r"(?:[0-9a-f]{32})?"
THING = r"(?:[0-9a-f]{32}|[0-9a-hjkmnp-tv-z]{8})?"
WORD = r"[a-z]+(?:_[a-z]+)*"
SHAPES = {
    "actor_id": PERSON,
    "role": "|".join(["", *Role]),
    "relation": "|".join(["", *Relation]),
    "act": rf"{WORD}(?:\.{WORD})+",
    "object_type": rf"(?:{WORD})?",
    "object_id": THING,
    "subject_id": PERSON,
    "outcome": WORD,
    "reason": rf"(?:{WORD})?",
    "organisation_id": THING,
}
"""What each field of an entry may look like; the fields stand in the order in which they are chained."""

LONGEST = 60
FIRST, START = 1, ""
"""The number of the first event, and the mark before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody did or looked at something. `actor_id` is a person, or "" for the site itself; `relation` says why they
    might; `subject_id` is the person whose record it was; `organisation_id` is where the actor was sitting; `reason` is
    a code. A person's id is 32 hexadecimal characters, a thing's the same or 8 of base 32."""

    actor_id: str
    role: str
    relation: str
    act: str
    object_type: str = ""
    object_id: str = ""
    subject_id: str = ""
    outcome: str = "done"
    reason: str = ""
    organisation_id: str = ""

    @classmethod
    def of(
        cls,
        by: Warrant,
        object_type: str,
        object_id: str,
        subject_id: str = "",
        *,
        outcome: str = "done",
        reason: str = "",
    ) -> "Entry":
        """What somebody did by their warrant."""
        said = (by.actor.person_id, by.seat.role.value, by.relation.value, by.act)
        where = by.seat.organisation_id or ""
        return cls(*said, object_type, object_id, subject_id, outcome, reason, where)


@dataclass(frozen=True, slots=True)
class Event:
    """An entry in its place: its number, when it was written, and its mark."""

    seq: int
    at: datetime
    entry: Entry
    mark: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of the record at some moment: what a second place remembers, so that a tail cut off is missed."""

    at: datetime
    seq: int
    mark: str

    def __str__(self) -> str:
        """One line of the file of heads."""
        return f"{self.at.astimezone(UTC).isoformat(timespec='seconds')} {self.seq} {self.mark}"


class Flaw(StrEnum):
    """What can be wrong with a record."""

    CHANGED = "was changed, or did not stand here"
    MISSING = "is missing"
    REWRITTEN = "is not what it was when its mark was noted elsewhere: the record was written again up to here"
    CUT = "is missing with all that followed: the end of the record was cut off"


Marks = Callable[[str], Collection[str]]
"""The marks that a text may have, the one under the key that writes first."""


class NotAnEntry(ValueError):
    """Something stands in an entry that may not. Says where, never what: it might be somebody's name."""


def check_entry(entry: Entry) -> None:
    """Raise `NotAnEntry` if a field holds anything but an id, a code or a word of our own."""
    for field, shape in SHAPES.items():
        value = getattr(entry, field)
        if not isinstance(value, str) or len(value) > LONGEST or not re.fullmatch(shape, value):
            raise NotAnEntry(f"The record takes ids, codes and words of our own; this is none: {field}.")


def canonical(seq: int, at: datetime, entry: Entry) -> str:
    """The one text of a row, from which its mark is made: a JSON list, so that no two rows share a text.
    What is no text at all, which only somebody else can have written, stands there in Python's words."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    values = [seq, moment, *(getattr(entry, field) for field in SHAPES)]
    return json.dumps(values, separators=(",", ":"), default=repr)


def chained(entries: Iterable[Entry], at: datetime, after: tuple[int, str], marks: Marks) -> Iterator[Event]:
    """Entries as events that follow on the number and mark of the last one."""
    seq, mark = after
    for entry in entries:
        seq += 1
        mark = next(iter(marks(canonical(seq, at, entry) + mark)))
        yield Event(seq, at, entry, mark)


def first_flaw(events: Iterable[Event], marks: Marks, heads: Iterable[Head] = ()) -> tuple[int, Flaw] | None:
    """The number at which a record, in order of number, first goes wrong, and how; None where it is whole. Without
    heads noted elsewhere it cannot be seen that its end was cut off, or all of it written again with our own key."""
    noted = defaultdict(set)
    for head in heads:
        noted[head.seq].add(head.mark)
    expected, before = FIRST, START
    for event in events:
        if event.seq != expected:
            return (expected, Flaw.MISSING) if event.seq > expected else (event.seq, Flaw.CHANGED)
        if event.mark not in marks(canonical(event.seq, event.at, event.entry) + before):
            return event.seq, Flaw.CHANGED
        if event.seq in noted and noted[event.seq] != {event.mark}:
            return event.seq, Flaw.REWRITTEN
        expected, before = event.seq + 1, event.mark
    return (expected, Flaw.CUT) if any(seq >= expected for seq in noted) else None


def read_heads(text: str) -> list[Head]:
    """The heads in a file, one a line: time, number and mark. Raises ValueError naming the line that is none."""
    return [_read_head(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _read_head(number: int, line: str) -> Head:
    try:
        at, seq, mark = line.split()
        return Head(datetime.fromisoformat(at), int(seq), mark)
    except ValueError as error:
        raise ValueError(f"Line {number} is no head of the record.") from error
