"""How often one sender may post, counted in the database by a keyed hash that names nobody."""

import hashlib
import hmac
from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import abort, request
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.web.models import Attempt
from app.web.request import settings

HOUR = 3600
HOUSEHOLD = 64
"""Bits of an IPv6 address that one connection is given: it may change all others as it likes (RFC 6177)."""


def limit(session: Session, act: str, times: int, seconds: int = HOUR, whose: str = "") -> None:
    """Answer 429 when this sender (or whoever `whose` names) has done `act` more than `times` in this stretch of
    seconds, by the running clock."""
    if is_over(session, act, times, seconds, whose):
        abort(429)


def is_over(session: Session, act: str, times: int, seconds: int = HOUR, whose: str = "") -> bool:
    """Count this time; is it one too many? For pages that then have something better to say than `limit` does. Where it
    is too many the count is committed, whatever happens next."""
    over = count(session, act, seconds, whose) > times
    if over:
        session.commit()
    return over


def count(session: Session, act: str, seconds: int, whose: str = "") -> int:
    """How often this sender, or whoever `whose` names, has done `act` in this stretch, now included."""
    present = int(running().timestamp())
    ends_at = (present // seconds + 1) * seconds
    session.execute(delete(Attempt).where(Attempt.ends_at < present))
    return _add(session, _key(act, whose or source()), ends_at)


def source() -> str:
    """Where this request comes from, as it is counted: the address, of IPv6 the network. What the request itself says
    of that is not looked at; behind our own front server its word has been put in place before (`wsgi.site`)."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address, HOUSEHOLD), strict=False))
    return str(address)


def _key(act: str, whose: str) -> str:
    return hmac.new(settings().secret_key.encode(), f"{act}\n{whose}".encode(), hashlib.sha256).hexdigest()


def _add(session: Session, key: str, ends_at: int) -> int:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    times: int = session.scalars(
        dialect.insert(Attempt)
        .values(key=key, ends_at=ends_at, times=1)
        .on_conflict_do_update(index_elements=["key", "ends_at"], set_={"times": Attempt.times + 1})
        .returning(Attempt.times)
    ).one()
    return times


class Tries:
    """Tries that were kept one by one, in the database; keys are keyed hashes and name nobody.

    For `app.people.actions.failures`, which decides what they mean.
    """

    KEPT = 4 * HOUR

    def __init__(self, session: Session) -> None:
        self.session = session

    def since(self, act: str, whose: str, moment: datetime) -> int:
        """How many were kept after a moment. Whoever else asks for the same waits until this one's commit."""
        key = _key(act, whose)
        if self.session.get_bind().dialect.name == "postgresql":
            self.session.execute(select(func.pg_advisory_xact_lock(int(key[:15], 16))))
        kept = select(func.coalesce(func.sum(Attempt.times), 0))
        after = int(moment.timestamp()) + self.KEPT
        return int(self.session.scalars(kept.where(Attempt.key == key, Attempt.ends_at > after)).one())

    def add(self, act: str, whose: str, moment: datetime) -> None:
        """Keep one."""
        second = int(moment.timestamp())
        self.session.execute(delete(Attempt).where(Attempt.ends_at < second))
        _add(self.session, _key(act, whose), second + self.KEPT)

    def take_back(self, act: str, whose: str, moment: datetime) -> None:
        """Take one of this very moment back; nothing happens where there is none."""
        mine = (Attempt.key == _key(act, whose), Attempt.ends_at == int(moment.timestamp()) + self.KEPT)
        self.session.execute(update(Attempt).where(*mine, Attempt.times > 0).values(times=Attempt.times - 1))
