"""Where a row says people meet: address, postcode, country, and a point only when it can be trusted."""

import re
from dataclasses import dataclass, replace

from app.feeds.sources.countries import UK, USA, country_named
from app.feeds.sources.findings import Findings
from app.feeds.sources.meeting_guide.envelope import Row
from app.feeds.sources.meeting_guide.point import Point, point_of
from app.feeds.sources.private import sift
from app.feeds.sources.reading import ReadVenue
from app.feeds.sources.text import line, plain
from app.kernel import postcode

_NATION_CODES = {"eng", "sct", "wls", "nir", "gb", "uk"}
"""What lists put for the state of a British address; it says nothing more than the country."""

_US_REGION = re.compile(r"([A-Z]{2})(?:\s+(\d{5})(?:-\d{4})?)?")
_CANADIAN = re.compile(r"[A-Z]\d[A-Z] ?\d[A-Z]\d")
_PLAIN_POSTCODE = re.compile(r"\d{4,6}(?:[ -]\d{2,4})?(?:\s+[A-Z]{2})?")
_COUNTY = re.compile(
    r".*shire|.*\bsussex|.*\byorkshire|greater .*|county .*|west midlands|tyne and wear|merseyside|kent|essex|surrey|"
    r"norfolk|suffolk|devon|cornwall|dorset|somerset|cumbria|northumberland|rutland|dyfed|gwynedd|powys|clwyd|gwent|"
    r".* glamorgan|fife",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a row says about where: the venue, and whether it gives a street at all."""

    venue: ReadVenue
    has_street: bool
    has_point: bool


def place_of(row: Row, findings: Findings) -> Place:
    """The place of a row, with what is doubtful about it noted."""
    told = _parts_of(row)
    point = point_of(row, told.country, told.postcode, findings)
    approximate = _is_approximate(row, told, point, findings)
    venue = replace(
        told,
        name=_public(row, "location"),
        latitude=point.latitude,
        longitude=point.longitude,
        approximate=approximate,
        notes=plain(row.get("location_notes")),
    )
    return Place(venue, bool(told.address), point.latitude is not None)


def _parts_of(row: Row) -> ReadVenue:
    """Street, town, postcode, region and country, from the parts or from the one-line address."""
    whole = _without_comment(_public(row, "formatted_address"))
    street = _without_comment(_public(row, "address"))
    town, code, state = (_public(row, name) for name in ("city", "postal_code", "state"))
    if not whole and street.count(",") >= 2 and not (town or code):
        whole, street = street, ""
    split = _split(whole)
    state, code, town = _unglued(state, code or split.postcode, town or split.town)
    country = _country(row) or split.country or _country_of(state, code)
    return ReadVenue(
        address=street or split.address,
        town=town,
        postcode=postcode.tidy(code) or code,
        region=state or _public(row, "county") or split.region or _public(row, "region"),
        country=country,
    )


def _public(row: Row, field: str) -> str:
    """A field on one line, without anybody's contacts or entry codes."""
    return sift(line(row.get(field)), "").text


def _country(row: Row) -> str:
    """The country that a row names, as one name whichever way it is written."""
    text = _public(row, "country")
    return country_named(text) or text


def _unglued(state: str, code: str, town: str) -> tuple[str, str, str]:
    """State, postcode and town, where the state holds "ENG", or "Leeds LS1 1AA" of all things."""
    found = postcode.find_in(state)
    if found:
        rest = re.sub(r"[A-Za-z0-9]+ ?[0-9][A-Za-z]{2}\W*$", "", state).strip(" ,")
        return "", code or found, town or rest
    return ("" if state.casefold() in _NATION_CODES else state), code, town


def _split(whole: str) -> ReadVenue:
    """The parts of a one-line address."""
    parts = [part.strip() for part in whole.split(",") if part.strip()]
    country = _take_country(parts)
    if not parts:
        return ReadVenue(country=country)
    code = postcode.find_in(parts[-1])
    if code:
        return _split_british(parts, code, country or UK)
    region = ""
    american = _US_REGION.fullmatch(parts[-1])
    if american:
        code, region = american[2] or "", american[1]
        parts.pop()
    elif _CANADIAN.fullmatch(parts[-1]) or _PLAIN_POSTCODE.fullmatch(parts[-1]):
        code = parts.pop()
    if country == "Canada" and len(parts) > 1:
        region = parts.pop()
    town = parts.pop() if parts else ""
    return ReadVenue(address=", ".join(parts), town=town, postcode=code, region=region, country=country)


def _split_british(parts: list[str], code: str, country: str) -> ReadVenue:
    """ "10 High St, Leeds LS1 1AA": the postcode may stand alone or after the town; a county may follow the town."""
    head = re.sub(r"[A-Za-z0-9]+\s*-?\s*[0-9Oo][A-Za-z]{2}\W*$", "", parts.pop()).strip(" ,")
    if head:
        parts.append(head)
    region = parts.pop() if len(parts) > 1 and _COUNTY.fullmatch(parts[-1]) else ""
    town = parts.pop() if parts else ""
    return ReadVenue(address=", ".join(parts), town=town, postcode=code, region=region, country=country)


def _take_country(parts: list[str]) -> str:
    """The country at the end of a list of parts, taken off it."""
    country = country_named(parts[-1]) if parts else ""
    if country:
        parts.pop()
    return country


def _country_of(state: str, code: str) -> str:
    """The country that a state or postcode gives away."""
    if postcode.is_full(code):
        return UK
    return USA if re.fullmatch(r"\d{5}(-\d{4})?", code) and _US_REGION.fullmatch(state) else ""


def _is_approximate(row: Row, told: ReadVenue, point: Point, findings: Findings) -> bool:
    """Is only the neighbourhood known? As stated; else from the address, and never by counting its commas in the UK."""
    given = row.get("approximate")
    if isinstance(given, bool):
        findings.warn("approximate", "unusual_form", "Read true or false as yes or no.")
        return given
    text = line(given).casefold()
    if text in ("yes", "true", "1", "y"):
        return True
    if text in ("no", "false", "0", "n"):
        return False
    return point.is_area or not (told.address and (told.town or told.postcode))


def _without_comment(text: str) -> str:
    """An address without what follows an at sign: a comment, or somebody's mail address."""
    return text.split("@", 1)[0].strip(" ,;") if "@" in text else text
