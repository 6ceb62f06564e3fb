"""Six real lists taken in: every row ends as a listing or a refusal, is found where it is, and keeps its own time."""

import json
from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app, db
from app.directory.models import DiaryEntry, Listing, Series
from app.feeds.models import Source
from app.places.models import Area, Venue
from config import Settings
from tests import databases
from tests.browser import Browser
from tests.conftest import MONDAY_EVENING, run_command
from tests.feeds.lists import DATA, ROUTES_AND_ZONES, reading_of, rows_in

REAL = ("sf-marin-2021", "edmonton-2022", "eda-world-2023", "sussex-delaware-2022", "ben-lomond-2021", "alpena-2021")
POINTS = {
    "sf-marin-2021": ("37.77,-122.42", "-08:00"),
    "sussex-delaware-2022": ("38.72,-75.08", "-05:00"),
    "ben-lomond-2021": ("37.09,-122.09", "-08:00"),
    "alpena-2021": ("45.06,-83.43", "-05:00"),
}


def bring(site: Flask, name: str, *options: str) -> Result:
    route, zone = ROUTES_AND_ZONES[name]
    said = ("--format", "meeting-guide", "--route", route, "--name", name, "--timezone", zone, "--json", *options)
    return run_command(site, "import-feed", str(DATA / f"{name}.json"), *said)


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """All six real lists beside the example world, on SQLite; only read."""
    folder = tmp_path_factory.mktemp("abroad")
    url = f"sqlite:///{folder / 'world.sqlite'}"
    databases.migrate(url)
    site = create_app(Settings(env="test", database_url=url, now=MONDAY_EVENING, demo="as-dated", instance=folder))
    assert run_command(site, "load-demo").exit_code == 0
    site.extensions["outcomes"] = {name: json.loads(bring(site, name).stdout) for name in REAL}
    yield site
    site.extensions[db.KEY].dispose()


@pytest.fixture
def stored(abroad: Flask) -> Iterator[Session]:
    with Session(abroad.extensions[db.KEY]) as session:
        yield session


@pytest.mark.parametrize("name", REAL)
def test_every_row_ends_as_a_listing_or_as_a_refusal(abroad: Flask, stored: Session, name: str) -> None:
    outcome = abroad.extensions["outcomes"][name]
    listed = stored.scalars(
        select(func.count())
        .select_from(Listing)
        .join(Source, Source.id == Listing.source_id)
        .where(Source.name == name)
    ).one()

    assert outcome["read"] == len(rows_in(name))
    assert outcome["added"] == listed == len(reading_of(name).listings)
    assert all(each["row"] and each["reason"] for each in outcome["refused"])


@pytest.mark.parametrize(("name", "point", "offset"), [(name, *found) for name, found in POINTS.items()])
def test_meetings_are_found_where_they_are_and_keep_their_own_time(
    abroad: Flask, name: str, point: str, offset: str
) -> None:
    page = Browser(abroad).get(f"/near/{point}.json?when=week&miles=30&online=no&route=aa")

    rows = page.json["results"]
    assert rows
    assert page.json["now"].endswith(offset)
    assert {row["starts_at"][19:] for row in rows} == {offset}
    assert all(row["miles"] <= 30 for row in rows)


def test_a_page_abroad_speaks_the_time_of_the_place(abroad: Flask) -> None:
    browser = Browser(abroad)
    page = browser.get("/near/37.77,-122.42?miles=30&when=today")
    far = browser.get("/near/37.77,-122.42?online=only&when=week&miles=300")

    assert page.heading == "Near you, today"
    assert "Today, Monday 21 December" in page.text
    assert "where they are." in far.text


def test_a_meeting_in_essex_is_told_by_british_time_though_its_list_is_kept_elsewhere(
    abroad: Flask, stored: Session
) -> None:
    named = select(Listing).where(Listing.name.startswith("Leigh on Sea"))
    leigh = stored.scalars(named.order_by(Listing.slug)).first()
    assert leigh and leigh.venue and leigh.venue.area
    browser = Browser(abroad)

    page = browser.get(f"/meetings/{leigh.slug}")

    assert "7pm to 8pm" in page.text
    assert "2pm to 3pm, New York time" in page.text
    assert leigh.venue.zone == "Europe/London"
    assert leigh.venue.area.name == "Southend-on-Sea"
    assert "2pm where they are" in browser.get(f"/venues/{leigh.venue.slug}").text


