"""Derives the committed data of the place search from the published lists; the same lists give the same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import brotli

from app.places.rules.shelf import read_authorities
from app.places.rules.values import Authority
from app.places.sources.areas import areas_of
from app.places.sources.centres import outcode_lines, sector_lines
from app.places.sources.entries import Entry, tell_apart
from app.places.sources.names import Alias, named_lines, read_aliases
from app.places.sources.postcodes import AuthorityMap, Row, gather, read_package
from app.places.sources.settlements import Settlement, join, read_geonames, read_open_names

DATA = Path(__file__).parent.parent / "data"
OPEN_NAMES = "places-os-open-names.csv"
GEONAMES = "places-gb.csv"


@dataclass(frozen=True)
class Derived:
    """The two texts of the place search, one line a record, each in two parts with an empty line between.

    `postcodes`: sectors, then outcodes. `places`: places, then aliases. The columns are told in docs/places.md.
    """

    postcodes: str
    places: str

    def counts(self) -> dict[str, int]:
        """How many of each kind of record there are."""
        sectors, _, outcodes = self.postcodes.partition("\n\n")
        places, _, aliases = self.places.partition("\n\n")
        parts = {"sectors": sectors, "outcodes": outcodes, "places": places, "aliases": aliases}
        return {name: len(text.splitlines()) for name, text in parts.items()}


def derive(source_dir: Path, out_dir: Path = DATA) -> dict[str, int]:
    """Write `postcodes.txt.br` and `places.txt.br` into `out_dir` and say how many records they hold.

    `source_dir` holds `places-os-open-names.csv` and `places-gb.csv` (docs/places.md says where they come from); the
    postcodes come from the installed package. `authorities.csv` and `aliases.csv` are kept by hand beside the data.
    Raises `FileNotFoundError` for a missing list, `ValueError` where the lists contradict the two kept by hand.
    """
    derived = derive_texts(
        read_package(),
        join(read_open_names(source_dir / OPEN_NAMES), read_geonames(source_dir / GEONAMES)),
        read_authorities((DATA / "authorities.csv").read_text(encoding="utf-8")),
        read_aliases((DATA / "aliases.csv").read_text(encoding="utf-8")),
    )
    (out_dir / "postcodes.txt.br").write_bytes(pack(derived.postcodes))
    (out_dir / "places.txt.br").write_bytes(pack(derived.places))
    return derived.counts()


def derive_texts(
    postcodes: Iterable[Row],
    settlements: Iterable[Settlement],
    authorities: dict[str, Authority],
    aliases: list[Alias],
) -> Derived:
    """The two texts from the four lists; the order of the lists makes no difference."""
    sectors, patches = gather(postcodes)
    where = AuthorityMap(patches)
    entries = [Entry.of(place, where.code_at(place.lat, place.lon)) for place in settlements]
    entries += areas_of(sectors, authorities, entries)
    named = named_lines(tell_apart(entries, authorities), aliases, authorities)
    return Derived(
        postcodes="\n".join([*sector_lines(sectors), "", *outcode_lines(sectors)]),
        places="\n".join([*named.places, "", *named.aliases]),
    )


def pack(text: str) -> bytes:
    """The text compressed; the same text gives the same bytes."""
    return bytes(brotli.compress(text.encode(), quality=11, lgwin=24))
