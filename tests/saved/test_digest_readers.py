"""Readers of the weekly list: how they confirm and stop, and what is kept of them; on both databases."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.places.models import Area
from app.post.models import Letter
from app.post.rules.letter import Trouble
from app.saved.actions import digest as acts
from app.saved.actions.digest import stop_token
from app.saved.models import DigestReader
from tests.post.letters import Sink
from tests.saved.weekly import EARLY_THURSDAY, READER, THURSDAY, TUESDAY, area, leaving, public, reader, writing


@pytest.fixture
def here(session: Session) -> Area:
    return area(session)


def readers_of(session: Session) -> list[str]:
    session.rollback()
    return [each.email for each in session.scalars(select(DigestReader))]


def test_sr_029_a_list_that_waits_does_not_leave_once_it_is_stopped(app: Flask, session: Session, here: Area) -> None:
    ria = reader(session, here)
    reader(session, here, "sue@mail.example")
    assert writing(session, EARLY_THURSDAY) == 2
    mail = Sink()

    acts.stop(session, stop_token(ria))
    session.commit()

    assert leaving(app, mail, THURSDAY) == 1
    assert [taken.to for taken in mail.taken] == ["sue@mail.example"]
    assert readers_of(session) == ["sue@mail.example"]
    assert session.scalar(select(func.count()).select_from(Letter)) == 1


def test_sr_029_a_sender_that_holds_the_list_already_asks_once_more(session: Session, here: Area) -> None:
    ria = reader(session, here)
    values = {"reader": ria.id, "since": THURSDAY.isoformat()}
    acts.stop(session, stop_token(ria))

    assert acts.leave(session, values, public, THURSDAY) == acts.Drop(Trouble.NOT_WANTED)


@pytest.mark.parametrize("later", [timedelta(days=2, hours=23), timedelta(days=3, seconds=1)])
def test_sr_032_a_link_confirms_for_three_days(session: Session, here: Area, later: timedelta) -> None:
    asked = acts.ask(session, here, READER, public, running())

    found = acts.confirm(session, asked.token, running() + later, TUESDAY)

    session.refresh(asked.reader)
    assert (found is None, asked.reader.confirmed_at is None) == (later > timedelta(days=3),) * 2


def test_sr_032_a_link_confirms_once_and_the_newest_kills_those_before(session: Session, here: Area) -> None:
    old = acts.ask(session, here, READER, public, running())
    new = acts.ask(session, here, READER, public, running())

    assert acts.confirm(session, old.token, running(), TUESDAY) is None
    for moment in (TUESDAY, THURSDAY):
        acts.confirm(session, new.token, running(), moment)

    session.commit()
    session.refresh(new.reader)
    assert (new.reader.confirmed_at, new.reader.waits_since, readers_of(session)) == (TUESDAY, None, [READER])
    assert new.token not in repr([tuple(row) for row in session.execute(select(DigestReader.__table__))])


def test_who_asks_again_after_confirming_stays_confirmed(session: Session, here: Area) -> None:
    reader(session, here)

    asked = acts.ask(session, here, READER, public, running())
    session.refresh(asked.reader)

    assert (asked.reader.confirmed_at, asked.reader.waits_since) == (TUESDAY, None)


def test_an_address_is_sealed(session: Session, here: Area) -> None:
    reader(session, here)

    assert READER not in repr(session.execute(select(DigestReader.__table__)).all())
