"""How a champion may reach a newcomer, as far as the newcomer lets them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.consent.queries.agreements import agreements
from app.consent.rules.texts import SHARE_CONTACT
from app.linkage.accompaniment.queries.pairs import Pair
from app.notices.queries.reach import reach_of, safe_contact
from app.notices.rules.hours import next_allowed
from app.notices.rules.reach import Wish


@dataclass(frozen=True, slots=True)
class Ways:
    """A number and an address, each "" where they did not wish for it; from when on, None for now."""

    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    opens_at: datetime | None = None
    may_leave_message: bool = False

    @property
    def is_open(self) -> bool:
        """Is there anything to show at this moment?"""
        return bool(self.phone or self.email)


CLOSED = Ways()
"""Messages go through the site."""


def seen_from(session: Session, pair: Pair, now: datetime) -> datetime | None:
    """From when on the champion sees how to reach the newcomer; None where they see nothing: it is not shared, not
    agreed to, or the newcomer wishes to read everything here."""
    if not (pair.walk.shares_contact and SHARE_CONTACT in agreements(session, pair.newcomer.id)):
        return None
    reach = reach_of(session, pair.newcomer.id)
    return None if reach.do_not_contact or reach.wish is Wish.INSIDE else next_allowed(reach.hours, now)


def ways_of(session: Session, pair: Pair, now: datetime) -> Ways:
    """What the champion sees: nothing unless it is shared with them and agreed to, and outside of the newcomer's hours
    only when these begin. Raises `CannotOpen` while a key is not at hand."""
    opens_at = seen_from(session, pair, now)
    if opens_at is None:
        return CLOSED
    if opens_at > now:
        return Ways(opens_at=opens_at)
    reach, said = reach_of(session, pair.newcomer.id), safe_contact(session, pair.newcomer.id)
    phone = pair.newcomer.phone if reach.wish is not Wish.EMAIL or not pair.newcomer.email else ""
    email = pair.newcomer.email if reach.wish is Wish.EMAIL or not phone else ""
    return Ways(phone, email, may_leave_message=bool(said and said.leave_message))
