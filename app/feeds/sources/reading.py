"""What any kind of incoming list comes down to: listings, refusals and warnings, before anything is stored."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from app.directory.rules.schedule import Audience, Kind
from app.kernel.errors import Refused


class Unusable(Refused):
    """A whole list that cannot be used; nothing of it is taken and nothing already imported is touched."""


class ReadStatus(StrEnum):
    """Whether the list says that the meeting runs at all."""

    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class ReadRule:
    """One repeating time. `rrule` is an RRULE value ("FREQ=WEEKLY;BYDAY=MO,WE"), `minutes` the length on the wall
    clock, `zone` an IANA name. `first` anchors rules that are not every week; None where any start will do."""

    rrule: str
    start: time
    minutes: int
    zone: str
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ReadVenue:
    """Where people meet. `address` is the street as typed; the point is None when none can be trusted.
    `approximate`: only the neighbourhood is known or told, so no door may be shown. `notes` help to find the door."""

    name: str = ""
    address: str = ""
    town: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    approximate: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ReadJoin:
    """How to join from afar, passcodes and all: for "Show how to join" only, never for a list, feed, page or log.
    `ask`: the link alone does not let people in, so they ask the group. `known_host`: a provider of rooms we know."""

    url: str = ""
    phone: str = ""
    note: str = ""
    ask: bool = False
    known_host: bool = False


@dataclass(frozen=True, slots=True)
class ReadListing:
    """One listing as a list gives it. `source_key` is stable between two readings of the same source and unique in it;
    `row` counts from 1. `country` is where the group says it is, for online meetings too. Private people's names, mail
    addresses, telephone numbers and passcodes are in none of the texts outside `join`."""

    source_key: str
    row: int
    name: str
    kind: Kind
    routes: tuple[str, ...]
    rules: tuple[ReadRule, ...]
    in_person: bool
    online: bool
    venue: ReadVenue | None = None
    group: str = ""
    audience: Audience = Audience.UNKNOWN
    open_weeks: tuple[int, ...] = ()
    attributes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    unknown_types: tuple[str, ...] = ()
    join: ReadJoin = ReadJoin()
    notes: str = ""
    group_notes: str = ""
    url: str = ""
    country: str = ""
    updated: datetime | None = None
    status: ReadStatus = ReadStatus.ACTIVE
    status_note: str = ""
    end_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that did not become a listing, the field that stood in the way, and a sentence that says what to do.
    `key` is the source key it would have had, when known, so that a listing we hold does not seem to be gone."""

    row: int
    field: str
    reason: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Warning:
    """Something about a row that its keeper should know. `code` is one of those in `docs/imports.md`."""

    row: int
    field: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a list held: `read` rows, each a listing or a refusal. `counts` adds up what was seen and dropped
    (`contacts_dropped`, `contacts_in_text`, `passcodes_moved`, and others that `docs/imports.md` names)."""

    read: int
    listings: tuple[ReadListing, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[Warning, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
