"""How often one sender may post, counted in the database by a keyed hash that names nobody."""

import hashlib
import hmac

from flask import abort, request
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.web.models import Attempt
from app.web.request import settings

HOUR = 3600


def limit(session: Session, act: str, times: int) -> None:
    """Answer 429 when this sender has done `act` more than `times` this hour, by the running clock."""
    hour = int(running().timestamp()) // HOUR
    if _count(session, _key(act), hour) > times:
        session.commit()
        abort(429)


def _key(act: str) -> str:
    sender = request.remote_addr or ""
    return hmac.new(settings().secret_key.encode(), f"{act}\n{sender}".encode(), hashlib.sha256).hexdigest()


def _count(session: Session, key: str, hour: int) -> int:
    session.execute(delete(Attempt).where(Attempt.hour < hour - 1))
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(
        dialect.insert(Attempt)
        .values(key=key, hour=hour, times=1)
        .on_conflict_do_update(index_elements=["key", "hour"], set_={"times": Attempt.times + 1})
    )
    return session.scalars(select(Attempt.times).where(Attempt.key == key, Attempt.hour == hour)).one()
