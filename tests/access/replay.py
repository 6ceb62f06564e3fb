"""Asking as somebody, on a database that forgets every change, and telling what changed."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import db
from app.schema import Model
from app.web.visits import COOKIE
from tests.access.rows import Case, Row
from tests.access.world import World

FORM = re.compile(r'name="csrf_token" value="([0-9a-f]+)"')
Digest = dict[str, tuple[int, str]]


@contextmanager
def held(app: Flask) -> Iterator[Connection]:
    """All requests to the application use this one connection, and nothing that they commit stays."""
    engine = app.extensions[db.KEY]
    with db.writing(engine).connect() as connection:
        outer = connection.begin()
        app.extensions[db.KEY] = connection
        vars(connection)["connect"] = lambda: _Lent(connection)
        try:
            yield connection
        finally:
            app.extensions[db.KEY] = engine
            outer.rollback()


class _Lent:
    """The one connection for a page that only reads, which closes what it opened."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def close(self) -> None:
        """It stays open for the others."""


@contextmanager
def undone(connection: Connection) -> Iterator[None]:
    """What is committed in here is taken back at the end."""
    savepoint = connection.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


def digest(connection: Connection, *only: str) -> Digest:
    """Every table, or only these: how many rows, and a short mark of all that they hold."""
    found: Digest = {}
    for table in Model.metadata.sorted_tables:
        if not only or table.name in only:
            rows = connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            found[table.name] = (len(rows), hashlib.blake2b(repr(rows).encode(), digest_size=8).hexdigest())
    return found


def differing(before: Digest, after: Digest) -> set[str]:
    """The tables in which something is different."""
    return {table for table in before if before[table] != after[table]}


def headers_of(app: Flask, token: str) -> dict[str, str]:
    """What a browser of ours sends with somebody's cookie, and with its posts: the forms of a page that this
    session sees hold what they need."""
    if not token:
        return {}
    page = app.test_client(use_cookies=False).get("/account/ways-in", headers={"Cookie": f"{COOKIE}={token}"})
    found = FORM.search(page.get_data(as_text=True))
    csrf = found.group(1) if found else ""
    return {"Cookie": f"{COOKIE}={token}", "X-CSRF-Token": csrf, "Sec-Fetch-Site": "same-origin"}


def case_of(app: Flask, world: World, bind: Any, person: str, thing: str) -> Case:
    """Somebody about to try something."""
    client = app.test_client(use_cookies=False)
    return Case(app, world, Session(bind), client, person, thing, world.headers.get(person, {}))


def address(app: Flask, endpoint: str, row: Row, ids: dict[str, str]) -> str:
    """Where a view answers for a thing."""
    rule = next(iter(app.url_map.iter_rules(endpoint)))
    values = {name: value for name, value in {**ids, **row.values}.items() if name in rule.arguments}
    return app.url_map.bind("localhost").build(endpoint, values)


def ask(case: Case, endpoint: str, row: Row, ids: dict[str, str] | None = None, *, form: bool = True) -> TestResponse:
    """Open the page, or send the valid form (an empty one if it is not wanted)."""
    path = address(case.app, endpoint, row, case.ids if ids is None else ids)
    if row.form is None:
        return case.client.get(path, headers=case.headers)
    filled = dict(row.form(case) if callable(row.form) else row.form) if form else {}
    case.session.close()
    sent: dict[str, Any] = {"json": filled} if row.is_json else {"data": filled}
    return case.client.post(path, headers=case.headers, **sent)
