"""Files for machines, the weight of what every page loads, and links made from what people typed."""

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import brotli
import jsonschema
import openapi_spec_validator
import pytest
import tinycss2
from flask import Flask, render_template

from app.directory.views.beside import ways_on
from app.site.views import MOST_IN_A_MAP, PAGES
from app.web.filters import link_to
from config import ROOT
from tests.conftest import MakeApp
from tests.site import samples
from tests.site.conftest import OWN_PAGES

LOCATION = re.compile(r"<loc>(.+?)</loc>")
STATIC = ROOT / "static"
MOST = {"site.css": 5 * 1024, "site.js": 2 * 1024, "icon.svg": 512}


def test_the_site_answers_that_it_is_alive_without_a_database(plain_app: Flask) -> None:
    answer = plain_app.test_client().get("/healthz")

    assert (answer.text, answer.headers["Cache-Control"]) == ("ok\n", "no-store")


def test_the_site_map_lists_our_pages_and_every_listing_that_has_not_ended(calderdale: Flask) -> None:
    listed = calderdale.test_client().get("/sitemap.xml").text

    assert PAGES == OWN_PAGES
    assert all(f"<loc>http://localhost{path}</loc>" in listed for path in PAGES)
    assert "<loc>http://localhost/meetings/clean-slate-halifax</loc>" in listed
    assert listed.count("<loc>") == len(PAGES) + 95


@pytest.mark.parametrize("most", [7, 8, 40, 103, 104])
def test_a_site_map_that_would_be_too_long_is_split_and_loses_nothing(
    calderdale: Flask, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    client = calderdale.test_client()
    whole = LOCATION.findall(client.get("/sitemap.xml").text)
    assert len(whole) == 104 and MOST_IN_A_MAP == 50_000

    monkeypatch.setattr(import_module("app.site.views"), "MOST_IN_A_MAP", most)
    index = client.get("/sitemap.xml")
    maps = LOCATION.findall(index.text)
    parts = [LOCATION.findall(client.get(each.removeprefix("http://localhost")).text) for each in maps]

    if most == 104:
        assert maps == whole
        return
    assert index.mimetype == "application/xml" and "<sitemapindex " in index.text
    assert [address for part in parts for address in part] == whole
    assert all(0 < len(part) <= most for part in parts)
    assert client.get(f"/sitemap-{len(maps) + 1}.xml").status_code == client.get("/sitemap-0.xml").status_code == 404


def test_robots_are_kept_from_searches_but_calendar_programs_are_not(plain_app: Flask) -> None:
    robots = plain_app.test_client().get("/robots.txt").text

    assert "Disallow: /near/\n" in robots
    assert "Allow: /near/*.ics\n" in robots
    assert "Sitemap: http://localhost/sitemap.xml" in robots


def test_the_site_is_ready_only_with_its_tables(calderdale: Flask, make_app: MakeApp, tmp_path: Path) -> None:
    bare = make_app(database_url=f"sqlite:///{tmp_path / 'bare.sqlite'}")

    assert calderdale.test_client().get("/readyz").status_code == 200
    answer = bare.test_client().get("/readyz")
    assert (answer.status_code, answer.text.startswith("The database is at revision None")) == (503, True)


def test_the_description_of_the_data_is_valid_and_the_data_is_as_described(calderdale: Flask) -> None:
    client = calderdale.test_client()
    described = client.get("/api/openapi.json").get_json()
    results = {"$ref": "#/components/schemas/Results", "components": described["components"]}

    openapi_spec_validator.validate(described)
    for address in ("/near/halifax.json?when=week&miles=300", "/online.json"):
        jsonschema.validate(client.get(address).get_json(), results)


def test_the_security_note_has_a_contact_and_is_good_for_months(plain_app: Flask) -> None:
    note = plain_app.test_client().get("/.well-known/security.txt").text
    lines = dict(line.split(": ", 1) for line in note.splitlines())
    expires = datetime.fromisoformat(lines["Expires"])

    assert lines["Contact"] == "http://localhost/about#security"
    assert timedelta(days=170) < expires - datetime.now(UTC) < timedelta(days=365)


@pytest.mark.parametrize("name", sorted(MOST))
def test_what_every_page_loads_is_light(name: str) -> None:
    assert len(brotli.compress((STATIC / name).read_bytes(), quality=5)) <= MOST[name]


def test_pages_with_twenty_results_and_all_they_load_fit_in_one_window(plain_app: Flask) -> None:
    with plain_app.test_request_context("/"):
        given = ways_on("/near/Halifax.ics", "Near Halifax, today") | {"page": samples.results(20, rich=False)}
        page = render_template("directory/results.html", **given)
    loaded = [page.encode(), *((STATIC / name).read_bytes() for name in MOST)]

    assert sum(len(brotli.compress(each, quality=5)) for each in loaded) <= 14 * 1024


def test_the_stylesheet_has_no_faults_and_fetches_nothing() -> None:
    style = (STATIC / "site.css").read_text()
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)

    assert not [rule for rule in rules if rule.type == "error"]
    assert "url(" not in style and "@import" not in style


def test_the_script_sends_nothing_and_writes_no_markup() -> None:
    script = (STATIC / "site.js").read_text()

    for word in ("innerHTML", "fetch(", "XMLHttpRequest", "sendBeacon", "eval", "cookie", "localStorage"):
        assert word not in script
    assert script.count("toFixed(2)") == 2


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("meeting-001@example.org", "mailto:meeting-001@example.org"),
        ("07700 900101", "tel:07700900101"),
        ("+44 (0)7700 900101", "tel:+447700900101"),
        ("javascript:alert(1)", ""),
        ("HTTPS://Zoom.us/j/1?pwd=Aa", "https://zoom.us/j/1?pwd=Aa"),
        ("https://nhs.uk@evil.example/", ""),
        ("https://nhs.uk@evil.example", ""),
        ("https://аррӏе.com/", ""),
        ("https://example.org/\u202egpj", ""),
        ("a?bcc=b@example.org", ""),
        ("Call Sam on 07700 900101", ""),
        ("2026-11-20", ""),
        ("Room 2", ""),
        ("", ""),
    ],
)
def test_words_become_a_link_only_when_they_are_nothing_else(words: str, address: str) -> None:
    assert link_to(words) == address
