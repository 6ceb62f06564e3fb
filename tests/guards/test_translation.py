"""Every sentence that a person sees can be translated: in a pseudo-language nothing but data stays as it is."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement

import html5lib
import pytest
from flask import Flask, render_template
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.directory.models import Listing
from app.directory.queries.results import languages
from app.directory.rules.describing import address_of, language_name
from app.directory.rules.reporting import REASONS, CannotReport, check_report
from app.directory.rules.what_happens import described_routes
from app.directory.rules.words import KIND_ADDRESSES
from app.kernel.speech import Speech, spoken_in
from app.places.models import Area, Venue
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Found
from app.web.languages import Settled
from app.web.request import CLOCK
from tests import pseudo

OWN = ("/", "/first-meeting", "/family", "/help-now", "/about", "/privacy", "/accessibility", "/credits", "/online",
       "/online?when=now", "/online?moon=1&when=blue", "/no-such-page")  # fmt: skip
IN_ADDRESSES = ("moon", "when", "blue")
PLACES = ("halifax", "hebden-bridge", "hx1", "53.72,-1.86", "penzance")
WAYS = ("", "?when=now", "?when=tomorrow", "?when=fri&women=1", "?when=week&miles=25", "?when=week&page=2&miles=300",
        "?online=only", "?online=no&miles=1", "?print=a4", "?when=week&print=large", "/choices")  # fmt: skip
SHOWN_IN_CALENDARS = ("SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME", "X-WR-CALDESC")
UNCLEAR = ("bradford", "newport", "hebdon brigde", "xqzzy")
LICENCES = {
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0.",
    "Contains LPS Intellectual Property © Crown copyright and database right 2026.",
    "Licensed under the Open Government Licence v3.0.",
    "Contains public sector information licensed under the Open Government Licence v3.0.",
    "GeoNames, geonames.org, CC BY 4.0.",
    "Open Government Licence v3.0",
    "CC BY 4.0",
    *(
        f"Contains {whose} © {holder} copyright and database right {year}."
        for year in (2021, 2026)
        for whose, holder in (
            ("OS data", "Crown"), ("Ordnance Survey data", "Crown"), ("Royal Mail data", "Royal Mail"),
            ("National Statistics data", "Crown"),
        )
    ),
}  # fmt: skip
"""Words that a licence prescribes stay as they are."""


pytestmark = pytest.mark.parametrize("calderdale", ["sqlite"], indirect=True)
"""Words are the same whatever the database."""


@pytest.fixture(autouse=True)
def _another_language(calderdale: Flask) -> Iterator[None]:
    """As on a site that has another language: no sentence of a template is settled."""
    templates = calderdale.jinja_env
    settled = templates.extensions.pop(Settled.identifier)
    templates.cache.clear()
    yield
    templates.extensions[Settled.identifier] = settled
    templates.cache.clear()


@pytest.fixture
def session(calderdale: Flask) -> Iterator[Session]:
    with Session(calderdale.extensions[db.KEY]) as opened:
        yield opened


@pytest.fixture
def allowed(calderdale: Flask, session: Session) -> set[str]:
    """All that may stay as it is: data, names of places and languages, sources, licences, the site's own name."""
    found = pseudo.data(session) | LICENCES | {"Alongside", "Calderdale", *IN_ADDRESSES}
    found |= {language_name(code) for code in languages(session)} | {entry.source for entry in described_routes()}
    for typed in (*PLACES, *UNCLEAR):
        answer = gazetteer().find(typed)
        places = (answer.place, *answer.others) if isinstance(answer, Found) else ()
        found |= {text for place in places for text in (place.name, place.label)} | {typed}
        found |= {place.label for name in ("choices", "suggestions") for place in getattr(answer, name, ())}
    return found


