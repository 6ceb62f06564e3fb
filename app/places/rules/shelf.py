"""The place data as it lies in memory: lines of text, and where to find each name, address and postcode."""

import csv
import io
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import cast

from app.places.rules.values import Authority, Kind, Place


def read_authorities(text: str) -> dict[str, Authority]:
    """Authorities by code from the CSV kept by hand: code, name, county, nation, also (semicolons between)."""
    return {
        row["code"]: Authority(
            row["code"], row["name"], row["county"], row["nation"], tuple(filter(None, row["also"].split(";")))
        )
        for row in csv.DictReader(io.StringIO(text))
    }


@dataclass
class Shelf:
    """Every place as one line, made into a `Place` only when asked for, to spare memory."""

    authorities: dict[str, Authority]
    lines: list[str]
    by_name: dict[str, list[int]] = field(default_factory=dict)
    by_slug: dict[str, int] = field(default_factory=dict)
    sectors: list[str] = field(default_factory=list)
    outcodes: list[str] = field(default_factory=list)

    def place(self, number: int) -> Place:
        """The place on one line."""
        key, name, beside, slug, kind, code, lat, lon, people = self.lines[number].split("\t")
        return Place(
            name=name,
            label=f"{name}, {beside}" if beside else name,
            slug=slug or key.replace(" ", "-"),
            lat=float(lat),
            lon=float(lon),
            kind=cast(Kind, kind),
            authority=None if kind == "county" else self.authorities.get(code),
            population=int(people) if people else None,
        )

    def named(self, key: str) -> list[Place]:
        """Places that bear a folded name, or are meant by it."""
        return [self.place(number) for number in self.by_name.get(key, ())]

    def beginning(self, key: str) -> list[Place]:
        """Places whose folded name begins so; at most 200 are looked at."""
        first = bisect_left(self.lines, key)
        return [self.place(n) for n in range(first, min(first + 200, len(self.lines))) if self.lines[n].startswith(key)]

    def sector(self, sector: str) -> Place | None:
        """The middle of a sector ("HX1-1"); None if it does not exist."""
        return self._middle(self.sectors, sector, "sector")

    def outcode(self, outcode: str) -> Place | None:
        """The middle of an outcode; None if it does not exist."""
        return self._middle(self.outcodes, outcode, "outcode")

    def _middle(self, lines: list[str], code: str, kind: Kind) -> Place | None:
        at = bisect_left(lines, code + "\t")
        if at == len(lines) or not lines[at].startswith(code + "\t"):
            return None
        _code, lat, lon, within = lines[at].split("\t")
        authority = self.authorities.get(within.split(" ")[0])
        name = code.replace("-", " ")
        label = f"{name}, {authority.name}" if authority else name
        return Place(name, label, code, float(lat), float(lon), kind, authority)


def shelve(places: str, postcodes: str, authorities: str) -> Shelf:
    """Lay out the texts of `places.txt`, `postcodes.txt` and `authorities.csv` for finding."""
    named, _, aliases = places.partition("\n\n")
    sectors, _, outcodes = postcodes.partition("\n\n")
    shelf = Shelf(read_authorities(authorities), named.split("\n"))
    shelf.sectors, shelf.outcodes = sectors.split("\n"), outcodes.split("\n")
    for number, line in enumerate(shelf.lines):
        key, _name, _beside, slug, _rest = line.split("\t", 4)
        shelf.by_name.setdefault(key, []).append(number)
        shelf.by_slug[slug or key.replace(" ", "-")] = number
    for line in filter(None, aliases.split("\n")):
        alias, slug = line.split("\t")
        shelf.by_name.setdefault(alias, []).append(shelf.by_slug[slug])
    return shelf
