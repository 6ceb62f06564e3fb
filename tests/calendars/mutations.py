"""One fault each, made in a good feed; the lint has to see every one, and to name the requirement."""

import re
from collections.abc import Callable

Mutation = Callable[[bytes], bytes]


def swap(old: bytes, new: bytes) -> Mutation:
    return lambda feed: feed.replace(old, new, 1)


def pattern(old: bytes, new: bytes) -> Mutation:
    return lambda feed: re.sub(old, new, feed, count=1, flags=re.DOTALL)


def event(summary: bytes, change: Mutation) -> Mutation:
    """The change made inside the first event of that title."""

    def mutated(feed: bytes) -> bytes:
        place = feed.index(b"SUMMARY:" + summary + b"\r\n")
        begin, end = feed.rindex(b"BEGIN:VEVENT", 0, place), feed.index(b"END:VEVENT\r\n", place) + 12
        return feed[:begin] + change(feed[begin:end]) + feed[end:]

    return mutated


def add(line: bytes) -> Mutation:
    return swap(b"END:VEVENT", line + b"\r\nEND:VEVENT")


def swap_zone_and_events(feed: bytes) -> bytes:
    zone = feed[feed.index(b"BEGIN:VTIMEZONE") : feed.index(b"BEGIN:VEVENT")]
    return feed.replace(zone, b"").replace(b"END:VCALENDAR", zone + b"END:VCALENDAR")


def override_first(feed: bytes) -> bytes:
    """The events of one UID in the wrong order."""
    events = re.findall(rb"BEGIN:VEVENT\r\nUID:cancelleda\r\n.*?END:VEVENT\r\n", feed, re.DOTALL)
    return feed.replace(b"".join(events), b"".join(reversed(events)))


ALARM = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT60M\r\nEND:VALARM"
START = b"DTSTART;TZID=Europe/London:20240109T193000"
END_LINE = b"DTEND;TZID=Europe/London:20240109T210000"
WEEKLY = b"RRULE:FREQ=WEEKLY;BYDAY=TU;WKST=MO"

