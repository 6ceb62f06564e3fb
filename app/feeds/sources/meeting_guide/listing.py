"""One row of a Meeting Guide list made into a listing."""

import re
from dataclasses import dataclass, replace

from app.directory.rules import vocabulary
from app.directory.rules.schedule import Kind
from app.directory.rules.vocabulary import Fact
from app.feeds.sources.findings import CannotRead, Findings
from app.feeds.sources.meeting_guide.envelope import Row
from app.feeds.sources.meeting_guide.joining import join_of, url_of
from app.feeds.sources.meeting_guide.kinds import Kinds, for_a_room, kinds_of
from app.feeds.sources.meeting_guide.place import Place, place_of
from app.feeds.sources.meeting_guide.times import rule_of, updated_of, warn_if_far, zone_of
from app.feeds.sources.private import sift
from app.feeds.sources.reading import ReadListing, ReadStatus, ReadVenue
from app.feeds.sources.text import line, plain

_PEOPLE = re.compile(r"contact_\d_(?:name|email|phone)|email|phone")
_ENTRY = re.compile(r"[?&](?:pwd|password|passcode)=", re.IGNORECASE)
_DAILY = re.compile(r"\b(?:daily meeting|every day|each day|meets daily|7 days a week|365 days)\b", re.IGNORECASE)

NO_PLACE_NOTE = "The usual place is closed for the time being."


@dataclass(frozen=True, slots=True)
class _Mode:
    """How people meet, as two facts, and whether at all."""

    in_person: bool
    online: bool
    paused: bool


def listing_of(row: object, route: str, default_zone: str, findings: Findings) -> ReadListing:
    """The listing that a row states, without its key. Raises `CannotRead` with the field that stands in the way."""
    if not isinstance(row, dict):
        raise CannotRead("", "This row is not a set of named values.")
    name = sift(line(row.get("name")) or line(row.get("group")), "").text
    if not name:
        raise CannotRead("name", "No name. Give the meeting the name that the group uses.")
    rule, end_assumed = rule_of(row, zone_of(row, default_zone, findings), findings)
    kinds = kinds_of(row, route, findings)
    texts, moved = _texts(row, findings)
    listing = ReadListing(
        source_key="",
        row=findings.row,
        name=name,
        kind=Kind.MEETING,
        routes=(route,),
        rules=(rule,),
        in_person=True,
        online=False,
        group=sift(line(row.get("group")), "").text,
        audience=kinds.audience,
        languages=kinds.languages,
        unknown_types=kinds.unknown,
        join=join_of(row, moved, findings),
        notes=texts["notes"],
        group_notes=texts["group_notes"],
        url=_public(url_of(row.get("url"), "url", findings)),
        updated=updated_of(row),
        end_assumed=end_assumed,
    )
    _count_contacts(row, findings)
    return _held(listing, row, kinds, texts["location_notes"], findings)


def _held(listing: ReadListing, row: Row, kinds: Kinds, notes: str, findings: Findings) -> ReadListing:
    """The listing with how and where it is held, and whether at all."""
    place = place_of(row, findings)
    can_join = bool(listing.join.url or listing.join.phone or listing.join.ask)
    mode = _mode(row, kinds, place.venue.approximate, can_join, findings)
    findings.count("approximate", int(place.venue.approximate))
    if not line(row.get("timezone")):
        longitude = place.venue.longitude if mode.in_person else None
        warn_if_far(listing.rules[0].zone, place.venue.country, longitude, findings)
    return replace(
        listing,
        in_person=mode.in_person,
        online=mode.online,
        venue=_venue(place, mode, notes, findings),
        attributes=for_a_room(kinds.attributes, mode.in_person),
        country=place.venue.country,
        status=ReadStatus.PAUSED if mode.paused else ReadStatus.ACTIVE,
        status_note=NO_PLACE_NOTE if mode.paused else "",
    )


def _mode(row: Row, kinds: Kinds, approximate: bool, can_join: bool, findings: Findings) -> _Mode:
    """In person and online as two facts. Closed and online: moved online. Closed alone: stopped. Both: both."""
    said = line(row.get("attendance_option")).casefold()
    online = can_join or _says_online(row, kinds, said)
    if Fact.PLACE_CLOSED in kinds.facts:
        if online:
            findings.warn("types", "moved_online", "The place is closed for now; shown as online only.")
            return _Mode(in_person=False, online=True, paused=False)
        findings.warn("types", "paused", "The place is closed for now and there is no way to join; shown as paused.")
        return _Mode(in_person=True, online=False, paused=True)
    if said == "inactive":
        findings.warn("attendance_option", "paused", "The list says inactive; shown as paused.")
        return _Mode(in_person=not online, online=online, paused=True)
    in_person = not online or Fact.HYBRID in kinds.facts or Fact.IN_PERSON in kinds.facts or not approximate
    return _Mode(in_person and said != "online", online, paused=False)


def _says_online(row: Row, kinds: Kinds, said: str) -> bool:
    """Do the types, the attendance or the name of the place say online?"""
    named = vocabulary.fact_from_alias(vocabulary.EVERY_ROUTE, line(row.get("location")))
    return bool({Fact.ONLINE, Fact.HYBRID} & {*kinds.facts, named}) or said in ("online", "hybrid")


def _venue(place: Place, mode: _Mode, notes: str, findings: Findings) -> ReadVenue | None:
    """Where people meet; none for online meetings, whose address says only where they come from."""
    if not mode.in_person:
        findings.count("points_of_online_only", int(place.has_point))
        return None
    if not place.has_street:
        reason = "No street: people see the town and are told to ask the group for the address."
        findings.warn("address", "address_missing", reason)
    return replace(place.venue, notes=notes)


def _texts(row: Row, findings: Findings) -> tuple[dict[str, str], str]:
    """The public texts without private contacts and entry codes; and what they said about joining."""
    kept: dict[str, str] = {}
    moved: list[str] = []
    for field in ("notes", "group_notes", "location_notes"):
        sifted = sift(plain(row.get(field)))
        kept[field] = sifted.text
        if sifted.joining:
            moved.append(sifted.joining)
            findings.count("passcodes_moved")
            findings.warn(field, "joining_moved", "Room numbers, links or passcodes moved to how to join.")
        if sifted.contacts:
            findings.count("contacts_in_text", sifted.contacts)
            findings.warn(field, "contact_removed", "A private name, number or address was taken out of the text.")
    _note_on(row, kept, findings)
    return kept, "\n".join(dict.fromkeys(moved))


def _note_on(row: Row, kept: dict[str, str], findings: Findings) -> None:
    """What the texts show that a person should look at."""
    all_notes = ("notes", "group_notes", "location_notes", "conference_url_notes", "conference_phone_notes")
    findings.count("line_breaks_in_notes", int(any("\n" in plain(row.get(field)) for field in all_notes)))
    if _DAILY.search(kept["notes"]):
        findings.warn("notes", "daily_in_notes", "The note speaks of every day; only the days given were read.")


def _count_contacts(row: Row, findings: Findings) -> None:
    """Contacts of people are dropped: a list from elsewhere is not their consent."""
    dropped = [field for field, value in row.items() if line(value) and _PEOPLE.fullmatch(str(field))]
    if dropped:
        findings.count("contacts_dropped", len(dropped))
        findings.warn(dropped[0], "contact_dropped", "Contacts of people are not taken from lists.")


def _public(url: str) -> str:
    """A public page's address; none when it carries an entry code."""
    return "" if _ENTRY.search(url) else url
