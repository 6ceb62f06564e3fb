"""Venues of a list: found again by what the list says, made when new, put into an area and on the map."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.queries.care import corrected_fields
from app.feeds.models import Source
from app.feeds.rules import folded
from app.feeds.sources.reading import ReadListing, ReadVenue
from app.kernel.days import LONDON
from app.kernel.words import slug
from app.places.models import Access, Area, Nation, Venue
from app.places.rules.gazetteer import gazetteer
from app.places.rules.values import Authority, Found

HOME = ("GB", "UK")


class Venues:
    """The venues of one source, while a reading of it is taken in."""

    def __init__(self, session: Session, source: Source, now: datetime) -> None:
        self.session, self.source, self.now = session, source, now
        held = session.scalars(select(Venue).where(Venue.source_id == source.id))
        self.known = {venue.source_key: venue for venue in held}
        self.slugs = set(session.scalars(select(Venue.slug)))
        self.corrected = corrected_fields(session, source.id)
        """By id of each listing and venue of this source, the fields that a person has corrected."""
        self.areas = {area.slug: area for area in session.scalars(select(Area))}

    def find(self, told: ReadListing) -> Venue | None:
        """The venue that a listing names, the same for every listing of the source that names it alike."""
        if told.venue is None:
            return None
        key = _key(told.venue)
        zone = told.rules[0].zone if told.rules else LONDON
        venue = self.known.get(key) or self._new(key, told.venue, zone)
        venue.zone, venue.changed_at = zone if venue.nation is Nation.ELSEWHERE else LONDON, self.now
        for name in ("step_free", "accessible_toilet"):
            if name in told.attributes and name not in self.corrected.get(venue.id, ()):
                setattr(venue, name, Access.YES)
        return venue

    def _new(self, key: str, told: ReadVenue, zone: str) -> Venue:
        venue = Venue(
            slug=self._free_slug(told.name or told.address or told.town or "venue"),
            name=told.name or told.address or told.town,
            address=told.address,
            town=told.town,
            postcode=told.postcode,
            country=told.country or "GB",
            latitude=told.latitude,
            longitude=told.longitude,
            approximate=told.approximate,
            directions=told.notes,
            source_id=self.source.id,
            source_key=key,
            changed_at=self.now,
        )
        self._settle(venue, told, zone)
        self.session.add(venue)
        self.known[key] = venue
        return venue

    def _settle(self, venue: Venue, told: ReadVenue, zone: str) -> None:
        """Put it on the map by its postcode when the list gives no point, and into its area.

        A list that names no country is believed to be ours if the place is, or if its clocks are.
        """
        authority = _authority(told) if told.country.upper() in (*HOME, "") else None
        is_home = authority or told.country.upper() in HOME or (not told.country and zone == LONDON)
        if not is_home:
            venue.nation, venue.country = Nation.ELSEWHERE, told.country
            venue.area = self._area(told.region, told.country, Nation.ELSEWHERE) if told.region else None
            return
        answer = gazetteer().find(told.postcode) if told.postcode else None
        if not venue.is_placed and isinstance(answer, Found):
            venue.latitude, venue.longitude, venue.approximate = answer.place.lat, answer.place.lon, True
        if authority:
            venue.nation = nation_of(authority)
            venue.area = self._area(authority.name, "", venue.nation)

    def _area(self, name: str, country: str, nation: Nation) -> Area:
        wanted = slug(f"{name} {country}")
        if wanted not in self.areas:
            self.areas[wanted] = Area(slug=wanted, name=name, nation=nation)
            self.session.add(self.areas[wanted])
        return self.areas[wanted]

    def _free_slug(self, name: str) -> str:
        found, number = slug(name), 1
        while found in self.slugs:
            number += 1
            found = f"{slug(name)}-{number}"
        self.slugs.add(found)
        return found


def nation_of(authority: Authority) -> Nation:
    """Whose bank holidays a local authority keeps, from the first letter of its ONS code."""
    letters = {"S": Nation.SCOTLAND, "N": Nation.NORTHERN_IRELAND}
    return letters.get(authority.code[:1], Nation.ENGLAND_AND_WALES)


def _authority(told: ReadVenue) -> Authority | None:
    """The local authority of the UK that its postcode, or else its point, lies in."""
    found = gazetteer().authority_of_postcode(told.postcode) if told.postcode else None
    if found is None and told.latitude is not None and told.longitude is not None:
        return gazetteer().authority_at(told.latitude, told.longitude)
    return found


def _key(told: ReadVenue) -> str:
    said = (told.name, told.address, told.town, told.postcode, f"{told.latitude}", f"{told.longitude}")
    return hashlib.blake2b("\n".join(folded(part) for part in said).encode(), digest_size=12).hexdigest()
