"""Somebody types one text into every field that they have, and everybody's pages are looked at afterwards."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from icalendar import Calendar, Component
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from app.calendars.rules.lint import faults
from tests.access.conftest import Site
from tests.access.rows_care import DOOR, WORDS
from tests.access.world import MONDAY
from tests.browser import Page
from tests.soundness import check_page

SEEN = re.compile(r'name="seen" value="([^"]*)"')
SHORT, MIDDLE = 40, 60
HALL, PUBLIC = "/venues/hall-0", "/meetings/listing-0"
OPEN = (
    PUBLIC, HALL, "/areas/calderdale", "/meetings", "/near/halifax?when=week", "/near/halifax?when=week&print=a4",
    "/near/halifax/choices", "/near/halifax.json?when=week", f"{PUBLIC}.ics", f"{HALL}.ics", "/near/halifax.ics",
    "/areas/calderdale.ics", f"{PUBLIC}.ics?discreet=1", "/sitemap.xml", "/sitemap-1.xml", "/online.json",
)  # fmt: skip
AFTER_A_PAUSE = (PUBLIC, HALL, "/near/halifax?when=week", "/near/halifax.json?when=week", f"{PUBLIC}.ics")
SCHEMES = ("webcal://localhost", "/", "?", "#", "https://", "http://localhost", "mailto:", "tel:", "geo:", "maps:")
Shape = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Typist:
    """Cora, with the ids of what is in her care."""

    site: Site
    connection: Connection

    def type(self, text: str) -> list[tuple[str, TestResponse]]:
        """The text in every field of every form, one form after the other; what each answered."""
        ids, hall = self.site.world.ids["mill"], self.site.world.ids["mill hall"]["venue_id"]
        care, venue, both = f"/care/{ids['listing_id']}", f"/care/venues/{hall}", {"note": text, "why": text}
        dates = f"{care}/dates/{ids['series_id']}"
        long = dict.fromkeys(("name", "summary", "note", "room", "cost", "booking", "children", "pets", "why"), text)
        signs = dict.fromkeys(("website", "contact_email", "contact_phone"), text)
        door = DOOR | dict.fromkeys(("directions", "door_sign", "transport", "why"), text)
        shut = {"first": "2027-02-01", "last": "2027-02-02", "reason": text, "why": text}
        moved = {"to_day": "2026-12-30", "start": "18:00", "end": "19:00", "venue": hall}
        return [
            self._post(f"{PUBLIC}/report", {"what": "other", "words": text}),
            self._post(f"{PUBLIC}/report", {"what": text, "words": text}),
            self._post(f"{care}/words", WORDS | long),
            self._post(f"{care}/words", WORDS | long | signs),
            self._post(f"{dates}/{MONDAY}/cancel", both),
            self._post(f"{dates}/2027-01-11/move", moved | both),
            self._post(f"{dates}/2027-01-18/move", dict.fromkeys(moved, text) | both),
            self._post(f"{care}/times/new", {"how": text, "dates": text, "start": text, "first": text, "why": text}),
            self._post(f"{venue}/door", door),
            self._post(f"{venue}/close", shut | {"step": "look"}),
            self._post(f"{venue}/close", shut | {"step": "save"}),
            self._post(f"/care/reports/{ids['report_id']}", {"outcome": "fixed", "why": text}),
            *self._of_people(text),
        ]

    def pause(self, text: str) -> list[tuple[str, TestResponse]]:
        """The text as the reason of a pause; then of an end."""
        care = f"/care/{self.site.world.ids['mill']['listing_id']}"
        return [
            self._post(f"{care}/pause", {"until": "2027-02-01", "note": text, "why": text}),
            *self.look(AFTER_A_PAUSE),
            self._post(f"{care}/end", {"note": text, "why": text}),
            *self.look(AFTER_A_PAUSE),
        ]

    def look(self, only: tuple[str, ...] = ()) -> list[tuple[str, TestResponse]]:
        """Every page on which it may stand, those for everybody and those of Cora; or only these of the former."""
        client = self.site.app.test_client(use_cookies=False)
        if only:
            return [(path, client.get(path)) for path in only]
        mine = [(path, client.get(path, headers=self.site.world.headers["cora"])) for path in self._mine()]
        return [(path, client.get(path)) for path in OPEN] + mine

    def _of_people(self, text: str) -> Iterator[tuple[str, TestResponse]]:
        fields = ("name", "town", "summary", "email", "duty_hours")
        signs = {"name": "Hub", "website": text, "email": text, "phone": text, "duty_phone": text}
        glass = f"/organisations/calder/people/{self.site.world.ids['lin at calder']['holding_id']}/glass"
        yield self._post("/organisations/calder/edit", dict.fromkeys(fields, text[:SHORT]))
        yield self._post("/organisations/calder/edit", signs)
        yield self._post("/organisations/calder/invite", {"role": "champion", "name": text[-MIDDLE:]})
        yield self._post("/organisations/calder/invite", {"role": "champion", "name": text, "email": text})
        yield self._post(glass, {"category": "danger", "reason": text})
        yield self._post(glass, {"category": text, "reason": text})
        yield self._post("/account/name", {"name": text[:MIDDLE]})
        yield self._post("/account/contact", {"contact": text})
        yield self._post("/account/ways-in/word", {"word": text * 9})

    def _mine(self) -> Iterator[str]:
        ids, hall = self.site.world.ids["mill"], self.site.world.ids["mill hall"]["venue_id"]
        care = f"/care/{ids['listing_id']}"
        yield from ("/today", "/care", "/care/venues", "/care/reports", f"/care/reports/{ids['report_id']}")
        yield from (care, f"{care}/words", f"{care}/times", f"{care}/times/{ids['series_id']}", f"{care}/pause")
        yield from (f"/care/venues/{hall}", f"/care/venues/{hall}/door", "/account", "/account/ways-in")
        yield from ("/account/looks", "/account/agreements", "/account/contact", "/organisations")
        yield from (f"/organisations/calder{page}" for page in ("", "/edit", "/invite", "/glass"))

    def _post(self, path: str, form: dict[str, Any]) -> tuple[str, TestResponse]:
        """Send a form as it was just opened."""
        client, headers = self.site.app.test_client(use_cookies=False), self.site.world.headers["cora"]
        seen = SEEN.search(client.get(path, headers=headers).get_data(as_text=True))
        sent = form | ({"seen": seen.group(1)} if seen else {})
        return f"POST {path}", client.post(path, data=sent, headers=headers)


def shape(answer: TestResponse) -> Shape:
    """What an answer is built of, whatever it says: elements with their attributes, names of data, properties. Fails if
    a page is unsound, a calendar at fault, or an address leads to something that runs."""
    if answer.mimetype == "text/html" and answer.data:
        tree = Page(answer).tree
        assert tree is not None
        check_page(tree)
        goals = [each.get(name, "#") for each in tree.iter() for name in ("href", "action", "src")]
        assert [goal for goal in goals if not goal.startswith(SCHEMES)] == []
        return Counter((str(each.tag), *sorted(each.attrib)) for each in tree.iter())
    if answer.mimetype == "text/calendar":
        assert faults(answer.data) == []
        every = Calendar.from_ical(answer.data).walk()
        is_discreet = "discreet" in answer.request.url
        return Counter((each.name or "", *([] if is_discreet else _properties(each))) for each in every)
    if answer.mimetype == "application/json":
        return Counter(_names(json.loads(answer.data)))
    if (answer.mimetype or "").endswith("xml"):
        return Counter((each.tag, *sorted(each.attrib)) for each in ElementTree.fromstring(answer.data).iter())
    return Counter()


def _properties(each: Component) -> list[str]:
    found: list[str] = []
    for name, value in each.property_items(recursive=False):
        found += [name, *sorted(getattr(value, "params", {}))]
    return found


def _names(found: Any) -> Iterator[tuple[str, ...]]:
    if isinstance(found, dict):
        yield tuple(sorted(found))
    for each in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from _names(each)
