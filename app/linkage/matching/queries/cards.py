"""Up to three cards without names from which a newcomer chooses whom we ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.directory.rules.describing import language_name
from app.linkage.matching.queries.looking import look_at, waiting
from app.linkage.matching.queries.offers import open_round
from app.linkage.matching.rules.explaining import for_newcomer
from app.linkage.matching.rules.seen import ENGLISH
from app.linkage.matching.rules.shortlist import LONGEST, Look, look, spare, stored
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.seal import ring

SHOWN = 3
SORT = "card"
LETTERS = 12


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody who could go, without name or face: two reasons, and languages that were asked for and they speak. `key`
    stands for them on this newcomer's page alone."""

    key: str
    champion_id: str
    reasons: tuple[str, str]
    languages: tuple[str, ...]


def may_choose(session: Session, linkage: Linkage) -> bool:
    """Is it the newcomer's turn to choose?"""
    turn = linkage.chooses and linkage.released_at is not None and linkage.state is State.OFFERING
    return turn and open_round(session, linkage.id) is None


def cards(session: Session, linkage: Linkage, now: datetime, *, others: bool = False) -> list[Card]:
    """Those who fit best and whom nobody else needs more; with `others` the next ones."""
    seen = _look(session, linkage, now)
    found = list(_all(seen, linkage))
    return found[SHOWN : 2 * SHOWN] if others else found[:SHOWN]


def picked(session: Session, linkage: Linkage, key: str, now: datetime) -> tuple[str, dict[str, Any]] | None:
    """The champion of one card, and how they came to be on it; None where they could not be asked any more."""
    seen = _look(session, linkage, now)
    for each in spare(seen, linkage.id, LONGEST):
        if _key(linkage, each.champion) == key:
            return each.champion, stored(seen, linkage.id, each)
    return None


def _look(session: Session, linkage: Linkage, now: datetime) -> Look:
    whom = {each.id: each for each in (*waiting(session, linkage.organisation_id), linkage)}
    return look(look_at(session, linkage.organisation, list(whom.values()), now))


def _all(seen: Look, linkage: Linkage) -> Iterator[Card]:
    asker = seen.asker(linkage.id)
    for each in spare(seen, linkage.id, LONGEST):
        candidate = seen.candidate(each.champion)
        shared = tuple(sorted(map(language_name, (asker.languages & candidate.languages) - {ENGLISH})))
        reasons = for_newcomer(asker, candidate, each.score)
        yield Card(_key(linkage, each.champion), each.champion, reasons, shared)


def _key(linkage: Linkage, champion_id: str) -> str:
    return ring().index(f"{linkage.id} {champion_id}", SORT)[:LETTERS]
