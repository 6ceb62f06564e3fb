"""What a calendar is built from: plain values, with every word already in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.directory.rules.timetable import PAUSED_NOTE, Timetable
from app.kernel.speech import marked


@dataclass(frozen=True, slots=True)
class Place:
    """Where: one line fit to show, and a position (latitude, longitude) only when the address is public."""

    line: str = ""
    geo: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The few words that the builder itself adds."""

    cancelled: str = marked("CANCELLED")
    online: str = marked("Online")
    ask_first: str = marked("bank holiday, check first")
    """Stands after the title on a bank holiday of which nobody has said anything; empty leaves such dates unmarked."""
    paused: str = PAUSED_NOTE
    cut: str = marked("This calendar holds the nearest {shown} of {total} listings.")


USUAL_WORDS = Words()
NO_PLACE = Place()


@dataclass(frozen=True, slots=True)
class Entry:
    """One listing as it should stand in a calendar.

    `uids` gives each series its opaque identity for ever, by series id. `places` gives the place of any venue to which
    a date has moved, by venue id. `created` and `changed_at` are aware; `changed_at` is the last change of anything
    that is shown. `removed` are dates that were never meant, and leave no trace. `follows` names, by series id, the UID
    that a series replaces from a date on. `only_at`, a venue's id, leaves all out but the dates held there: for the
    calendar of a venue to which they are moved.
    """

    uids: Mapping[str, str]
    title: str
    timetable: Timetable
    created: datetime
    changed_at: datetime
    sequence: int = 0
    place: Place = NO_PLACE
    places: Mapping[str, Place] = field(default_factory=dict)
    url: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    removed: frozenset[date] = frozenset()
    follows: Mapping[str, str] = field(default_factory=dict)
    only_at: str = ""
