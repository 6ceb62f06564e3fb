"""Words for a calendar that other people may see: nothing in it says what somebody goes to."""

from dataclasses import replace

from app.calendars.rules.entry import NO_PLACE, Entry, Place
from app.directory.rules.timetable import Timetable
from app.kernel.speech import marked
from app.post.rules.telling import tells

DISCREET_TITLE = marked("Appointment")
DISCREET_NAME = marked("Dates")
"""For the calendar itself; its file and its address have to be as quiet."""


def discreet(entry: Entry, title: str = DISCREET_TITLE, url: str = "") -> Entry:
    """The entry with a title that tells nothing and without description, categories and reasons.

    A place stays only when its own words tell nothing. `url` may lead to a page that says nothing before somebody has
    signed in; the listing's own is left out.
    """
    return replace(
        entry,
        title=title,
        description="",
        categories=(),
        url=url,
        place=_quiet_place(entry.place),
        places={venue: _quiet_place(place) for venue, place in entry.places.items()},
        timetable=_without_reasons(entry.timetable),
    )


def _quiet_place(place: Place) -> Place:
    return NO_PLACE if tells(place.line) else place


def _without_reasons(table: Timetable) -> Timetable:
    """The same times. A cancelled date keeps its mark, not its reason."""
    one_offs = tuple(replace(one, note="") for one in table.one_offs)
    return replace(table, one_offs=one_offs, closures=tuple(replace(one, reason="") for one in table.closures))
