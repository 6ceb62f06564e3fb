"""One occurrence as a search answers it."""

from typing import Any, NamedTuple

from app.kernel.distance import miles_for_chord_squared

NOWHERE = 1e18
"""The distance of what is online only, in square metres: farther than anything."""


class Found(NamedTuple):
    """One occurrence as the search answers it. Moments are seconds since 1970; `far` is a squared tunnel length in
    square metres, `NOWHERE` for what is online only."""

    listing_id: str
    series_id: str
    venue_id: str | None
    starts_at: int
    ends_at: int
    zone: str
    kind: str
    is_on: bool
    in_person: bool
    online: bool
    is_open: bool | None
    ask_first: bool
    all_day: bool
    note: str
    far: float
    name: str
    home_venue_id: str | None
    confirmed_on: Any
    missing_since: Any
    card: str | None
    mark: str | None

    @property
    def is_somewhere(self) -> bool:
        """Is there a place to go to, and so a distance?"""
        return self.far < NOWHERE

    @property
    def miles(self) -> float | None:
        """Straight-line miles from the point searched; None for what is online only."""
        return miles_for_chord_squared(self.far) if self.is_somewhere else None
