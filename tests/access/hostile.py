"""Trying every form with what nobody types: who tries it, what is sent, and what must be true of the answer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from sqlalchemy import Connection

from app.web.access import ANYONE
from tests.access.cast import PEOPLE
from tests.access.conftest import ROWS, Site
from tests.access.expecting import Outcome, expected
from tests.access.replay import address, case_of, differing, digest, held, undone
from tests.access.rows import Case, Row

POSTS = {name: row for name, row in ROWS.items() if row.form is not None}
NOTED = {"attempt", "audit_event", "ceremony", "signed_in", "entry_code", "passkey"}
"""What may be different after a refusal: that somebody tried, and was here."""
FIRST = ("cora", "tam", "gus", "lin", "nia", "cal")


@dataclass(frozen=True, slots=True)
class Trial:
    """Somebody who may, before a form that would succeed."""

    connection: Connection
    case: Case
    path: str
    valid: Mapping[str, Any]

    def send(self, body: bytes, sort: str = "application/x-www-form-urlencoded") -> str:
        """Send this, and take it back. What is wrong with the answer; empty if it is below 500, and changes nothing
        where it is no success."""
        with undone(self.connection):
            before = digest(self.connection)
            headers = dict(self.case.headers)
            answer = self.case.client.post(self.path, data=body, content_type=sort, headers=headers)
            changed = differing(before, digest(self.connection)) - NOTED if answer.status_code >= 400 else set()
        return f"{answer.status_code} {sorted(changed)}" if answer.status_code >= 500 or changed else ""

    def with_field(self, name: str, value: bytes) -> bytes:
        """The valid form, but for one field, already encoded."""
        return f"{encoded({key: text for key, text in self.valid.items() if key != name})}&{name}=".encode() + value


@contextmanager
def trial(site: Site, endpoint: str) -> Iterator[Trial]:
    """Before the form of that view; whatever happens is forgotten."""
    row = POSTS[endpoint]
    person, thing = _who_may(row)
    with held(site.app) as connection:
        case = case_of(site.app, site.world, connection, person, thing)
        if row.prepare:
            row.prepare(case)
        valid = row.form(case) if callable(row.form) else row.form
        yield Trial(connection, case, address(site.app, endpoint, row, case.ids), valid or {})


def encoded(form: Mapping[str, Any]) -> str:
    """A form as a browser sends it."""
    pairs = [(name, each) for name, text in form.items() for each in (text if isinstance(text, list) else [text])]
    return "&".join(f"{quote_plus(name)}={quote_plus(str(each))}" for name, each in pairs)


def _who_may(row: Row) -> tuple[str, str]:
    tries = ((person, thing) for person in (*FIRST, *PEOPLE) for thing in row.things)
    return next(pair for pair in tries if row.act in ANYONE or expected(pair[0], row.act, pair[1]) is Outcome.DONE)
