"""The keys of this installation, at hand wherever the application works; a start with other keys is refused."""

from flask import Flask, appcontext_pushed
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import db
from app.seal import CannotOpen, Ring, use
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
    ring = Ring(settings.field_keys, settings.index_key)
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
        mark = session.get(KeyMark, 1)
        if mark is None:
            session.add(KeyMark(id=1, sealed=ring.seal(KNOWN, PLACE), index=ring.index(KNOWN, SORT)))
            session.commit()
        else:
            _compare(mark, ring)


def _compare(mark: KeyMark, ring: Ring) -> None:
    try:
        ring.open(mark.sealed, PLACE)
    except CannotOpen as error:
        raise OtherKeys("This database is sealed with another key: set ALONGSIDE_FIELD_KEYS to the keys it was "
                        "started with, or restore the backup that belongs to these keys.") from error  # fmt: skip
    if mark.index not in ring.indexes(KNOWN, SORT):
        raise OtherKeys("Contacts in this database are indexed with another key: set ALONGSIDE_INDEX_KEY to the key "
                        "it was started with.")  # fmt: skip


def _bring(app: Flask, **_more: object) -> None:
    use(app.extensions[KEY])
