"""Where a request came from and what was agreed to; and its plan: what staff need when somebody rings and asks."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.models import Consent
from app.consent.queries.agreements import agreements
from app.consent.rules.texts import (
    ASK_AFTER,
    COMPANY,
    FOLLOW_UP,
    SHARE_CHAMPION,
    SHARE_CONTACT,
    TELL_REFERRER,
    TEXTS,
)
from app.linkage.accompaniment.queries.pairs import last
from app.linkage.accompaniment.rules.showing import Card, card
from app.linkage.accompaniment.rules.words import AGAIN
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.tallies import ENTRIES, FOR_AGENCIES
from app.people.models import Person

ASKED_FOR = (COMPANY, SHARE_CHAMPION, SHARE_CONTACT, FOLLOW_UP, ASK_AFTER)
"""What a request asks them to agree to; whether the referrer is told is said beside the referrer."""


LATER = frozenset({FOLLOW_UP, ASK_AFTER})
"""What is asked on the form of one's own, and not where staff ask with somebody."""


@dataclass(frozen=True, slots=True)
class Source:
    """By which road it came, for which service, who asked for them and how to ring that one, and what they agreed to
    and not, as the words that they were asked; `unasked` is what whoever asked for them did not ask. `may_tell`: the
    referrer may hear how far it is."""

    road: str
    agency: str
    referrer: str
    phone: str = field(repr=False)
    email: str = field(repr=False)
    may_tell: bool
    agreed: tuple[str, ...]
    others: tuple[str, ...]
    unasked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outing:
    """The latest plan, as staff may see it: what the two said of it, that it was hard, and whether they would go again;
    nothing of how anybody looks. `stands`: it is not over; `is_off`: it came to nothing."""

    card: Card
    stands: bool
    was_hard: bool
    again: str
    is_off: bool = False


def source(session: Session, linkage: Linkage) -> Source:
    """All of it that is known."""
    who = session.get(Person, linkage.referrer_id) if linkage.referrer_id else None
    holds = agreements(session, linkage.person_id)
    said = set(session.scalars(select(Consent.purpose).where(Consent.person_id == linkage.person_id)))
    unasked = LATER - said if linkage.entry in FOR_AGENCIES else set()
    return Source(
        ENTRIES[linkage.entry], linkage.agency, who.name if who else "", who.phone if who else "",
        who.email if who else "", TELL_REFERRER in holds,
        tuple(TEXTS[each].asks for each in ASKED_FOR if each in holds),
        tuple(TEXTS[each].asks for each in ASKED_FOR if each not in holds and each not in unasked),
        tuple(TEXTS[each].asks for each in ASKED_FOR if each in unasked),
    )  # fmt: skip


def outing(session: Session, linkage: Linkage, now: datetime) -> Outing | None:
    """The plan that stands, or the one before. None where there was none, and where it came to nothing and they have
    chosen another meeting since: what somebody wished before is theirs."""
    plan = last(session, linkage.id)
    is_past = plan is not None and plan.ended_at is not None and not plan.outcome
    if plan is None or (is_past and plan.listing_id != linkage.listing_id):
        return None
    seen = card(plan, now, is_newcomer=True)
    return Outing(seen, plan.ended_at is None, plan.felt == "hard", AGAIN.get(plan.again, ""), bool(is_past))