@pytest.mark.parametrize("moment", ["2026-12-21T18:00", "2026-12-25T21:30"], ids=["a usual evening", "Christmas night"])
def test_every_sentence_of_every_page_can_be_translated(
    calderdale: Flask, session: Session, allowed: set[str], monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    monkeypatch.setitem(calderdale.extensions, CLOCK, lambda: now)

    faults = {path: pseudo.unspoken(page, allowed) for path, page in pages(calderdale, session, pseudo.speech())}

    assert len(faults) > 150
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("path", ["/near/halifax.ics?miles=50", "/near/halifax.ics?discreet=1", "/online.ics"])
def test_every_sentence_of_a_calendar_can_be_translated(calderdale: Flask, allowed: set[str], path: str) -> None:
    with spoken_in(pseudo.speech()):
        calendar = Calendar.from_ical(calderdale.test_client().get(path).data)

    page = Element("p")
    for part in calendar.walk():
        for line in "\n".join(str(part[name]) for name in SHOWN_IN_CALENDARS if name in part).split("\n"):
            SubElement(page, "span").text = line
    assert len(page) > 20
    assert pseudo.unspoken(page, allowed) == []


def test_every_page_of_an_error_or_a_report_can_be_translated(calderdale: Flask) -> None:
    names = [name for name in calderdale.jinja_env.list_templates() if name.startswith("errors/")]
    with spoken_in(pseudo.speech()), calderdale.test_request_context("/"):
        shown = {name: render_template(name) for name in names if name != "errors/shell.html"}
        for name in ("report", "report_done"):
            shown[name] = render_template(f"directory/{name}.html", name="Café", error=refusal(), reasons=())

    faults = {name: pseudo.unspoken(html5lib.parse(page, namespaceHTMLElements=False), {"Alongside", "Café"})
              for name, page in shown.items()}  # fmt: skip
    assert {name: found for name, found in faults.items() if found} == {}


def test_a_page_in_another_language_leaves_no_trace_on_the_next_one_in_english(calderdale: Flask) -> None:
    client = calderdale.test_client(use_cookies=False)
    before = client.get("/near/halifax?when=week").get_data(as_text=True)

    with spoken_in(pseudo.speech()):
        between = client.get("/near/halifax?when=week").get_data(as_text=True)

    assert f'<html lang="{pseudo.LANGUAGE}">' in between
    assert "⟦" not in before
    assert client.get("/near/halifax?when=week").get_data(as_text=True) == before


@pytest.mark.parametrize(
    ("sentence", "path"),
    [("Skip to the page", "/"), ("Tonight, {day}", "/near/halifax"), ("On now", "/near/halifax"),
     ("{count} mile", "/near/halifax/choices"), ("Monday", "/near/halifax"), ("Narcotics Anonymous", "/near/halifax"),
     ("It is free. A pot may go round. You need not give.", "/first-meeting")],
)  # fmt: skip
def test_the_proof_sees_a_sentence_without_its_mark(
    calderdale: Flask, allowed: set[str], sentence: str, path: str
) -> None:
    with spoken_in(pseudo.speech(without=[sentence])):
        page = calderdale.test_client().get(path).get_data(as_text=True)

    found = " ".join(pseudo.unspoken(html5lib.parse(page, namespaceHTMLElements=False), allowed))
    assert max(re.split(r"\{\w+\}", sentence), key=len).strip(" ,") in found


def pages(site: Flask, session: Session, speech: Speech) -> Iterator[tuple[str, object]]:
    """Every page of the example world in a language; each was seen in English before, as another visitor may have."""
    client = site.test_client(use_cookies=False)
    listings = [address_of(listing) for listing in session.scalars(select(Listing))]
    venues = [f"/venues/{slug}" for slug in session.scalars(select(Venue.slug).where(~Venue.address_withheld))]
    areas = [f"/areas/{slug}" for slug in session.scalars(select(Area.slug))]
    kinds = [f"/{address}" for address in KIND_ADDRESSES.values()]
    near = [f"/near/{place}{way}" for place in PLACES for way in WAYS] + [f"/near/{typed}" for typed in UNCLEAR]
    for path in (*OWN, *near, *kinds, *listings, *venues, *areas):
        client.get(path)
        with spoken_in(speech):
            page = client.get(path).get_data(as_text=True)
        yield path, html5lib.parse(page, namespaceHTMLElements=False)


def refusal() -> str:
    """What is said of a report that lacks something."""
    with pytest.raises(CannotReport) as refused:
        check_report(next(iter(set(REASONS) & {"other"})), " ")
    return str(refused.value)
