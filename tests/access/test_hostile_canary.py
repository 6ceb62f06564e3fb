"""SR-005, SR-080: what people typed about themselves and one another stands nowhere in plain: not in the files of the
database, in a backup, the log, what was printed, the folder of the installation or that of passing files."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, inspect, text

from app import db
from app.web.access import ANYONE
from tests.access.conftest import ROWS
from tests.access.replay import address, ask, case_of, headers_of
from tests.access.rows_concerns import ORDER
from tests.access.world import World, build, email_of, name_of, phone_of
from tests.conftest import MakeApp, run_command

REASON = "zcanaryreason: she was seen by the canal"
TYPED = {
    "account.rename": {"name": "Zcanaryname"},
    "ways_in.set_word": {"word": "zcanaryword kettle"},
    "proving.prove": {"password": "zcanarypassword", "code": "914270"},
    "organisations.invite": {"role": "champion", "name": "Zcanaryguest", "email": "zcanary-guest@example.org"},
    "records.break_it": {"category": "danger", "reason": REASON},
    "joining.take_up": {"name": "Zcanarynew", "contact": "zcanary-new@example.org"},
    "returning.come_back": {"contact": "zcanary-back@example.org"},
    "signing.send_code": {"contact": "zcanary-nobody@example.org"},
    "factors.use_password": {"email": "zcanary-login@example.org", "password": "zcanaryguess", "code": "914271"},
    "returning.use_recovery": {"code": "zcanaryrecovery", "word": "zcanaryword"},
    "concern.tell": {
        "words": "Zcanaryworry",
        "danger": "yes",
        "about": "Zcanarywho",
        "wish": "Zcanarywish",
        "contact": "zcanary-teller@example.org",
    },
    "concerns.write": {"sort": "note", "words": "Zcanarynote"},
}
"""By form, what is typed instead of what the table of forms has."""
AS_THEY_ARE = ("account.send_contact_code", "account.use_contact_code", "signing.use_code", "ways_in.new_codes",
               "returning.use_recovery", "records.agree", "records.review", "letting_back.ask",
               "rota.keep_apart")  # fmt: skip
WHO = {"records.agree": "carl", "records.review": "carl"}
THINGS = {"records.break_it": "lin at calder", "letting_back.ask": "nia at calder"}
PEOPLE = ("nia", "cora", "lin", "cal", "tam")
OUTBOX = "outbox"
REFUSED = {"proving.prove", "factors.use_password", "returning.use_recovery"}
"""What nobody has or had is typed there."""


@pytest.fixture(autouse=True)
def _passing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passing files go where they are looked for."""
    (tmp_path / "passing").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "passing"))


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """All that was logged and printed, once it is asked for."""
    with caplog.at_level(logging.DEBUG):
        yield lambda: caplog.text + "".join(capfd.readouterr())


def test_sr_080_nothing_that_people_typed_of_themselves_stands_anywhere_in_plain(
    make_app: MakeApp, database: Engine, tmp_path: Path, said: Callable[[], str]
) -> None:
    app = make_app()
    world = build(app.extensions[db.KEY])
    statuses = typed_everywhere(app, world)
    done = [run_command(app, *words) for words in (("job", "post"), ("backup", str(tmp_path / "copy")))]
    told = (everything_in(database) + said()).lower()
    kept = {
        path: path.read_bytes().lower() for path in tmp_path.rglob("*") if path.is_file() and OUTBOX not in str(path)
    }
    canaries = [each.lower() for each in (*seen_of(world), "zcanary", "914270", "914271", REASON, ORDER)]

    assert [each.exit_code for each in done] == [0, 0] and (tmp_path / "copy") in kept
    assert {name for name, status in statuses.items() if status >= 400} == REFUSED
    assert [each for each in canaries if each in told] == []
    assert {path.name: each for path, held in kept.items() for each in canaries if each.encode() in held} == {}


def test_sr_080_the_search_would_find_what_stands_in_plain(make_app: MakeApp, database: Engine, tmp_path: Path) -> None:
    app = make_app()
    world = build(app.extensions[db.KEY])
    with db.writing(database).begin() as connection:
        connection.execute(text("UPDATE person SET name_sealed = :name"), {"name": name_of("nia").encode()})

    assert name_of("nia").lower() in everything_in(database).lower()
    assert seen_of(world) and all(seen_of(world))
    if database.dialect.name == "sqlite":
        assert any(name_of("nia").encode() in path.read_bytes() for path in tmp_path.glob("test.sqlite*"))


def typed_everywhere(app: Flask, world: World) -> dict[str, int]:
    """Cora types into her forms, Carl into those that are not for her, and anybody into the open ones; what each
    answered."""
    world.headers = {name: headers_of(app, token) for name, token in world.tokens.items()}
    found = {}
    for endpoint in (*TYPED, *AS_THEY_ARE):
        row = ROWS[endpoint]
        person = "" if row.act in ANYONE else WHO.get(endpoint, "cora")
        case = case_of(app, world, app.extensions[db.KEY], person, THINGS.get(endpoint, row.things[0]))
        if endpoint in TYPED:
            form: dict[str, Any] = TYPED[endpoint]
            path = address(app, endpoint, row, case.ids)
            answer = case.client.post(path, data=form, headers=case.headers)
        else:
            answer = ask(case, endpoint, row)
        found[endpoint] = answer.status_code
        case.session.close()
    return found


def seen_of(world: World) -> list[str]:
    """Names, contacts and open tokens of people of the cast."""
    open_ones = [*world.tokens.values(), *world.open.values(), world.ids["way back for ned"]["token"]]
    return [each for name in PEOPLE for each in (name_of(name), email_of(name), phone_of(name))] + open_ones


def everything_in(engine: Engine) -> str:
    """Every value of every table, as text; bytes as far as they are letters."""
    with engine.connect() as connection:
        return "\n".join(
            " ".join(
                bytes(each).decode("latin-1") if isinstance(each, bytes | memoryview) else str(each) for each in row
            )
            for name in inspect(connection).get_table_names()
            for row in connection.execute(text(f'SELECT * FROM "{name}"'))
        )
