"""Finds the place that somebody typed, anywhere in the UK, without a network."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property
from importlib import resources
from math import cos, radians
from statistics import fmean

import brotli

from app.kernel.distance import metres_between
from app.kernel.postcode import outcode_of, sector_of
from app.places.rules.choice import MOST_CHOICES, largest_first, outright
from app.places.rules.shelf import Shelf, shelve
from app.places.rules.spelling import Speller
from app.places.rules.typed import Code, Point, Reading, Words, read
from app.places.rules.values import Ambiguous, Answer, Authority, Found, NotFound, Place
from app.places.rules.words import telling_words

MOST_SUGGESTIONS = 5
SHORTEST_BEGINNING = 4
NEAR_ENOUGH_METRES = 15_000


class Gazetteer:
    """All places of the UK by name, postcode and position."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def find(self, typed: str) -> Answer:
        """What somebody means by a name, alias, postcode, outcode, sector, point, or slug of a place.

        Any text is taken and only its first 200 characters count; nothing is ever guessed from a misspelling, only
        suggested.
        """
        asked = read(typed)
        if isinstance(asked, Point):
            return Found(self._at(asked))
        if isinstance(asked, Code):
            return self._by_code(asked)
        return self._by_words(asked)

    def authority_of_postcode(self, postcode: str) -> Authority | None:
        """The local authority of most postcodes in the sector (else outcode) of a postcode; None if unknown.

        Right for about 96 of 100 postcodes: a sector that a boundary cuts is taken as lying in one authority.
        """
        place = self._shelf.sector(sector_of(postcode)) or self._shelf.outcode(outcode_of(postcode))
        return place.authority if place else None

    def authority_at(self, lat: float, lon: float) -> Authority | None:
        """The local authority of the nearest sector's middle, right for 97 of 100 addresses; None 15 km away."""
        narrowing = cos(radians(lat)) ** 2
        _, north, east, code = min(
            ((lat - north) ** 2 + (lon - east) ** 2 * narrowing, north, east, code)
            for north, east, code in self._middles
        )
        is_near = metres_between(lat, lon, north, east) <= NEAR_ENOUGH_METRES
        return self._shelf.authorities.get(code) if is_near else None

    def middle_of_authority(self, name: str) -> tuple[float, float] | None:
        """Latitude and longitude about the middle of where people live in a local authority; None for another name."""
        return self._middles_of_authorities.get(name)

    def _at(self, point: Point) -> Place:
        slug = f"{point.lat:.2f},{point.lon:.2f}"
        return Place(slug, slug, slug, point.lat, point.lon, "point")

    def _by_code(self, asked: Code) -> Answer:
        outcode = self._shelf.outcode(asked.outcode)
        if asked.sector:
            sector = self._shelf.sector(asked.sector) or _unknown_sector(asked.sector, outcode)
            return Found(sector) if sector else NotFound(self._codes_like(asked.outcode))
        return Found(outcode) if outcode else NotFound(self._codes_like(asked.outcode))

    def _codes_like(self, outcode: str) -> tuple[Place, ...]:
        """Outcodes of the same post town letters, nearest number first."""
        letters, number = _letters_and_number(outcode)
        alike = []
        for line in self._shelf.outcodes:
            other = line.split("\t", 1)[0]
            theirs, their_number = _letters_and_number(other)
            if theirs == letters:
                alike.append((abs(their_number - number), their_number, other))
        found = (self._shelf.outcode(other) for _gap, _number, other in sorted(alike)[:MOST_SUGGESTIONS])
        return tuple(place for place in found if place)

    def _by_words(self, asked: Words) -> Answer:
        if places := self._shelf.named(asked.whole):
            return _choose(places)
        number = self._shelf.by_slug.get(asked.whole.replace(" ", "-"))
        if number is not None:
            return Found(self._shelf.place(number))
        for reading in asked.readings[1:]:
            if places := self._told(reading):
                return _choose(places)
        return NotFound(self._suggestions(asked))

    def _told(self, reading: Reading) -> list[Place]:
        """Places of that name to which every telling word belongs."""
        return [place for place in self._shelf.named(reading.name) if reading.telling <= _words_of(place)]

    def _suggestions(self, asked: Words) -> tuple[Place, ...]:
        """Places one slip away, then places that begin so, then two slips away, then by part of the words alone."""
        whole = asked.whole
        if not whole:
            return ()
        near = [(slips, place) for slips, name in self._speller.nearest(whole) for place in self._shelf.named(name)]
        spelt = largest_first([place for _slips, place in near])
        is_close = any(slips == 1 for slips, _place in near)
        begun = largest_first(self._shelf.beginning(whole)) if len(whole) >= SHORTEST_BEGINNING else []
        named = [place for reading in asked.readings[1:] for place in largest_first(self._shelf.named(reading.name))]
        likeliest = [*spelt, *begun] if is_close else [*begun, *spelt]
        return tuple(_each_once([*likeliest, *named]))[:MOST_SUGGESTIONS]

    @cached_property
    def _speller(self) -> Speller:
        return Speller(list(self._shelf.by_name))

    @cached_property
    def _middles(self) -> list[tuple[float, float, str]]:
        parts = (line.split("\t") for line in self._shelf.sectors)
        return [(float(lat), float(lon), code) for _sector, lat, lon, code in parts]

    @cached_property
    def _middles_of_authorities(self) -> dict[str, tuple[float, float]]:
        sectors: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for lat, lon, code in self._middles:
            sectors[code].append((lat, lon))
        return {
            authority.name: (round(fmean(lats), 2), round(fmean(lons), 2))
            for code, authority in self._shelf.authorities.items()
            if code in sectors
            for lats, lons in [zip(*sectors[code], strict=True)]
        }


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the committed data, loaded once in a process at first use."""
    return Gazetteer(load_shelf())


def load_shelf() -> Shelf:
    """The committed data laid out for finding; about a tenth of a second."""
    data = resources.files("app.places") / "data"
    return shelve(
        brotli.decompress((data / "places.txt.br").read_bytes()).decode(),
        brotli.decompress((data / "postcodes.txt.br").read_bytes()).decode(),
        (data / "authorities.csv").read_text(encoding="utf-8"),
    )


def _choose(places: list[Place]) -> Answer:
    """Go to the largest if it is ten times larger than the next, or alone; else let the person choose."""
    ranked = largest_first(places)
    largest = outright(ranked)
    return Found(largest, tuple(ranked[1:MOST_CHOICES])) if largest else Ambiguous(tuple(ranked[:MOST_CHOICES]))


def _words_of(place: Place) -> frozenset[str]:
    """Every word of area that people may say after the name of this place."""
    if place.authority is None:
        return telling_words(place.label)
    within = place.authority
    return telling_words(" ".join([place.label, within.name, within.county, within.nation, *within.also]))


def _unknown_sector(sector: str, outcode: Place | None) -> Place | None:
    """A sector that does not exist, taken as lying in the middle of its outcode."""
    if outcode is None:
        return None
    name = sector.replace("-", " ")
    label = f"{name}, {outcode.authority.name}" if outcode.authority else name
    return Place(name, label, sector, outcode.lat, outcode.lon, "sector", outcode.authority)


def _letters_and_number(outcode: str) -> tuple[str, int]:
    head = "".join(letter for letter in outcode[:2] if letter.isalpha())
    digits = "".join(letter for letter in outcode[len(head) :] if letter.isdigit())
    return head, int(digits or 0)


def _each_once(places: Iterable[Place]) -> list[Place]:
    return list({place.slug: place for place in places}.values())
