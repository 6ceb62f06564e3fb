"""The keys of this installation, at hand wherever the application works; a start with other keys is refused."""

from flask import Flask, appcontext_pushed
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from app import db
from app.seal import CannotOpen, Ring, key_id, use
from app.web.models import KeyMark
from config import Settings

KEY = "alongside.ring"
KNOWN = "These are the keys that this database is sealed with."
PLACE = "key_mark|sealed|1"
SORT = "key mark"


class OtherKeys(Exception):
    """The database is sealed with keys that this start was not given."""


def init_app(app: Flask, settings: Settings) -> None:
    """Bring the keys along into every request and command. Raises `OtherKeys`."""
    try:
        ring = Ring(settings.field_keys, settings.index_key)
    except ValueError as error:
        raise OtherKeys(f"Look at ALONGSIDE_FIELD_KEYS and ALONGSIDE_INDEX_KEY. {error}") from error
    app.extensions[KEY] = ring
    check(app.extensions[db.KEY], ring)
    appcontext_pushed.connect(_bring, app)


def check(engine: Engine, ring: Ring) -> None:
    """Raise `OtherKeys` if the database was marked with keys that are not in the ring; mark one that has no mark yet.
    A database that cannot be reached, or has no tables yet, is left for later."""
    try:
        if not inspect(engine).has_table(KeyMark.__tablename__):
            return
    except OperationalError:
        return
    with Session(db.writing(engine)) as session:
        if session.get(KeyMark, 1) is None:
            _mark(session, ring)
        compare(session, ring)


def compare(session: Session, ring: Ring) -> None:
    """Raise `OtherKeys` if the mark of this database was made with keys that are not in the ring."""
    mark = session.get_one(KeyMark, 1, populate_existing=True)
    try:
        ring.open(mark.sealed, PLACE)
    except CannotOpen as error:
        raise OtherKeys("This database is sealed with another key: set ALONGSIDE_FIELD_KEYS to the keys it was "
                        "started with, or restore the backup that belongs to these keys.") from error  # fmt: skip
    if mark.index not in ring.indexes(KNOWN, SORT):
        raise OtherKeys("Contacts in this database are indexed with another key: set ALONGSIDE_INDEX_KEY to the key "
                        "it was started with.")  # fmt: skip


def mark_again(session: Session, ring: Ring) -> None:
    """Mark the database with the keys that write now: the last step of changing keys."""
    mark = session.get_one(KeyMark, 1)
    mark.sealed, mark.index = ring.seal(KNOWN, PLACE), ring.index(KNOWN, SORT)


def marked_with(session: Session) -> bytes:
    """The id of the field key that the mark is sealed with."""
    return key_id(session.get_one(KeyMark, 1).sealed)


def _mark(session: Session, ring: Ring) -> None:
    """The first mark; of several workers that start together on PostgreSQL, one makes it."""
    session.add(KeyMark(id=1, sealed=ring.seal(KNOWN, PLACE), index=ring.index(KNOWN, SORT)))
    try:
        session.commit()
    except IntegrityError:
        session.rollback()


def _bring(app: Flask, **_more: object) -> None:
    use(app.extensions[KEY])
