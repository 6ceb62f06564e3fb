"""The middle of every postcode sector and outcode, as lines of text."""

from app.places.sources.postcodes import Spread, is_irish

SMALLEST_SHARE = 0.02
"""Part of an outcode's postcodes below which an authority is not named for it (mostly misplaced postcodes)."""


def sector_lines(sectors: dict[str, Spread]) -> list[str]:
    """`sector, latitude, longitude, authority code` by sector; the authority is the one of most of its postcodes."""
    return [_line(sector, spread, commonest(spread)[:1]) for sector, spread in sorted(sectors.items())]


def outcode_lines(sectors: dict[str, Spread]) -> list[str]:
    """`outcode, latitude, longitude, authority codes` by outcode; the commonest authority first, spaces between."""
    return [_line(outcode, spread, commonest(spread)) for outcode, spread in sorted(outcodes_of(sectors).items())]


def outcodes_of(sectors: dict[str, Spread]) -> dict[str, Spread]:
    """The postcodes of every outcode together."""
    outcodes: dict[str, Spread] = {}
    for sector, spread in sectors.items():
        outcodes.setdefault(sector.split("-")[0], Spread()).join(spread)
    return outcodes


def commonest(spread: Spread) -> list[str]:
    """Codes of the authorities that hold at least a fiftieth of the postcodes, most first."""
    least = SMALLEST_SHARE * spread.authorities.total()
    ranked = sorted(spread.authorities.items(), key=lambda item: (-item[1], item[0]))
    return [code for code, count in ranked if count >= least]


def _line(name: str, spread: Spread, codes: list[str]) -> str:
    lat, lon = spread.centre(irish=is_irish(name))
    return f"{name}\t{lat:.4f}\t{lon:.4f}\t{' '.join(codes)}"
