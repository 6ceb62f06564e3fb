"""Names of countries as lists write them, and which time zones a country keeps, from the world's time zone tables."""

from functools import cache
from importlib.resources import files

UK, USA = "UK", "USA"

_ALSO = {
    "us": USA,
    "usa": USA,
    "united states": USA,
    "united states of america": USA,
    "uk": UK,
    "gb": UK,
    "britain": UK,
    "great britain": UK,
    "united kingdom": UK,
    "england": UK,
    "scotland": UK,
    "wales": UK,
    "northern ireland": UK,
    "eng": UK,
    "sct": UK,
    "wls": UK,
    "nir": UK,
    "ie": "Ireland",
    "republic of ireland": "Ireland",
    "the netherlands": "Netherlands",
    "czechia": "Czech Republic",
    "south korea": "Korea (South)",
}
_TABLE_NAMES = {"Britain (UK)": UK, "United States": USA}


def country_named(text: str) -> str:
    """One name for a country, whichever way it is written; empty when the text names none."""
    word = text.strip().casefold()
    return _ALSO.get(word) or _names().get(word, "")


def zones_of(country: str) -> frozenset[str]:
    """The IANA zones that a country keeps, by its name as `country_named` gives it; empty when unknown."""
    return _zones().get(country, frozenset())


@cache
def _names() -> dict[str, str]:
    """Names in lower case, and the name that we use."""
    return {name.casefold(): name for name in _codes().values()}


@cache
def _zones() -> dict[str, frozenset[str]]:
    """Zones by country."""
    found: dict[str, set[str]] = {}
    for code, _, zone, *_ in _table("zone.tab"):
        found.setdefault(_codes()[code], set()).add(zone)
    return {country: frozenset(zones) for country, zones in found.items()}


@cache
def _codes() -> dict[str, str]:
    """Countries by ISO 3166 code."""
    return {code: _TABLE_NAMES.get(name, name) for code, name in _table("iso3166.tab")}


def _table(name: str) -> list[list[str]]:
    """The rows of a table that comes with the time zones."""
    text = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [row.split("\t") for row in text.splitlines() if row and not row.startswith("#")]
