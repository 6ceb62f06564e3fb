"""Lists of populated places (OS Open Names and GeoNames) joined into one."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.kernel.distance import metres_between
from app.places.rules.words import fold

SAME_PLACE_METRES = 6000
SMALLEST_ADDED = 1500

_GONE = re.compile(r"\((?:ruins?|disused|.*\bof)\)")
_IN_BRACKETS = re.compile(r"\s*\(.*\)")


@dataclass(frozen=True)
class Settlement:
    """A populated place as a list gives it; `population` 0 where unknown."""

    name: str
    kind: str
    lat: float
    lon: float
    population: int = 0


def read_open_names(path: Path) -> Iterator[Settlement]:
    """Places of Great Britain from OS Open Names, without the ruins; "other settlement" becomes "settlement"."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not _GONE.search(row["name"]):
                name = _IN_BRACKETS.sub("", row["name"]).strip()
                kind = row["kind"].replace("other settlement", "settlement")
                yield Settlement(name, kind, float(row["latitude"]), float(row["longitude"]))


def read_geonames(path: Path) -> Iterator[Settlement]:
    """Places of the whole UK with a known population from GeoNames; districts that are no place are left out."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            population = int(row["population"] or 0)
            if population and "County Borough" not in row["name"]:
                name = row["name"].split(",")[0].strip()
                kind = _kind(row["feature"], population)
                yield Settlement(name, kind, float(row["latitude"]), float(row["longitude"]), population)


def _kind(feature: str, population: int) -> str:
    if feature in {"PPLC", "PPLA"}:
        return "city"
    if feature in {"PPLX", "PPLL"}:
        return "suburb"
    return "town" if population >= 10_000 else "village"


def join(named: Iterable[Settlement], counted: Iterable[Settlement]) -> list[Settlement]:
    """All of `named`, with the population of the nearest namesake in `counted`; what is left of `counted` is added.

    Two places of one name within 6 km are one. A left-over is added when 1,500 people or more live there.
    """
    joined = _without_doubles(named)
    by_name: dict[str, list[int]] = {}
    for index, place in enumerate(joined):
        by_name.setdefault(fold(place.name), []).append(index)
    for place in sorted(counted, key=lambda place: (-place.population, place.name, place.lat)):
        near = [i for i in by_name.get(fold(place.name), ()) if _apart(joined[i], place) <= SAME_PLACE_METRES]
        if near:
            best = min(near, key=lambda i: _apart(joined[i], place))
            if not joined[best].population:
                joined[best] = replace(joined[best], population=place.population)
        elif place.population >= SMALLEST_ADDED:
            by_name.setdefault(fold(place.name), []).append(len(joined))
            joined.append(place)
    return joined


_ORDER = ("city", "town", "suburb", "village", "settlement", "hamlet")


def _without_doubles(places: Iterable[Settlement]) -> list[Settlement]:
    """Of namesakes within 2 km only the one of the larger kind."""
    kept: dict[str, list[Settlement]] = {}
    for place in sorted(places, key=lambda place: (_ORDER.index(place.kind), place.name, place.lat, place.lon)):
        namesakes = kept.setdefault(fold(place.name), [])
        if all(_apart(place, other) > 2000 for other in namesakes):
            namesakes.append(place)
    return [place for name in sorted(kept) for place in kept[name] if name]


def _apart(one: Settlement, other: Settlement) -> float:
    return metres_between(one.lat, one.lon, other.lat, other.lon)
