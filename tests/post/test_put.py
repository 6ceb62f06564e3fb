"""A message goes into the box together with its cause, once, and sealed."""

import json
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.post.actions import PUT, put
from app.post.models import Letter
from tests.post.letters import ADDRESS, LATER, NUMBER, PRESENT, message


def test_a_message_waits_in_the_box_sealed(session: Session) -> None:
    assert put(session, message(), PRESENT)

    letter = session.scalars(select(Letter)).one()
    assert (letter.key, letter.kind, letter.channel) == ("sign_in_code:1", "sign_in_code", "email")
    assert (letter.made_at, letter.due_at, letter.ends_at) == (PRESENT, PRESENT, LATER)
    assert (letter.tries, letter.claimed_until, letter.sent_at, letter.given_up_at) == (0, None, None, None)
    assert letter.to == ADDRESS
    assert json.loads(letter.values)["code"] == "402913"
    assert ADDRESS.encode() not in (letter.to_sealed or b"")
    assert session.info[PUT]


def test_it_stays_only_if_its_cause_does(session: Session) -> None:
    put(session, message(), PRESENT)
    session.rollback()

    assert session.scalars(select(Letter)).all() == []


def test_a_second_one_with_the_same_key_changes_nothing(session: Session) -> None:
    put(session, message(), PRESENT)

    assert not put(session, message(to="cal@mail.example", channel="none"), PRESENT + timedelta(minutes=1))
    letter = session.scalars(select(Letter)).one()
    assert (letter.to, letter.channel, letter.made_at) == (ADDRESS, "email", PRESENT)


def test_one_that_nobody_gets_is_put_all_the_same(session: Session) -> None:
    assert put(session, message(channel="none"), PRESENT)

    assert session.scalars(select(Letter)).one().to == ADDRESS


def test_a_text_goes_to_one_number(session: Session) -> None:
    assert put(session, message(channel="text", to=NUMBER), PRESENT)

    assert session.scalars(select(Letter)).one().to == NUMBER
