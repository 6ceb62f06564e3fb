"""Listings made into one iCalendar file, the same bytes every time for the same values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.calendars.rules.entry import USUAL_WORDS, Entry, Words
from app.calendars.rules.events import write
from app.calendars.rules.text import escaped, one_line, stamp, uri, written
from app.calendars.rules.vevent import Listing, Manner
from app.calendars.rules.zones import HOME, vtimezone

MOST_SERIES = 800
MOST_OCTETS = 700_000
DAYS_BACK, DAYS_AHEAD = 30, 400
PRODUCT = "-//Dates//Calendar//EN"
"""Neutral on purpose: it must not tell what the calendar is about."""
_REFRESH = "PT4H"
_HEAD_OCTETS = 8_000
"""Kept free for what the calendar says of itself."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a whole calendar says of itself. `source` is its own address; the colour in CSS and in hexadecimal."""

    description: str = ""
    source: str = ""
    colour: tuple[str, str] = ("teal", "#008080")


USUAL_LOOK = Look()


def build_calendar(
    name: str,
    entries: Sequence[Entry],
    *,
    today: date,
    look: Look = USUAL_LOOK,
    words: Words = USUAL_WORDS,
    personal: bool = False,
    alarm: int | None = None,
    alarm_words: str = "",
    changed_at: datetime | None = None,
) -> bytes:
    """An iCalendar file in UTF-8.

    `entries` stand nearest first: when there are more than 800 series or 700 KB, the rest is left out and the
    description says so. `today` (local) decides the window: dates are written out, and differing dates marked, from 30
    days before it to 400 after. `personal` calendars mark a cancelled date with STATUS:CANCELLED and may carry an
    `alarm`, in minutes before the start, which shows `alarm_words` (or the title); public ones keep it CONFIRMED,
    because some programs would remove it without a trace. `changed_at` (aware) is the calendar's own last change, when
    nothing is in it to tell.
    """
    manner = Manner(
        today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD), personal, words, alarm, alarm_words
    )
    changed = max([entry.changed_at for entry in entries], default=changed_at)
    shown, is_cut = _fitting(entries, manner)
    if is_cut:
        note = words.cut.format(shown=len(shown), total=len(entries))
        look = replace(look, description=f"{look.description}\n{note}".strip())
    zones = {HOME}.union(*(listing.zones for listing in shown))
    events = sorted(pair for listing in shown for pair in listing.events.items())
    parts = [_head(name, look, changed), *(vtimezone(zone) for zone in sorted(zones, key=_home_first))]
    return "".join([*parts, *[text for _, text in events], "END:VCALENDAR\r\n"]).encode()


def _fitting(entries: Sequence[Entry], manner: Manner) -> tuple[list[Listing], bool]:
    """As many of the entries, from the first on, as a calendar may hold; and were any left out?"""
    shown: list[Listing] = []
    zones: set[str] = set()
    series, octets = 0, _HEAD_OCTETS
    for entry in entries:
        listing = write(entry, manner)
        series += len(listing.events)
        for text in listing.events.values():
            octets += len(text) if text.isascii() else len(text.encode())
        for zone in listing.zones - zones:
            octets += len(vtimezone(zone))
        if series > MOST_SERIES or octets > MOST_OCTETS:
            return shown, True
        zones |= listing.zones
        shown.append(listing)
    return shown, False


def _home_first(zone: str) -> tuple[bool, str]:
    return zone != HOME, zone


def _head(name: str, look: Look, changed: datetime | None) -> str:
    title = one_line(name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{title}", f"X-WR-CALNAME:{title}", f"X-WR-TIMEZONE:{HOME}"]
    if look.description:
        said = escaped(look.description)
        lines += [f"DESCRIPTION:{said}", f"X-WR-CALDESC:{said}"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}", f"X-PUBLISHED-TTL:{_REFRESH}"]
    if look.source:
        lines.append(f"SOURCE;VALUE=URI:{uri(look.source)}")
    if changed is not None:
        lines.append(f"LAST-MODIFIED:{stamp(changed)}")
    lines += [f"COLOR:{look.colour[0]}", f"X-APPLE-CALENDAR-COLOR:{look.colour[1]}"]
    return written(lines)
