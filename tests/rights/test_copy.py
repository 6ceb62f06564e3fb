"""SR-088: a copy of everything that is held on somebody, complete by the register, for that person alone."""

import json
import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import html5lib
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.audit.models import AuditEvent
from app.kernel.clock import running
from app.model import Model
from app.people.models import Person, SignedIn
from app.rights.actions.copying import copy_of
from app.rights.build import page as built
from app.rights.queries.copies import held_on
from app.rights.rules.register import register, tables_of_people
from app.web.visits import COOKIE
from tests.browser import Browser
from tests.conftest import run_command
from tests.rights.everybody import CANARY, EMAIL, NAME, OTHER, furnish, written

SECRET = ("_hash", "_index", "totp_sealed", "public_key", "challenge", "credential_id")


def opened(content: bytes) -> tuple[dict[str, Any], str]:
    """The JSON and the page of a copy."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["copy.html", "copy.json"]
        return json.loads(archive.read("copy.json")), archive.read("copy.html").decode()


@pytest.fixture
def copied(app: Flask, session: Session) -> tuple[dict[str, Any], str]:
    """What the copy of Nia holds."""
    nia, _here = furnish(session)
    return opened(copy_of(session, nia, running()))


def test_sr_088_every_column_of_every_table_that_leads_to_the_person_is_told_or_named(
    copied: tuple[dict[str, Any], str],
) -> None:
    tables = copied[0]["tables"]

    for name in tables_of_people():
        part, every = tables[name], set(Model.metadata.tables[name].columns.keys())
        assert part["rows"], f"No row of {name}"
        assert part["columns"].keys() | part["held_and_not_given"].keys() == every, name
        assert all(row.keys() == part["columns"].keys() for row in part["rows"]), name


def test_sr_088_every_table_that_points_at_people_leads_to_them_in_the_register() -> None:
    towards, grown = {"person"}, True
    while grown:
        found = {
            table.name
            for table in Model.metadata.tables.values()
            if any(key.column.table.name in towards for key in table.foreign_keys)
        }
        grown, towards = not found <= towards, towards | found

    unsaid = {entry.table for entry in register() if entry.nobody}
    assert towards - tables_of_people().keys() - unsaid == set()


def test_sr_088_a_column_that_names_somebody_else_is_known_as_such() -> None:
    named = {
        (table.name, column.name)
        for table in Model.metadata.tables.values()
        for column in table.columns
        if column.name.endswith(("_by", "actor_id", "person_id", "subject_id")) and column.name != "confirmed_by"
    }
    known = {(entry.table, entry.column) for entry in register() if entry.is_other or entry.column == entry.subject}

    assert named - known == set()


def test_sr_088_nothing_to_come_in_with_is_in_it(copied: tuple[dict[str, Any], str]) -> None:
    named = [(entry.table, entry.column) for entry in register() if entry.column.endswith(SECRET)]

    for table, column in named:
        if table in tables_of_people():
            assert column in copied[0]["tables"][table]["held_and_not_given"], (table, column)
    assert "Whoever had this could try to come in as you" in copied[1]


def test_sr_088_sealed_texts_are_opened_and_messages_and_invitations_to_them_are_found(
    copied: tuple[dict[str, Any], str],
) -> None:
    tables, page = copied[0]["tables"], copied[1]

    assert tables["person"]["rows"][0]["name_sealed"] == NAME and NAME in page
    assert EMAIL in [row["to_sealed"] for row in tables["letter"]["rows"]]
    assert EMAIL in [row["email_sealed"] for row in tables["invitation"]["rows"]]
    assert any("Calder Recovery (example)" in str(row) for row in tables["holding"]["rows"])


def test_sr_088_other_people_and_their_reasons_are_not_in_it(copied: tuple[dict[str, Any], str]) -> None:
    """What an organisation wrote to somebody about not taking them on is theirs to read (`handover`)."""
    whole, tables = json.dumps(copied[0]) + copied[1], copied[0]["tables"]
    reasons = {name for name, table in tables.items() if f"{CANARY} reason_sealed" in json.dumps(table["rows"])}

    assert OTHER not in whole
    assert reasons <= {"handover"}
    assert copied[0]["tables"]["glass"]["rows"][0]["actor_id"] == "somebody else"


def test_sr_088_who_broke_the_glass_is_a_role(session: Session) -> None:
    nia, here = furnish(session)
    cora = session.scalars(select(Person).where(Person.id != nia.id)).one()
    glass = Model.metadata.tables["glass"]
    session.execute(glass.update().values(actor_id=cora.id))

    found = {part.table: part for part in held_on(session, nia)}

    assert found["glass"].rows[0]["actor_id"] == "coordinator"
    assert here.id in str(found["glass"].rows[0]["organisation_id"])


def test_sr_088_the_page_is_valid_needs_nothing_from_elsewhere_and_asks_not_to_be_passed_on(
    copied: tuple[dict[str, Any], str],
) -> None:
    data, page = copied

    html5lib.HTMLParser(strict=True).parse(page)
    assert not any(word in page for word in ("src=", "href=", "<link", "<script", "<style"))
    assert "do not pass it on" in page and "do not pass it on" in data["notice"]
    assert data["history"] and all(each["when"] and each["what"] for each in data["history"])
    assert "Who looked at my record" in page


def test_the_page_names_as_held_and_not_given_only_what_is_held(session: Session) -> None:
    nia, _here = furnish(session)
    nia.password_hash = "zz"
    assert "your password, scrambled for good" in _page(session, nia)

    nia.password_hash = ""

    page = _page(session, nia)
    assert not any(words in page for words in ("your password", "your sign-in word", "your code app"))
    assert "a mark by which we find your e-mail address" in page


def test_the_page_is_in_words_for_people(session: Session) -> None:
    nia, here = furnish(session)
    signed_in = Model.metadata.tables["signed_in"]
    session.execute(signed_in.update().values(own_phone=False, made_at=datetime(2026, 7, 1, 16, 21, 3, 5, tzinfo=UTC)))

    page = _page(session, nia)

    told = html5lib.parse(page, namespaceHTMLElements=False)
    pairs = [(dt.text, dd.text) for dt, dd in zip(told.iter("dt"), told.iter("dd"), strict=True)]
    assert ("when you signed in", "Wednesday 1 July 2026 at 5:21pm") in pairs
    assert ("that you called it your own phone", "no") in pairs
    assert "when you are signed out by itself at the latest" in dict(pairs)
    shown = " ".join(dd or "" for _dt, dd in pairs)
    assert not re.search(r"\b(True|False|None)\b|\d{4}-\d\d-\d\dT|\b[0-9a-f]{32}\b", shown), shown
    assert here.id not in shown


def test_where_nobody_looked_the_page_says_so(session: Session) -> None:
    nia, _here = furnish(session)

    page = built(held_on(session, nia), [])

    assert "<h2>Who looked at my record</h2>\n<p>Nobody has.</p>" in page


def _page(session: Session, person: Person) -> str:
    session.flush()
    session.expire_all()
    return opened(copy_of(session, person, running()))[1]


def test_sr_088_one_button_gives_it_at_once_and_it_is_written_down(browser: Browser, app: Flask) -> None:
    nia, _slug = written(app)
    browser.sign_in(Person(id=nia))
    assert browser.get("/account/copy").heading == "A copy of what we hold on you"

    headers = {"Cookie": f"{COOKIE}={browser.token}", "X-CSRF-Token": browser.csrf}
    answer = browser.client.post("/account/copy", headers=headers)

    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="copy.zip"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert opened(answer.data)[0]["tables"]["person"]["rows"][0]["id"] == nia
    with Session(app.extensions[db.KEY]) as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
        assert last and (last.act, last.outcome, last.subject_id) == ("account.copy", "copied", nia)


@pytest.mark.parametrize("path", ["/account/copy", "/account/erase"])
def test_sr_040_a_copy_and_an_ending_want_somebody_who_just_proved_themselves(
    browser: Browser, app: Flask, path: str
) -> None:
    nia, _slug = written(app)
    browser.sign_in(Person(id=nia))
    with Session(db.writing(app.extensions[db.KEY])) as session:
        for each in session.scalars(select(SignedIn)):
            each.proved_at = each.proved_at.replace(year=2020)
        session.commit()

    assert browser.get(path).location.startswith("/account/prove")
    assert browser.post(path, {"sure": "ERASE"}).status == 403
    with Session(app.extensions[db.KEY]) as session:
        assert session.get(Person, nia)


def test_sr_088_the_command_writes_the_same_by_id_or_address(app: Flask, tmp_path: Path) -> None:
    nia, _slug = written(app)
    for number, typed in enumerate((nia, EMAIL)):
        told = run_command(app, "data", "export", typed, str(tmp_path / f"{number}.zip"))
        assert told.exit_code == 0, told.output

    pair = [opened((tmp_path / f"{number}.zip").read_bytes())[0]["tables"] for number in range(2)]

    assert pair[0].keys() == pair[1].keys()
    assert pair[0]["person"] == pair[1]["person"]
    assert oct((tmp_path / "0.zip").stat().st_mode)[-3:] == "600"
    assert run_command(app, "data", "export", "nobody@example.org", str(tmp_path / "2.zip")).exit_code == 1
    assert run_command(app, "data", "export", nia, str(tmp_path / "0.zip")).exit_code == 1
