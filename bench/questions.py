"""What is asked of the site: random places of the whole country, so that no page is asked for twice running."""

from collections.abc import Iterator
from random import Random

from sqlalchemy import Connection

from app.directory import search
from app.directory.rules import finding
from app.directory.rules.finding import PAGE_SIZE, Wish
from app.kernel.days import LONDON
from app.places.rules.values import Place
from bench import world

RADII = (1, 2, 3, 5, 8, 12, 18, 25, 40, 60, 100, 150, 300)
POINTS = 0.1
"""The share of phones that say where they are."""


def places(seed: int, count: int) -> list[tuple[Place, str]]:
    """Places by their population, each with its slug or, for some, a point near by."""
    random, towns = Random(seed), world.towns()
    return list(_places(random, towns, count))


def as_people_ask(asked: list[tuple[Place, str]]) -> list[str]:
    """Addresses with nothing but the place: today, five miles."""
    return [f"/near/{slug}" for _, slug in asked]


def of_twenty(connection: Connection, asked: list[tuple[Place, str]]) -> list[str]:
    """Addresses whose radius, in miles, is the least that gives a full page of twenty in person tomorrow."""
    return [f"/near/{slug}?when=tomorrow&online=no&miles={_radius(connection, place)}" for place, slug in asked]


def _places(random: Random, towns: world.Towns, count: int) -> Iterator[tuple[Place, str]]:
    for _ in range(count):
        town = towns.draw(random)
        if random.random() < POINTS:
            lat, lon = town.lat + random.gauss(0, 0.02), town.lon + random.gauss(0, 0.03)
            yield town, f"{lat:.2f},{lon:.2f}"
        else:
            yield town, town.slug


def _radius(connection: Connection, place: Place) -> int:
    window = finding.window("tomorrow", world.NOW, LONDON)
    for miles in RADII:
        wish = Wish(when="tomorrow", online="no", miles=miles)
        rows, _ = search.near(connection, (place.lat, place.lon), wish, window, count=PAGE_SIZE + 1)
        if len(rows) > PAGE_SIZE:
            return miles
    return RADII[-1]
