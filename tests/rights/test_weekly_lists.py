"""SR-088, SR-090: weekly lists go by an address alone, and are found by it when its owner has an account."""

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.kernel.roles import Role
from app.places.models import Area
from app.post.models import Letter
from app.rights.actions.erasing import erase
from app.rights.queries.copies import held_on
from app.saved.models import DigestReader
from tests.conftest import run_command
from tests.factories.persons import organisation, person
from tests.moving import Moving, clock
from tests.saved.weekly import EARLY_THURSDAY, TUESDAY, area, reader, writing

__all__ = ["clock"]

NIA = "nia@example.org"


@pytest.fixture
def here(session: Session) -> Area:
    return area(session)


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_sr_088_a_copy_holds_a_list_that_was_confirmed_and_no_other(
    session: Session, here: Area, is_confirmed: bool
) -> None:
    nia = person(session, "Nia", Role.NEWCOMER, organisation(session))
    reader(session, here, NIA, TUESDAY if is_confirmed else None)
    reader(session, here, "sue@mail.example")

    rows = next(part.rows for part in held_on(session, nia) if part.table == "digest_reader")

    assert [row["email_sealed"] for row in rows] == [NIA] * is_confirmed
    assert not any({"link_hash", "email_index"} & row.keys() for row in rows)


def test_sr_090_ending_an_account_ends_the_lists_to_its_address(session: Session, here: Area, tmp_path: Path) -> None:
    nia = person(session, "Nia", Role.NEWCOMER, organisation(session))
    for email, confirmed in ((NIA, TUESDAY), ("sue@mail.example", TUESDAY)):
        reader(session, here, email, confirmed)
    writing(session, EARLY_THURSDAY)

    erase(session, nia, tmp_path / "erased.txt", running())

    assert [each.email for each in session.scalars(select(DigestReader))] == ["sue@mail.example"]
    assert [each.to for each in session.scalars(select(Letter))] == ["sue@mail.example"]


@pytest.mark.parametrize("confirmed", [None, TUESDAY])
def test_sr_092_what_was_never_confirmed_goes_after_14_days(
    app: Flask, session: Session, here: Area, clock: Moving, confirmed: datetime | None
) -> None:
    reader(session, here, confirmed=confirmed)
    clock.move(days=15)

    assert run_command(app, "job", "retention").exit_code == 0
    session.rollback()
    assert len(session.scalars(select(DigestReader.id)).all()) == (1 if confirmed else 0)
