"""Up to three cards without names from which a newcomer chooses whom we ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.rules.describing import language_name
from app.linkage.matching.queries.looking import look_at, waiting
from app.linkage.matching.queries.offers import open_round
from app.linkage.matching.rules.explaining import for_newcomer
from app.linkage.matching.rules.seen import ENGLISH
from app.linkage.matching.rules.shortlist import LONGEST, look, shortlist
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
    found = list(_all(session, linkage, now))
    return found[SHOWN : 2 * SHOWN] if others else found[:SHOWN]


def _all(session: Session, linkage: Linkage, now: datetime) -> Iterator[Card]:
    whom = {each.id: each for each in (*waiting(session, linkage.organisation_id), linkage)}
    seen = look(look_at(session, linkage.organisation, list(whom.values()), now))
    asker = seen.asker(linkage.id)
    for each in shortlist(seen, linkage.id, LONGEST):
        if each.is_spare:
            candidate = seen.candidate(each.champion)
            shared = tuple(sorted(map(language_name, (asker.languages & candidate.languages) - {ENGLISH})))
            reasons = for_newcomer(asker, candidate, each.score)
            yield Card(_key(linkage, each.champion), each.champion, reasons, shared)


def _key(linkage: Linkage, champion_id: str) -> str:
    return ring().index(f"{linkage.id} {champion_id}", SORT)[:LETTERS]
