"""What matching has to know of plans: the part above knows them, and the factory says who asks it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

Stretches = Sequence[tuple[datetime, datetime]]

ENGAGED: list[Callable[[Session, Collection[str], datetime], Mapping[str, Stretches]]] = []
"""By champion, from when until when each is taken, with the way. Filled by the factory."""

PLANNED: list[Callable[[Session, str, datetime], str]] = []
"""When the two of a walk were to meet, in words, "" where nothing was agreed. Filled by the factory."""

WENT: list[Callable[[Session, Collection[str]], Mapping[str, Collection[str]]]] = []
"""By champion, the listings to which they went with somebody. Filled by the factory."""

ALSO_ASKED: list[Callable[[Session, str, datetime], Sequence[tuple[str, str]]]] = []
"""What else somebody is asked, of parts above: where it is answered, and in words. Filled by the factory."""


def also_asked(session: Session, person_id: str, now: datetime) -> list[tuple[str, str]]:
    """What waits for their answer besides questions whether they go with somebody."""
    return [each for ask in ALSO_ASKED for each in ask(session, person_id, now)]


def went(session: Session, ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The listings that each of them knows from going there with somebody; who knows none may be missing."""
    found: dict[str, frozenset[str]] = {}
    for ask in WENT:
        for champion_id, listings in ask(session, ids).items():
            found[champion_id] = found.get(champion_id, frozenset()) | frozenset(listings)
    return found


def planned(session: Session, walk_id: str, now: datetime) -> str:
    """When these two were to meet next."""
    return next((said for said in (ask(session, walk_id, now) for ask in PLANNED) if said), "")


def engaged(session: Session, ids: Collection[str], now: datetime) -> dict[str, list[tuple[datetime, datetime]]]:
    """What each of them has on already; who has nothing may be missing."""
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for ask in ENGAGED:
        for champion_id, stretches in ask(session, ids, now).items():
            found.setdefault(champion_id, []).extend(stretches)
    return found
