"""What stands between staff and somebody who asked: no way to them, their own wish, or their word to end it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.speech import _
from app.linkage.matching.queries.deaf import deaf
from app.linkage.matching.queries.offers import open_round, open_walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.reachable import ends_at, is_left, no_way
from app.linkage.referral.queries.same import same_contact
from app.linkage.referral.rules.handling import CAN_ASK
from app.linkage.referral.rules.reachable import WORDS, NoWay


@dataclass(frozen=True, slots=True)
class Way:
    """A sentence where nothing reaches them, "" else; whether nobody is to be asked for them; whether they asked us not
    to get in touch; whether it ends within minutes, at their word; and of those who are asked now whom no message
    tells, with why. `same`: the pages and names of other open requests with the same number or address.
    `may_ask`: champions can be asked now."""

    says: str
    is_left: bool
    asked_not: bool
    ends: bool
    deaf: dict[str, str]
    same: tuple[tuple[str, str], ...]
    may_ask: bool


def way(session: Session, linkage: Linkage, now: datetime) -> Way:
    """For the page of a request."""
    why = no_way(session, linkage, now) if linkage.is_live else None
    asked, name = open_round(session, linkage.id), linkage.name or _("Somebody")
    left = linkage.is_live and is_left(session, linkage)
    is_free = asked is None and open_walk(session, linkage.id) is None
    return Way(
        says=_(WORDS[why], name=name) if why else "",
        is_left=left,
        asked_not=why is NoWay.ASKED_NOT,
        ends=linkage.is_live and ends_at(session, linkage) is not None,
        deaf=deaf(session, [each.champion_id for each in asked.offers if not each.answer], now) if asked else {},
        same=tuple((f"/requests/{each.id}", each.name) for each in _same(session, linkage)),
        may_ask=is_free and linkage.state in CAN_ASK and not left,
    )


def _same(session: Session, linkage: Linkage) -> list[Linkage]:
    return same_contact(session, linkage) if linkage.is_live else []
