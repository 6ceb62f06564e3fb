"""Derives the committed data of the place search from the published lists; the same lists give the same bytes."""

from dataclasses import dataclass
from pathlib import Path

import brotli

from app.places.sources.areas import areas_of
from app.places.sources.centres import outcode_lines, sector_lines
from app.places.sources.entries import Entry, tell_apart
from app.places.sources.names import named_lines, read_aliases
from app.places.rules.shelf import read_authorities
from app.places.sources.postcodes import AuthorityMap, gather, read_package
from app.places.sources.settlements import join, read_geonames, read_open_names

DATA = Path(__file__).parent.parent / "data"
OPEN_NAMES = "places-os-open-names.csv"
GEONAMES = "places-gb.csv"


@dataclass(frozen=True)
class Derived:
    """What was written: how many of each."""

    sectors: int
    outcodes: int
    places: int
    aliases: int


def derive(source_dir: Path, out_dir: Path = DATA) -> Derived:
    """Write `postcodes.txt.br` and `places.txt.br` into `out_dir` from the place lists in `source_dir`.

    `source_dir` holds `places-os-open-names.csv` and `places-gb.csv` (docs/places.md says where they come from); the
    postcodes come from the installed package. `authorities.csv` and `aliases.csv` are kept by hand beside this code.
    Raises `FileNotFoundError` for a missing list, `ValueError` where the lists contradict the two kept by hand.
    """
    sectors, patches = gather(read_package())
    authorities = read_authorities((DATA / "authorities.csv").read_text(encoding="utf-8"))
    where = AuthorityMap(patches)
    settlements = join(read_open_names(source_dir / OPEN_NAMES), read_geonames(source_dir / GEONAMES))
    entries = [Entry.of(place, where.code_at(place.lat, place.lon)) for place in settlements]
    entries += areas_of(sectors, authorities, entries)
    aliases = read_aliases((DATA / "aliases.csv").read_text(encoding="utf-8"))
    named = named_lines(tell_apart(entries, authorities), aliases, authorities)
    centres, outcodes = sector_lines(sectors), outcode_lines(sectors)
    _write(out_dir / "postcodes.txt.br", [*centres, "", *outcodes])
    _write(out_dir / "places.txt.br", [*named.places, "", *named.aliases])
    return Derived(len(centres), len(outcodes), len(named.places), len(named.aliases))


def _write(path: Path, lines: list[str]) -> None:
    path.write_bytes(brotli.compress("\n".join(lines).encode(), quality=11, lgwin=24))