def test_a_list_without_countries_is_believed_to_be_where_its_points_are(stored: Session) -> None:
    venues = stored.scalars(
        select(Venue).join(Source, Source.id == Venue.source_id).where(Source.name == "alpena-2021")
    )

    assert {(venue.nation, venue.zone) for venue in venues} == {("elsewhere", "America/Detroit")}


def test_an_online_meeting_abroad_is_told_by_our_clocks(abroad: Flask, stored: Session) -> None:
    told = select(Listing).where(Listing.online, ~Listing.in_person, Listing.name.contains("2am Eastern"))
    found = stored.scalars(told.order_by(Listing.slug)).first()
    assert found

    page = Browser(abroad).get(f"/meetings/{found.slug}")

    assert "7am to" in page.text
    assert "2am to" in page.text
    assert "New York time" in page.text


def test_a_list_abroad_keeps_no_british_bank_holiday(abroad: Flask) -> None:
    rows = Browser(abroad).get("/near/37.77,-122.42.json?when=fri&miles=30&online=no").json["results"]

    assert [row for row in rows if row["starts_at"].startswith("2026-12-25")]
    assert not [row for row in rows if row["ask_first"]]


def test_the_example_world_is_still_there_beside_them(abroad: Flask) -> None:
    rows = (
        Browser(abroad).get("/near/Halifax.json?when=week&miles=300&kind=meeting&online=no&route=aa,na").json["results"]
    )

    assert len(rows) > 20
    assert {row["starts_at"][19:] for row in rows} == {"+00:00"}


@pytest.mark.parametrize("name", REAL)
def test_taking_a_list_in_again_changes_nothing_at_all(abroad: Flask, stored: Session, name: str) -> None:
    def everything() -> list[tuple[object, ...]]:
        stored.rollback()
        told = select(Listing.id, Listing.slug, Listing.sequence, Listing.changed_at, Series.uid, Series.id)
        return sorted(tuple(row) for row in stored.execute(told.outerjoin(Series)))

    before, entries = everything(), stored.scalars(select(func.count()).select_from(DiaryEntry)).one()

    outcome = json.loads(bring(abroad, name).stdout)

    assert (outcome["added"], outcome["changed"], outcome["missing"]) == (0, 0, 0)
    assert everything() == before
    assert stored.scalars(select(func.count()).select_from(DiaryEntry)).one() == entries


def test_a_list_without_points_is_found_by_its_area(abroad: Flask, stored: Session) -> None:
    slugs = stored.scalars(
        select(Area.slug).join(Venue).join(Source, Source.id == Venue.source_id).where(Source.name == "edmonton-2022")
    )

    page = Browser(abroad).get(f"/areas/{min(set(slugs))}")

    assert page.status == 200
    assert page.all("li", class_="card")


def test_an_address_and_a_calendar_name_survive_an_update(command: Callable[..., Result], session: Session) -> None:
    route, zone = ROUTES_AND_ZONES["update-1-2021-06-07"]
    said = ("--format", "meeting-guide", "--route", route, "--name", "San José", "--timezone", zone, "--json")
    first = command("import-feed", str(DATA / "update-1-2021-06-07.json"), *said)
    before = {each.id: (each.slug, each.series[0].uid) for each in session.scalars(select(Listing))}

    second = command("import-feed", str(DATA / "update-2-2021-06-26.json"), *said, "--accept")

    session.rollback()
    session.expire_all()
    after = {each.id: (each.slug, each.series[0].uid) for each in session.scalars(select(Listing))}
    outcomes = [json.loads(result.stdout) for result in (first, second)]
    assert before.items() <= after.items()
    assert len(after) - len(before) == outcomes[1]["added"]
    assert outcomes[1]["changed"]
    missing = [each for each in session.scalars(select(Listing)) if each.missing_since]
    assert len(missing) == outcomes[1]["missing"]
