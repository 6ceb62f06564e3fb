"""What a visitor asked for, read kindly: the filters of an address, and which moments they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from app.directory.rules.timetable import Kind
from app.kernel.days import day_bounds, local_day
from app.kernel.speech import _
from app.kernel.words import printable, weekday

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOMENTS = ("now", "today", "tomorrow", *WEEKDAYS, "week")
ONLINE = ("yes", "no", "only")
MARKS = ("step_free", "women", "men", "lgbtq", "young", "family", "medication", "children")
"""Filters that are on or off; each is the code of an attribute."""

NEAREST, FARTHEST, USUAL_MILES = 1, 300, 5
LATE = 21
"""From this hour today is nearly over, so tomorrow is shown too."""
PAGE_SIZE = 20
LAST_PAGE = 25
WEEK = 7


@dataclass(frozen=True, slots=True)
class Wish:
    """The filters of an address. Empty sets ask for everything; `when` is "" when nothing was said."""

    when: str = ""
    miles: int = USUAL_MILES
    online: str = "yes"
    kinds: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    language: str = ""
    page: int = 1

    @property
    def is_plain(self) -> bool:
        """Was nothing narrowed but the moment?"""
        return replace(self, when="", page=1) == Wish()

    def query(self, **changes: Any) -> str:
        """The query string of this wish with some things changed, leading "?" included; empty when all is usual."""
        wish = replace(self, **{"page": 1, **changes})
        said: dict[str, object] = {
            "when": wish.when,
            "miles": wish.miles if wish.miles != USUAL_MILES else "",
            "online": wish.online if wish.online != "yes" else "",
            "kind": ",".join(sorted(wish.kinds)),
            "route": ",".join(sorted(wish.routes)),
            **{mark: "1" for mark in MARKS if mark in wish.marks},
            "language": wish.language,
            "page": wish.page if wish.page > 1 else "",
        }
        text = urlencode({name: value for name, value in said.items() if value}, safe=",")
        return f"?{text}" if text else ""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time to search: things still listed at `now` that start before `until` and, unless `since` is None,
    not before `since`. All in seconds since 1970."""

    now: int
    until: int
    since: int | None = None


NOT_FILTERS = frozenset({"print"})


def read_wish(said: Mapping[str, str], routes: frozenset[str], languages: frozenset[str]) -> tuple[Wish, list[str]]:
    """The wish that an address states, and a sentence for each part that was ignored. Never raises."""
    fields: dict[str, Any] = {"marks": frozenset()}
    ignored: list[str] = []
    for name, text in said.items():
        if text.strip() and name not in NOT_FILTERS:
            ignored.extend(_read(fields, name, text.strip(), routes, languages))
    return Wish(**fields), ignored


def _read(fields: dict[str, Any], name: str, text: str, routes: frozenset[str], languages: frozenset[str]) -> list[str]:
    """Put one part of the address among the fields; what could not be used comes back as sentences."""
    word = text.lower()
    if name in ("kind", "route"):
        words = {part.strip() for part in word.split(",") if part.strip()}
        known = frozenset(kind.value for kind in Kind) if name == "kind" else routes
        fields[f"{name}s"] = frozenset(words & known)
        return [_unknown(name, part) for part in sorted(words - known)]
    if name in MARKS and word in ("1", "on", "yes"):
        fields["marks"] |= {name}
        return []
    readers = {"when": MOMENTS, "online": ONLINE, "language": languages}
    value: str | int | None = None
    if name in readers:
        value = word if word in readers[name] else None
    elif name in ("miles", "page"):
        value = _number(word, *((NEAREST, FARTHEST) if name == "miles" else (1, LAST_PAGE)))
    elif name not in MARKS:
        return [_("We do not know the filter “{name}”, so we left it out.", name=_short(name))]
    if value is None:
        return [_unknown(name, text)]
    fields[name] = value
    return []


def window(when: str, now: datetime, zone: str) -> Window:
    """The stretch of time that `when` means at `now` in a place's zone."""
    today, moment = local_day(now, zone), int(now.timestamp())
    if when == "now":
        return Window(moment, moment + 1)
    if when == "week":
        return Window(moment, _start(today + timedelta(days=WEEK), zone))
    if when in ("", "today"):
        days = 2 if when == "" and is_late(now, zone) else 1
        return Window(moment, _start(today + timedelta(days=days), zone))
    day = named_day(when, today)
    since = None if day == today else _start(day, zone)
    return Window(moment, _start(day + timedelta(days=1), zone), since)


def soon(now: datetime) -> Window:
    """What starts within the next two hours, beyond what is on now."""
    moment = int(now.timestamp())
    return Window(moment, moment + 2 * 3600, moment + 1)


def after(found: Window, now: datetime, zone: str) -> Window:
    """The day after today, or after tomorrow when tomorrow was asked for: where to look when there is nothing."""
    today = local_day(now, zone)
    start = _start(today + timedelta(days=1), zone)
    start = max(start, found.until)
    return Window(found.now, start + 86400, start)


def is_late(now: datetime, zone: str) -> bool:
    """Is the day nearly over there?"""
    return local_day(now - timedelta(hours=LATE), zone) == local_day(now, zone)


def named_day(when: str, today: date) -> date:
    """The day that "tomorrow" or a weekday means: a weekday is the next one, today counted in."""
    if when == "tomorrow":
        return today + timedelta(days=1)
    return today + timedelta(days=(WEEKDAYS.index(when) - today.weekday()) % WEEK)


def day_word(when: str) -> str:
    """The name of a weekday's code."""
    return weekday(WEEKDAYS.index(when))


@lru_cache(maxsize=256)
def _start(day: date, zone: str) -> int:
    return int(day_bounds(day, zone)[0].timestamp())


def _number(text: str, least: int, most: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and least <= int(text[:9]) <= most else None


def _unknown(name: str, text: str) -> str:
    filter_name = name.replace("_", "-")
    return _("We do not know “{value}” for “{name}”, so we left it out.", value=_short(text), name=filter_name)


def _short(text: str) -> str:
    return printable(text)[:40]
