"""The list of places and everyday aliases as lines of text, each place with an address of its own."""

import csv
import io
from dataclasses import dataclass

from app.places.rules.choice import largest_first, outright
from app.places.rules.values import Authority
from app.places.rules.words import fold, slugged
from app.places.sources.entries import Entry

STEM_SIZE = 5_000
STEM_ENDS = frozenset({"upon", "on", "under", "in", "le", "by", "next", "over", "super"})


@dataclass(frozen=True)
class Alias:
    """An everyday name, the place it means, and the authority where that lies ("" for the largest of its name)."""

    alias: str
    place: str
    within: str


@dataclass(frozen=True)
class Named:
    """Lines of places and lines of aliases."""

    places: list[str]
    aliases: list[str]


def read_aliases(text: str) -> list[Alias]:
    """The aliases kept by hand: a CSV with the columns alias, place, within."""
    return [Alias(**row) for row in csv.DictReader(io.StringIO(text))]


def named_lines(entries: list[Entry], aliases: list[Alias], authorities: dict[str, Authority]) -> Named:
    """Lines `key, name, beside, slug, kind, code, lat, lon, population`, and lines `alias, slug`.

    The slug is empty where it is the key itself: for the one place that the bare name leads to.
    Raises `ValueError` for an alias whose place is unknown, and for two places of one slug.
    """
    also = _also(entries, aliases, authorities)
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.key, []).append(entry)
    for key, meant in also.items():
        groups.setdefault(key, []).extend(entry for entry in meant if entry not in groups[key])
    slugs = {entry: _slug(entry, groups[entry.key]) for entry in entries}
    _check_alone(slugs, groups)
    places = [_line(entry, slugs[entry]) for entry in entries]
    named = [(key, slugs[entry]) for key, meant in sorted(also.items()) for entry in meant if entry.key != key]
    return Named(places, [f"{key}\t{slug}" for key, slug in dict.fromkeys(named)])


def _also(entries: list[Entry], aliases: list[Alias], authorities: dict[str, Authority]) -> dict[str, list[Entry]]:
    """Places by each further name: by hand, official names in two languages, and the first words of long names."""
    by_key: dict[str, list[Entry]] = {}
    for entry in entries:
        by_key.setdefault(entry.key, []).append(entry)
    also: dict[str, list[Entry]] = {}
    for alias in aliases:
        also.setdefault(fold(alias.alias), []).append(_meant(alias, by_key, authorities))
    known_by_its_end = {entry for key, meant in also.items() for entry in meant if entry.key.endswith(f" {key}")}
    for entry in entries:
        if (stem := _stem(entry)) and entry not in known_by_its_end:
            also.setdefault(stem, []).append(entry)
    for key, code in _second_names(authorities):
        also.setdefault(key, []).extend(e for e in by_key.get(fold(authorities[code].name), []) if e.code == code)
    return also


def _second_names(authorities: dict[str, Authority]) -> list[tuple[str, str]]:
    return [(fold(name), code) for code, authority in sorted(authorities.items()) for name in authority.also]


def _meant(alias: Alias, by_key: dict[str, list[Entry]], authorities: dict[str, Authority]) -> Entry:
    for entry in largest_first(by_key.get(fold(alias.place), [])):
        if not alias.within or (entry.code in authorities and authorities[entry.code].name == alias.within):
            return entry
    raise ValueError(f"No {alias.place} in {alias.within}, which the alias {alias.alias} means.")


def _stem(entry: Entry) -> str:
    """What people say for short, "newcastle" of "newcastle upon tyne"; empty for small places."""
    words = entry.key.split()
    at = next((i for i, word in enumerate(words) if word in STEM_ENDS), 0)
    return " ".join(words[:at]) if (entry.population or 0) >= STEM_SIZE else ""


def _slug(entry: Entry, namesakes: list[Entry]) -> str:
    if outright(largest_first(namesakes)) is entry:
        return slugged(entry.name)
    return slugged(f"{entry.name} {entry.beside}")


def _check_alone(slugs: dict[Entry, str], groups: dict[str, list[Entry]]) -> None:
    seen: dict[str, Entry] = {}
    for entry, slug in slugs.items():
        other = seen.setdefault(slug, entry)
        if other is not entry:
            raise ValueError(f"{entry} and {other} share the address {slug}.")
        if (key := fold(slug)) != entry.key and key in groups:
            raise ValueError(f"{entry} has the address of {groups[key]}.")


def _line(entry: Entry, slug: str) -> str:
    own = "" if slug == slugged(entry.name) else slug
    where = f"{entry.lat:.4f}\t{entry.lon:.4f}"
    people = entry.population or ""
    return f"{entry.key}\t{entry.name}\t{entry.beside}\t{own}\t{entry.kind}\t{entry.code}\t{where}\t{people}"
