"""The weekly list of an area: when it goes out, how it is stopped, and how it reads."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.kernel.days import LONDON, ONE_DAY, local_day, to_instant
from app.kernel.speech import _

LINK_LASTS = timedelta(days=3)
SORT = "digest stop link"
KIND, ASKING = "digest", "digest_confirm"
"""The kinds of message."""

THURSDAY, LEAVES, TOO_LATE = 4, time(9), time(20)
"""It leaves on Thursday at nine, London time; what could not leave by eight on Friday evening is not sent."""

AHEAD = timedelta(days=7)
MOST = 20
"""So many listings stand in each part; the rest is on the page of the area."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week by ISO 8601, whose Thursday decides to which year it belongs, and when its list may leave."""

    name: str
    leaves_at: datetime
    ends_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Is it time to write this week's list? From the beginning of Thursday on, London time."""
        return local_day(now, LONDON) >= local_day(self.leaves_at, LONDON) and now < self.ends_at


@dataclass(frozen=True, slots=True)
class Item:
    """One listing as the list tells it; `said` is when it is on, or what is different."""

    name: str
    what: str
    said: str
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a list; `has_more`: there is more of it than it shows."""

    items: tuple[Item, ...]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """One list: what is on in the coming days, what is new, what is changed or not on."""

    area: str
    url: str
    coming: Part
    new: Part
    changed: Part

    @property
    def is_empty(self) -> bool:
        """Is there nothing to tell?"""
        return not (self.coming.items or self.new.items or self.changed.items)


def week_of(now: datetime) -> Week:
    """The week of a moment, by the clock on the wall in London."""
    year, number, _weekday = local_day(now, LONDON).isocalendar()
    thursday = date.fromisocalendar(year, number, THURSDAY)
    ends_at = to_instant(thursday + ONE_DAY, TOO_LATE, LONDON)
    return Week(f"{year}-W{number:02}", to_instant(thursday, LEAVES, LONDON), ends_at)


def since(last: str, week: Week) -> datetime:
    """From when on things are new to a reader: since the list of the week named, which may be some weeks ago; for the
    first one, since the week before."""
    if not last:
        return week.leaves_at - AHEAD
    year, _w, number = last.partition("-W")
    return to_instant(date.fromisocalendar(int(year), int(number), THURSDAY), LEAVES, LONDON)


def as_words(issue: Issue) -> str:
    """A list as plain text."""
    parts = (
        (_("COMING UP IN THE NEXT 7 DAYS"), issue.coming),
        (_("ALSO NEW SINCE THE LAST LIST"), issue.new),
        (_("CHANGED OR NOT ON"), issue.changed),
    )
    said = [_("What is on in {area}.", area=issue.area)]
    if not issue.coming.items:
        said.append(_("Nothing is planned in the next 7 days. Meetings online are open to you too."))
    said += [_part(heading, part, issue.url) for heading, part in parts if part.items]
    said.append(_("Things change: look at the page before you go, if you can."))
    return "\n\n".join(said)


def _part(heading: str, part: Part, url: str) -> str:
    lines = [heading, *(_item(item) for item in part.items)]
    if part.has_more:
        lines.append(_("There is more:") + f"\n{url}")
    return "\n\n".join(lines)


def _item(item: Item) -> str:
    named = f"{item.name} ({item.what})" if item.what else item.name
    return "\n".join(line for line in (item.said, named, item.place, item.url) if line)
