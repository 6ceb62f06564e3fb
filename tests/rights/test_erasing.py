"""SR-080, SR-090, SR-091: who ends their account is gone, from the database, its files, and what is put back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import db
from app.audit.models import AuditEvent
from app.directory.models import Revision
from app.kernel.clock import running
from app.kernel.roles import Role
from app.people.models import Holding, Invitation, Person
from app.rights.actions import ledger
from app.rights.actions.erasing import erase
from app.rights.rules.ending import HandOver
from app.rights.rules.leaving import goes, in_short
from app.web.request import SETTINGS
from tests.browser import Browser
from tests.conftest import run_command
from tests.factories import persons
from tests.rights.everybody import CANARY, EMAIL, NAME, everything, furnish, written

STAYS = {"audit_event"}
"""What the law asks us to keep: ids and words of our own."""


def file_of(app: Flask) -> Path:
    found: Path = app.extensions[SETTINGS].instance / ledger.LEDGER
    return found


def remains(engine: Engine, person_id: str) -> set[str]:
    """The tables in which something of Nia still stands."""
    return {table for table, rows in everything(engine).items() if person_id in rows or (CANARY in rows)} - STAYS


def traces(folder: Path, words: list[bytes]) -> Iterator[str]:
    """Files under a folder that hold one of these."""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        yield from (f"{path.name}: {word!r}" for word in words if word in content)


def leave(browser: Browser, person_id: str, word: str = "erase") -> int:
    """End the account from its page; the status."""
    browser.sign_in(Person(id=person_id))
    return browser.post("/account/erase", {"sure": word}).status


def test_sr_090_nothing_that_leads_to_the_person_is_left(browser: Browser, app: Flask, database: Engine) -> None:
    nia, _slug = written(app)
    assert remains(database, nia) > {"person", "revision", "holding", "glass", "consent"}

    status = leave(browser, nia)

    assert status == 303
    assert remains(database, nia) == set()
    assert everything(database)["letter"] == "[]"


def test_sr_090_it_lands_on_a_quiet_page_signed_out_and_clears_the_browser(browser: Browser, app: Flask) -> None:
    nia, _slug = written(app)
    browser.sign_in(Person(id=nia))
    cookie = browser.token

    gone = browser.post("/account/erase", {"sure": " Erase "})

    assert gone.location == "/ended" and "cookies" in gone.headers["Clear-Site-Data"]
    assert browser.token == ""
    assert browser.get("/ended").heading == "Done"
    browser.token = cookie
    assert browser.get("/today").location.startswith("/sign-in")


@pytest.mark.parametrize("typed", ["", "ERASEE", "yes"])
def test_sr_090_without_the_word_nothing_happens(browser: Browser, app: Flask, typed: str, database: Engine) -> None:
    nia, _slug = written(app)

    assert leave(browser, nia, typed) == 400
    assert "person" in remains(database, nia) and not file_of(app).exists()


def test_sr_090_the_page_says_what_goes_and_what_stays_and_why(browser: Browser, app: Flask) -> None:
    nia, _slug = written(app)
    page = browser.sign_in(Person(id=nia)).get("/account/erase")

    for words in ("your passkeys", "the name you want us to use, locked", "Changes to public listings stay",
                  "The record of who did what stays for 6 years", "35 days"):  # fmt: skip
        assert words in page.text


def test_what_goes_is_said_in_a_few_sentences_and_the_rest_is_folded(browser: Browser, app: Flask) -> None:
    nia, _slug = written(app)
    page = browser.sign_in(Person(id=nia)).get("/account/erase").source
    before_the_field = page.partition('id="sure"')[0]
    outside = re.sub(r"<details>.*</details>", "", before_the_field, flags=re.DOTALL)

    said = re.findall(r"<li>", outside[outside.index("<h1>") :])
    assert 7 <= len(said) <= 11
    assert "your passkeys" in page and "your passkeys" not in outside


def test_each_part_of_what_goes_has_its_sentence() -> None:
    shared = "letters and reach share a sentence, the account and people kept apart do; every other part has its own"
    assert len(goes()) - len(in_short()) == 2, shared


def test_sr_090_changes_to_listings_keep_the_role_and_lose_the_person(app: Flask, session: Session) -> None:
    nia, _here = furnish(session)

    erase(session, nia, file_of(app), running())

    kept = session.scalars(select(Revision)).one()
    assert (kept.person_id, kept.why, kept.role) == (None, "", Role.CHAMPION)
    assert kept.after["by"] == "" and kept.after["was"]


def test_sr_090_what_they_gave_others_stays_without_them(app: Flask, session: Session) -> None:
    here = persons.organisation(session, "calder")
    cora, carl = (persons.person(session, name, Role.COORDINATOR, here) for name in ("Cora", "Carl"))
    nia = persons.person(session, "Nia", Role.NEWCOMER, here)
    nia.holdings[0].given_by = cora.id
    session.add(Invitation(token_hash="t", role=Role.CHAMPION, organisation_id=here.id, made_by=cora.id,
                           made_at=running(), ends_at=running()))  # fmt: skip
    session.flush()
    nias, ids = nia.holdings[0].id, (cora.id, carl.id)

    erase(session, cora, file_of(app), running())

    assert session.get_one(Holding, nias).given_by is None
    invited = session.scalars(select(Invitation)).one()
    assert invited.withdrawn_at and invited.made_by is None
    assert set(session.scalars(select(Person.id))) == {nia.id, ids[1]}


@pytest.mark.parametrize(
    ("role", "says"), [(Role.COORDINATOR, "last coordinator"), (Role.TECHNICAL_ADMIN, "last tech")]
)
def test_sr_090_whoever_others_depend_on_hands_over_first(app: Flask, session: Session, role: Role, says: str) -> None:
    here = persons.organisation(session, "calder")
    at = here if role is Role.COORDINATOR else None
    last, _nia = persons.person(session, "Last", role, at), persons.person(session, "Nia", Role.NEWCOMER, here)
    suspended = persons.person(session, "Other", role, at)
    suspended.suspended_at = running()
    session.flush()

    with pytest.raises(HandOver, match=says):
        erase(session, last, file_of(app), running())
    assert not file_of(app).exists() and last in session
    suspended.suspended_at = None
    session.flush()
    erase(session, last, file_of(app), running())


def test_sr_090_alone_in_an_organisation_one_may_go(app: Flask, session: Session) -> None:
    only = persons.person(session, "Only", Role.COORDINATOR, persons.organisation(session, "calder"))

    erase(session, only, file_of(app), running())

    assert session.scalars(select(Person)).all() == []


def test_sr_090_it_is_in_the_record_by_number_alone(browser: Browser, app: Flask) -> None:
    nia, _slug = written(app)
    leave(browser, nia)

    with Session(app.extensions[db.KEY]) as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
    assert last and (last.act, last.outcome, last.actor_id) == ("account.erase", "erased", nia)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sr_080_no_file_holds_what_was_erased(
    browser: Browser, app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    nia, _slug = written(app)
    with Session(app.extensions[db.KEY]) as session:
        row = session.get_one(Person, nia)
        words = [EMAIL.encode(), NAME.encode(), CANARY.encode(), nia.encode(), row.name_sealed or b"-",
                 row.email_sealed or b"-", (row.email_index or "-").encode()]  # fmt: skip
        events = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == nia)).all()
    assert {trace.partition(": ")[2] for trace in traces(tmp_path, words)} >= {repr(word) for word in words[3:]}
    reader = app.extensions[db.KEY].connect()
    reader.exec_driver_sql("SELECT 1").all()
    reader.rollback()

    assert leave(browser, nia) == 303
    backup = run_command(app, "backup", str(tmp_path / "after.backup"))

    assert backup.exit_code == 0
    kept = [words[3], CANARY.encode()] if events else []
    assert [trace for trace in traces(tmp_path, [word for word in words if word not in kept])] == []
    assert EMAIL not in caplog.text and NAME not in caplog.text
    reader.close()


def test_sr_080_while_it_is_held_every_name_and_contact_is_sealed(app: Flask, tmp_path: Path, database: Engine) -> None:
    written(app)
    run_command(app, "backup", str(tmp_path / "before.backup"))

    assert list(traces(tmp_path, [EMAIL.encode(), NAME.encode(), b"zzcanary words_sealed"])) == []
    assert EMAIL not in str(everything(database)) and NAME not in str(everything(database))


def test_sr_091_the_ledger_names_nobody_is_for_its_owner_alone_and_is_written_once(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "erased.txt"
    with app.app_context():
        for _time in range(2):
            ledger.note(file, "a" * 32, running())
        ledger.note(file, "b" * 32, running())

        assert len(ledger.marks(file)) == 2 == len(file.read_text().split()) // 2
        assert ledger.knows(ledger.marks(file), "a" * 32) and not ledger.knows(ledger.marks(file), "c" * 32)
    assert oct(file.stat().st_mode)[-3:] == "600"
    assert "a" * 32 not in file.read_text()


def test_sr_091_a_ledger_that_cannot_be_written_stops_the_erasure(app: Flask, session: Session, tmp_path: Path) -> None:
    nia, _here = furnish(session)
    (tmp_path / "folder").mkdir()

    with pytest.raises(OSError):
        erase(session, nia, tmp_path / "folder", running())
    assert session.get(Person, nia.id)


def test_sr_091_a_line_cut_short_spoils_no_other(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "erased.txt"
    file.write_text("2026-12-21T18:00:00+00:00 0123456789abc")
    with app.app_context():
        ledger.note(file, "a" * 32, running())

        assert ledger.knows(ledger.marks(file), "a" * 32)
