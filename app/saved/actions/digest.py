"""Asking for the weekly list of an area, confirming, stopping at once; and putting each week's lists into the box."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, literal, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.model import Moment
from app.notices.rules.hours import USUAL, next_allowed
from app.notices.rules.stopping import marked_text, token
from app.places.models import Area
from app.post.actions import put
from app.post.models import Letter
from app.post.rules import Channel, Message
from app.post.rules.leaving import Answer, Drop, Leave, Wait
from app.post.rules.letter import Trouble
from app.saved.models import DigestReader
from app.saved.queries.digest import LINK_SORT, Address, by_link, by_stop, due, issue, reader_of
from app.saved.rules.digest import ASKING, KIND, LINK_LASTS, SORT, Week, as_words, since, week_of
from app.seal import CannotOpen, new_id, ring

LINK_BYTES = 32
SHORT = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody was asked to confirm: by this link."""

    reader: DigestReader
    token: str


@dataclass(frozen=True, slots=True)
class Written:
    """How many lists were put into the box, and the areas for which there was nothing to tell."""

    lists: int
    empty: tuple[str, ...]


def ask(session: Session, area: Area, email: str, address: Address, present: datetime) -> Asked:
    """Send a link to an address, which confirms that it wants the list of this area. The very same is done for an
    address that has confirmed already, and for it the link changes nothing. Earlier links stop working."""
    reader = _row_of(session, area, email, present)
    link = secrets.token_urlsafe(LINK_BYTES)
    link_hash, ends_at = ring().index(link, LINK_SORT), present + LINK_LASTS
    waits = case((DigestReader.confirmed_at.is_(None), literal(present, Moment())), else_=None)
    asked = update(DigestReader).where(DigestReader.id == reader.id)
    session.execute(asked.values(link_hash=link_hash, link_ends_at=ends_at, waits_since=waits))
    key = f"{ASKING}:{area.id}:{link_hash[:SHORT]}:{reader.id}:email"
    values: dict[str, str | int] = {"link": address(f"/digest/yes/{link}"), "days": LINK_LASTS.days}
    put(session, Message(key, ASKING, Channel.EMAIL, email, values, ends_at), present)
    return Asked(reader, link)


def confirm(session: Session, link: str, present: datetime, now: datetime) -> DigestReader | None:
    """From now on the list is sent; None for a link that does not work. It does its work once: pressed again while it
    lasts, it changes nothing."""
    reader = by_link(session, link, present)
    if reader:
        unconfirmed = (DigestReader.id == reader.id, DigestReader.confirmed_at.is_(None))
        session.execute(update(DigestReader).where(*unconfirmed).values(confirmed_at=now, waits_since=None))
    return reader


def stop(session: Session, given: str) -> Area | None:
    """Stop a list by its stop link, at once: the address goes, and with it what is in the box. Its area, or None."""
    reader = by_stop(session, given)
    if reader is None:
        return None
    area = reader.area
    forget(session, reader)
    return area


def forget(session: Session, reader: DigestReader) -> None:
    """Take an address out, and messages to it that have not left."""
    session.execute(delete(Letter).where(Letter.key.contains(reader.id)))
    session.execute(delete(DigestReader).where(DigestReader.id == reader.id))


def write(session: Session, now: datetime, present: datetime) -> Written:
    """Put this week's lists into the box, once for each reader; they are put into words when they leave. On other days,
    and for an area with nothing to tell, nothing is put."""
    week = week_of(now)
    if not week.is_open(now):
        return Written(0, ())
    known: dict[tuple[str, datetime], bool] = {}
    lists, empty = 0, set[str]()
    for reader in due(session, week):
        begins = since(reader.week, week)
        area = reader.area
        if (area.id, begins) not in known:
            known[area.id, begins] = issue(session, area, begins, now, str).is_empty
        if known[area.id, begins]:
            empty.add(area.slug)
        elif _put(session, reader, begins, week, present):
            reader.week = week.name
            lists += 1
    session.flush()
    return Written(lists, tuple(sorted(empty)))


def leave(session: Session, values: Mapping[str, str | int], address: Address, now: datetime) -> Answer:
    """What becomes of a list that would leave now: it is put into words from the present state; not at night, and not
    to an address that has stopped it."""
    reader = session.get(DigestReader, str(values["reader"]))
    if reader is None or reader.confirmed_at is None:
        return Drop(Trouble.NOT_WANTED)
    allowed = next_allowed(USUAL, now) or now + timedelta(hours=1)
    if allowed != now:
        return Wait(allowed)
    begins = datetime.fromisoformat(str(values["since"]))
    words = as_words(issue(session, reader.area, begins, now, address))
    stop_link = address(f"/digest/stop/{stop_token(reader)}")
    return Leave(Channel.EMAIL, stop=stop_link, values={"list": words})


def stop_token(reader: DigestReader) -> str:
    """The token by which this reader stops the list."""
    return token(reader.id, ring().index(marked_text(reader.id, KIND), SORT))


def _put(session: Session, reader: DigestReader, begins: datetime, week: Week, present: datetime) -> bool:
    """Put one list; one whose address does not open with the keys at hand comes another time."""
    try:
        to = reader.email
    except CannotOpen:
        return False
    values: dict[str, str | int] = {"reader": reader.id, "since": begins.isoformat()}
    key = f"{KIND}:{reader.area_id}:{week.name}:{reader.id}:email"
    message = Message(key, KIND, Channel.EMAIL, to, values, week.ends_at, due_at=week.leaves_at)
    return put(session, message, present)


def _row_of(session: Session, area: Area, email: str, present: datetime) -> DigestReader:
    """The row of an address, made if there is none; by the same statements either way. Of two who ask at once one makes
    it."""
    known = reader_of(session, area.id, email)
    made = DigestReader(id=new_id())
    made.email = email
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(DigestReader).values(
        id=made.id,
        email_sealed=made.email_sealed,
        email_index=known.email_index if known else ring().index(email, "email"),
        area_id=area.id,
        made_at=present,
        waits_since=present,
        week="",
    )
    session.execute(row.on_conflict_do_nothing(index_elements=["email_index", "area_id"]))
    found = reader_of(session, area.id, email)
    if found is None:
        raise LookupError("The row that was just made is gone.")
    return found
