"""Local authorities and counties as places that a person can type ("Calderdale", "Ynys Môn", "Devon")."""

from app.places.rules.values import Authority
from app.places.rules.words import fold
from app.places.sources.entries import Entry
from app.places.sources.postcodes import Spread


def areas_of(sectors: dict[str, Spread], authorities: dict[str, Authority], settlements: list[Entry]) -> list[Entry]:
    """One entry for each authority and county, in the middle of its postcodes.

    An area named like a settlement inside it is left out: who types "Bradford" means the city.
    """
    taken = {(fold(place.name), place.code) for place in settlements}
    taken |= {(fold(place.name), authorities[place.code].county) for place in settlements if place.code in authorities}
    found = []
    spreads = _by_authority(sectors)
    for code, authority in sorted(authorities.items()):
        if code in spreads and (fold(authority.name), code) not in taken:
            found.append(_entry(authority.name, "district", code, spreads[code]))
    named = {fold(entry.name) for entry in found}
    for county in sorted({authority.county for authority in authorities.values()} - {""}):
        codes = [code for code in sorted(authorities) if authorities[code].county == county and code in spreads]
        if codes and fold(county) not in named and (fold(county), county) not in taken:
            found.append(_entry(county, "county", codes[0], _together(spreads, codes)))
    return found


def _by_authority(sectors: dict[str, Spread]) -> dict[str, Spread]:
    """The postcodes of each authority, taking every sector as lying in the authority of most of its postcodes."""
    spreads: dict[str, Spread] = {}
    for spread in sectors.values():
        if spread.authorities:
            code = min(spread.authorities, key=lambda code: (-spread.authorities[code], code))
            spreads.setdefault(code, Spread()).join(spread)
    return spreads


def _together(spreads: dict[str, Spread], codes: list[str]) -> Spread:
    whole = Spread()
    for code in codes:
        whole.join(spreads[code])
    return whole


def _entry(name: str, kind: str, code: str, spread: Spread) -> Entry:
    lat, lon = spread.centre(irish=code.startswith("N"))
    return Entry(fold(name), name, kind, lat, lon, code)
