"""What the present state of things wants somebody to be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.post.rules import Channel


@dataclass(frozen=True, slots=True)
class Wanted:
    """One message that somebody is to get. Both moments are of people's time.

    `key` is `kind:subject:cycle:person:channel`. One that was sent is never sent again under its key: what has moved
    since, and is worth saying again, is wanted under another cycle.
    """

    key: str
    kind: str
    person_id: str
    channel: str
    due_at: datetime
    ends_at: datetime
    values: Mapping[str, str | int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a planner changed: so many were added, moved, and taken back."""

    added: int = 0
    moved: int = 0
    taken_back: int = 0

    @property
    def changes(self) -> int:
        """How many in all."""
        return self.added + self.moved + self.taken_back


@dataclass(frozen=True, slots=True)
class Span:
    """From when on something is worth saying, and until when."""

    due_at: datetime
    ends_at: datetime


def by_both_roads(kind: str, about: str, person_id: str, span: Span, values: Mapping[str, str | int]) -> list[Wanted]:
    """The same by the road that the person wishes for, and inside the site, where words are plain. `about` is
    `subject:cycle`."""
    return [
        Wanted(f"{kind}:{about}:{person_id}:{road}", kind, person_id, road, span.due_at, span.ends_at, values)
        for road in (Channel.WISHED, Channel.INBOX)
    ]
