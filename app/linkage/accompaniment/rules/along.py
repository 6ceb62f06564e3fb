"""Whoever is learning and comes along, as one of the two sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Along:
    """`asks`: the reader is asked whether `name` may come along; `waits`: they said yes, and somebody else has not
    yet; `comes`: everybody has; `is_here`: they are at the meeting point. `was_there`: the reader, who took them along,
    has still to say how it went for them."""

    id: str
    name: str
    asks: bool = False
    waits: bool = False
    comes: bool = False
    is_here: bool = False
    was_there: bool = False
