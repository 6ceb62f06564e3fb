"""One VEVENT: its words and its span, in the forms that every reader takes."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.calendars.rules.entry import NO_PLACE, USUAL_WORDS, Entry, Place, Words
from app.calendars.rules.text import day, escaped, local, one_line, parameter, stamp, uri, written
from app.calendars.rules.zones import is_plain
from app.directory.rules.timetable import Occurrence, Series, State
from app.directory.rules.words import noted

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a whole calendar is written.

    The days it covers, both counted in; for one person or for the public; the words; how many minutes before the start
    an alarm sounds (None for none; never in a public calendar), and what it shows on a locked screen ("": the title).
    """

    opens: date
    closes: date
    personal: bool = False
    words: Words = USUAL_WORDS
    alarm: int | None = None
    alarm_words: str = ""


class Telling(NamedTuple):
    """What one VEVENT says beside its span: where, whether it is cancelled, why, and what to ask first."""

    place: Place
    cancelled: bool = False
    note: str = ""
    asks: str = ""


@dataclass(slots=True)
class Listing:
    """One entry being written.

    `stamps` and `facts` are the lines that all its VEVENTs share, `usual` what its masters say; `events` holds the
    finished VEVENTs by UID, `zones` the zones that they name.
    """

    entry: Entry
    manner: Manner
    stamps: tuple[str, ...]
    facts: list[str]
    usual: Telling
    events: dict[str, str] = field(default_factory=dict)
    zones: set[str] = field(default_factory=set)


def opened(entry: Entry, manner: Manner) -> Listing:
    """A listing with nothing written yet. One that is paused without end says so in its masters, once for all dates."""
    changed, is_paused = stamp(entry.changed_at), entry.timetable.paused_until == date.max
    stamps = (
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"CREATED:{stamp(entry.created)}",
        f"SEQUENCE:{entry.sequence}",
    )
    usual = Telling(entry.place, is_paused, manner.words.paused if is_paused else "")
    return Listing(entry, manner, stamps, _facts(entry), usual)


def vevent(listing: Listing, uid: str, when: list[str], telling: Telling) -> str:
    """One VEVENT; `when` holds its span and what ties it to a series."""
    title = _title(listing, telling)
    place, said = telling.place, listing.entry.description
    lines = ["BEGIN:VEVENT", f"UID:{uid}", *listing.stamps, *when, f"SUMMARY:{title}"]
    if place.line:
        lines.append(f"LOCATION:{one_line(place.line)}")
    if place.geo:
        lines.append(f"GEO:{place.geo[0]:.5f};{place.geo[1]:.5f}")
    if telling.note:
        said = f"{telling.note}\n\n{said}" if said else telling.note
    if said:
        lines.append(f"DESCRIPTION:{escaped(said)}")
    return written([*lines, *listing.facts, *_standing(listing.manner, telling.cancelled, title), "END:VEVENT"])


def told(listing: Listing, uid: str, tie: list[str], one: Occurrence) -> str:
    """The VEVENT of one date with its own words. A cancelled one stays, so that nobody travels for nothing."""
    words = listing.manner.words
    asks = words.ask_first if one.ask_first else ""
    telling = Telling(_place_of(listing, one), one.state is State.CANCELLED, noted(one.note), asks)
    return vevent(listing, uid, [*tie, *_span(listing, one)], telling)


def ruled_span(listing: Listing, series: Series, first: date) -> list[str]:
    """Start and end of a master: wall time and zone, or whole days."""
    start = datetime.combine(first, series.start)
    if series.all_day:
        return _whole_days(start, start + timedelta(minutes=series.minutes))
    listing.zones.add(series.zone)
    end = start + timedelta(minutes=max(series.minutes, 1))
    zone = parameter("TZID", series.zone)
    return [f"DTSTART{zone}:{local(start)}", f"DTEND{zone}:{local(end)}"]


def on_rule(series: Series, one: date) -> str:
    """The parameters and the value that name a date of a series, in the same form as its start."""
    if series.all_day:
        return f";VALUE=DATE:{day(one)}"
    return f"{parameter('TZID', series.zone)}:{local(datetime.combine(one, series.start))}"


def _title(listing: Listing, telling: Telling) -> str:
    title = f"{listing.entry.title} ({telling.asks})" if telling.asks else listing.entry.title
    return one_line(f"{listing.manner.words.cancelled}: {title}" if telling.cancelled else title)


def _standing(manner: Manner, cancelled: bool, title: str) -> tuple[str, ...]:
    """Does it take place, does it fill the reader's time, does it ring?"""
    if not manner.personal:
        return ("STATUS:CONFIRMED", "TRANSP:TRANSPARENT")
    if cancelled:
        return ("STATUS:CANCELLED", "TRANSP:TRANSPARENT")
    lines = ("STATUS:CONFIRMED", "TRANSP:OPAQUE")
    if manner.alarm is None:
        return lines
    trigger = f"TRIGGER:-PT{manner.alarm}M"
    shown = one_line(manner.alarm_words) or title
    return (*lines, "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{shown}", trigger, "END:VALARM")


def _facts(entry: Entry) -> list[str]:
    lines = [f"URL:{uri(entry.url)}"] if entry.url else []
    if entry.categories:
        lines.append("CATEGORIES:" + ",".join([one_line(word) for word in entry.categories]))
    return lines


def _place_of(listing: Listing, one: Occurrence) -> Place:
    """Where one date is held; an unknown venue gives no place rather than the usual one."""
    entry = listing.entry
    if entry.timetable.in_person and not one.in_person:
        return Place(listing.manner.words.online)
    return entry.place if one.venue_id == entry.timetable.venue_id else entry.places.get(one.venue_id or "", NO_PLACE)


def _span(listing: Listing, one: Occurrence) -> list[str]:
    """Start and end of one date; in UTC when the clocks change then and a wall time would name two instants or none."""
    if one.all_day:
        return _whole_days(one.starts, one.ends)
    ends = max(one.ends, one.starts + _MINUTE)
    if not (is_plain(one.starts) and is_plain(ends)):
        return [f"DTSTART:{stamp(one.starts)}", f"DTEND:{stamp(ends)}"]
    listing.zones.add(str(one.starts.tzinfo))
    zone = parameter("TZID", str(one.starts.tzinfo))
    return [f"DTSTART{zone}:{local(one.starts)}", f"DTEND{zone}:{local(ends)}"]


def _whole_days(starts: datetime, ends: datetime) -> list[str]:
    """The end is the first day that is free again."""
    days = max(1, -((starts - ends) // timedelta(days=1)))
    after = starts.date() + timedelta(days=days)
    return [f"DTSTART;VALUE=DATE:{day(starts)}", f"DTEND;VALUE=DATE:{day(after)}"]
