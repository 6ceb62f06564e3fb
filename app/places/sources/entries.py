"""Namesakes told apart in words: by authority or county, and failing that by the nearest town."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from app.kernel.distance import metres_between
from app.places.rules.choice import largest_first
from app.places.rules.values import Authority
from app.places.rules.words import fold
from app.places.sources.settlements import Settlement

TOWN_SIZE = 2_000
MOST_TOWNS = 4


@dataclass(frozen=True)
class Entry:
    """A place on its way into the list; `beside` is what follows its name in a label ("Devon")."""

    key: str
    name: str
    kind: str
    lat: float
    lon: float
    code: str
    population: int | None = None
    beside: str = ""

    @classmethod
    def of(cls, place: Settlement, code: str) -> Self:
        """From a settlement and the code of the authority it lies in."""
        return cls(fold(place.name), place.name, place.kind, place.lat, place.lon, code, place.population or None)


def tell_apart(entries: list[Entry], authorities: dict[str, Authority]) -> list[Entry]:
    """Every entry with words beside its name that no namesake shares, sorted by key and then largest first.

    Of namesakes that nothing tells apart, not even four nearby towns, the smaller is left out.
    """
    towns = [entry for entry in entries if (entry.population or 0) >= TOWN_SIZE]
    by_key: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.key, entry.code, entry.lat, entry.lon)):
        by_key.setdefault(entry.key, []).append(entry)
    return [told for key in sorted(by_key) for told in _tell_group_apart(by_key[key], authorities, towns)]


def _tell_group_apart(group: list[Entry], authorities: dict[str, Authority], towns: list[Entry]) -> Iterator[Entry]:
    waiting = [(entry, _words_for(entry, authorities, towns)) for entry in largest_first(group)]
    beside = {id(entry): next(words) for entry, words in waiting}
    while doubled := _doubled(list(beside.values())):
        for entry, words in waiting:
            if beside.get(id(entry)) in doubled:
                further = next(words, None)
                if further is None:
                    del beside[id(entry)]
                else:
                    beside[id(entry)] = further
    for entry, _words in waiting:
        if id(entry) in beside:
            yield replace(entry, beside=beside[id(entry)])


def _doubled(words: list[str]) -> set[str]:
    return {word for word, times in Counter(words).items() if times > 1}


def _words_for(entry: Entry, authorities: dict[str, Authority], towns: list[Entry]) -> Iterator[str]:
    """Words to put beside the name, best first: its areas, then its areas and the towns near it."""
    areas = areas_beside(entry, authorities)
    yield from areas
    for town in _nearest_towns(entry, towns):
        yield f"{areas[0]}, near {town}" if areas[0] else f"near {town}"


def areas_beside(entry: Entry, authorities: dict[str, Authority]) -> list[str]:
    """Authority and county of an entry in the order in which people would say them; never its own name again.

    In districts under a county council and in London the county comes first: few people know their district's name.
    """
    found = authorities.get(entry.code)
    if found is None:
        return [""]
    county_first = entry.code.startswith(("E07", "E09"))
    areas = [found.county, found.name] if county_first else [found.name, found.county]
    if entry.kind in {"district", "county"}:
        areas = [found.county]
    if entry.key == fold(found.county):
        areas = []
    kept = [area for area in areas if area and not f"{fold(area)} ".startswith(f"{entry.key} ")]
    return list(dict.fromkeys(kept)) or [found.nation]


def _nearest_towns(entry: Entry, towns: list[Entry]) -> list[str]:
    others = sorted(
        (metres_between(entry.lat, entry.lon, town.lat, town.lon), town.name) for town in towns if town.key != entry.key
    )
    return [name for _metres, name in others[:MOST_TOWNS]]