MUTATIONS: dict[str, tuple[str, Mutation]] = {
    "line feeds alone": ("1", lambda feed: feed.replace(b"\r\n", b"\n")),
    "a byte order mark": ("1", lambda feed: b"\xef\xbb\xbf" + feed),
    "a line of 300 octets": ("1", swap(b"X-WR-CALNAME:", b"X-NOTE:" + b"x" * 300 + b"\r\nX-WR-CALNAME:")),
    "a fold inside a character": ("1", swap("é".encode(), b"\xc3\r\n \xa9")),
    "a control character": ("1", swap(b"SUMMARY:Weekly", b"SUMMARY:Wee\x07kly")),
    "Latin 1": ("1", swap("é".encode(), b"\xe9")),
    "a comma not escaped": ("1", swap(b"Centre\\, 4", b"Centre, 4")),
    "a semicolon not escaped": ("1", swap(b"biscuits\\;", b"biscuits;")),
    "two line ends at the end": ("1", lambda feed: feed + b"\r\n"),
    "an event that is not closed": ("1", swap(b"END:VEVENT\r\n", b"")),
    "no VERSION": ("2", swap(b"VERSION:2.0\r\n", b"")),
    "a telling PRODID": ("2", swap(b"//Dates//", b"//Recovery dates//")),
    "METHOD": ("2", swap(b"CALSCALE", b"METHOD:PUBLISH\r\nCALSCALE")),
    "a UID of the calendar": ("2", swap(b"CALSCALE", b"UID:abc\r\nCALSCALE")),
    "REFRESH-INTERVAL without VALUE": ("3", swap(b";VALUE=DURATION", b"")),
    "SOURCE without VALUE": ("3", swap(b"SOURCE;VALUE=URI", b"SOURCE")),
    "two names that differ": ("3", swap(b"X-WR-CALNAME:", b"X-WR-CALNAME:Other ")),
    "no LAST-MODIFIED of the calendar": ("3", pattern(rb"LAST-MODIFIED:\w+\r\nCOLOR", b"COLOR")),
    "VTIMEZONE after the events": ("4", swap_zone_and_events),
    "the spring onset an hour late": ("4", swap(b"19810329T010000", b"19810329T020000")),
    "a zone that is not described": ("4", pattern(rb"BEGIN:VTIMEZONE\r\nTZID:Asia.*?END:VTIMEZONE\r\n", b"")),
    "an onset list": ("4", swap(b"TZNAME:PDT", b"RDATE:20270314T020000\r\nTZNAME:PDT")),
    "an override before its master": ("5", override_first),
    "events out of order": ("5", swap(b"UID:weeklya\r\n", b"UID:aweeklya\r\n")),
    "no UID": ("6", event(b"Weekly", pattern(rb"UID:\w+\r\n", b""))),
    "a host in a UID": ("6", swap(b"UID:weeklya\r\n", b"UID:weeklya@alongside.example\r\n")),
    "one UID twice": ("6", swap(b"UID:untila\r\n", b"UID:weeklya\r\n")),
    "no DTSTAMP": ("7", event(b"Weekly", pattern(rb"DTSTAMP:\w+\r\n", b""))),
    "DTSTAMP in local time": ("7", event(b"Weekly", pattern(rb"DTSTAMP:(\w+)Z", rb"DTSTAMP:\1"))),
    "DTSTAMP of the rendering": ("7", event(b"Weekly", pattern(rb"DTSTAMP:\w+Z", b"DTSTAMP:20261122T000000Z"))),
    "no SEQUENCE": ("7", event(b"Weekly", pattern(rb"SEQUENCE:\d+\r\n", b""))),
    "DTEND before DTSTART": ("8", event(b"Weekly", swap(END_LINE, END_LINE.replace(b"T21", b"T18")))),
    "DURATION": ("8", event(b"Weekly", swap(END_LINE, b"DURATION:PT90M"))),
    "a floating start": ("8", event(b"Weekly", swap(START, b"DTSTART:20240109T193000"))),
    "DTSTART not on the rule": ("8", event(b"Weekly", swap(b"BYDAY=TU", b"BYDAY=WE"))),
    "longer than its interval": ("8", event(b"Weekly", swap(END_LINE, END_LINE.replace(b"0109T", b"0117T")))),
    "second and fourth": ("9", event(b"First Tuesday", swap(b"BYDAY=1TU", b"BYDAY=1TU,3TU"))),
    "the fifth": ("9", event(b"First Tuesday", swap(b"BYDAY=1TU", b"BYDAY=5TU"))),
    "COUNT": ("9", event(b"Weekly", swap(WEEKLY, WEEKLY + b";COUNT=9"))),
    "BYSETPOS": ("9", event(b"First Tuesday", swap(b"BYDAY=1TU", b"BYDAY=MO,TU;BYSETPOS=-1"))),
    "a weekday nobody has": ("9", event(b"First Tuesday", swap(b"BYDAY=1TU", b"BYDAY=1XX"))),
    "UNTIL in local time": ("9", event(b"Until", pattern(rb"UNTIL=(\w+)Z", rb"UNTIL=\1"))),
    "UNTIL as a day": ("9", event(b"Until", pattern(rb"UNTIL=\w+", b"UNTIL=20270629"))),
    "UNTIL an hour early": ("9", event(b"Until", swap(b"T183000Z", b"T173000Z"))),
    "a series at half past one": (
        "9",
        event(b"Weekly", pattern(rb"T193000\r\n(DTEND[^\r]*T)21", rb"T013000\r\n\g<1>03")),
    ),
    "EXDATE at midnight": ("10", event(b"Never meant", pattern(rb"(EXDATE.*?)T193000", rb"\1T000000"))),
    "EXDATE as a day": ("10", event(b"Never meant", pattern(rb"EXDATE[^\r]*", b"EXDATE;VALUE=DATE:20261208"))),
    "EXDATE not on the rule": ("10", event(b"Never meant", pattern(rb"(EXDATE[^\r]*)08T", rb"\g<1>09T"))),
    "RECURRENCE-ID that matches no date": ("10", pattern(rb"(RECURRENCE-ID[^\r]*:\d{6})\d\d", rb"\g<1>31")),
    "RECURRENCE-ID in UTC": ("10", pattern(rb"RECURRENCE-ID;TZID=[^:]*:(\w+)", rb"RECURRENCE-ID:\1Z")),
    "RANGE": ("10", swap(b"RECURRENCE-ID;", b"RECURRENCE-ID;RANGE=THISANDFUTURE;")),
    "RDATE": ("10", event(b"Weekly", add(b"RDATE;TZID=Europe/London:20270101T193000"))),
    "STATUS:CANCELLED in public": (
        "10",
        event(b"CANCELLED: Cancelled", swap(b"STATUS:CONFIRMED", b"STATUS:CANCELLED")),
    ),
    "no SUMMARY": ("11", swap(b"SUMMARY:Weekly\r\n", b"")),
    "a status nobody knows": ("11", swap(b"STATUS:CONFIRMED", b"STATUS:POSTPONED")),
    "a place of two lines": ("11", swap(b"Centre\\, 4", b"Centre\\n4")),
    "a position beside the world": ("11", swap(b"GEO:53.72210", b"GEO:153.72210")),
    "CONFERENCE without VALUE": ("11", event(b"Weekly", add(b"CONFERENCE:https://x.example/j"))),
    "ATTENDEE": ("11", event(b"Weekly", add(b"ATTENDEE:mailto:nia@x.example"))),
    "ORGANIZER": ("11", event(b"Weekly", add(b"ORGANIZER:mailto:sam@x.example"))),
    "CLASS:PRIVATE": ("11", event(b"Weekly", add(b"CLASS:PRIVATE"))),
    "an alarm in public": ("12", event(b"Weekly", add(ALARM))),
}
