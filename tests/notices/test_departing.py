"""The rule of the moment when a message leaves is the one that counts (SR-023, SR-025); on both databases."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.notices.models import InboxNote, SafeContact
from app.notices.rules.hours import Window, written
from app.notices.rules.reach import Wish
from app.people.models import Person
from app.post.actions import put
from app.post.jobs import send_due
from app.post.models import Letter
from app.post.queries import overdue_since, waiting_since
from app.post.rules import Message
from app.post.rules.letter import LEASE, NotSent, Trouble
from app.seal import Ring, using
from tests.people.cast import person
from tests.post.letters import PRESENT, Sink, letter

LONDON = ZoneInfo("Europe/London")
MONDAY_NIGHT = datetime(2026, 12, 21, 22, tzinfo=LONDON)
TUESDAY_TEN = datetime(2026, 12, 22, 10, tzinfo=LONDON)
IN_A_WEEK = MONDAY_NIGHT + timedelta(days=7)
OFFICE = written(dict.fromkeys(range(5), Window(10, 14)))
LINK = "https://site.example/account/reach"


def queued(session: Session, channel: str = "wished", due_at: datetime | None = MONDAY_NIGHT) -> Person:
    """A question to Nia, waiting."""
    nia = person(session)
    nia.phone = "+447700900123"
    key = f"reach_check:1:1:{nia.id}:{channel}"
    asked = Message(key, "reach_check", channel, "", {"link": LINK}, IN_A_WEEK, person_id=nia.id, due_at=due_at)
    put(session, asked, PRESENT)
    session.commit()
    return nia


def said(session: Session, nia: Person, channel: Wish = Wish.EMAIL, hours: str = "", **flags: bool) -> None:
    """What Nia says of how to reach her."""
    made = SafeContact(person_id=nia.id, channel=channel, settled_at=MONDAY_NIGHT, **flags)
    made.hours = hours
    session.add(made)
    session.commit()


def sending_at(app: Flask, now: datetime, roads: dict[str, Sink], later: timedelta = timedelta(0)) -> int:
    """Send what is due at a moment of people's time, so much later by the running clock."""
    with app.app_context():
        return send_due(db.session(), roads, lambda: PRESENT + later, lambda: now)


def test_sr_023_nothing_leaves_outside_the_hours_and_it_leaves_when_they_begin(app: Flask, session: Session) -> None:
    said(session, queued(session), hours=OFFICE)
    mail = Sink()

    assert sending_at(app, MONDAY_NIGHT, {"email": mail}) == 0
    waits = letter(session)
    assert (waits.due_at, waits.tries, waits.claimed_until, waits.trouble) == (TUESDAY_TEN, 0, None, "")
    assert sending_at(app, TUESDAY_TEN - timedelta(minutes=1), {"email": mail}) == 0
    assert sending_at(app, TUESDAY_TEN, {"email": mail}) == 1
    assert [taken.to for taken in mail.taken] == ["nia@example.org"]


def test_sr_023_hours_that_were_changed_while_it_waited_count(app: Flask, session: Session) -> None:
    nia = queued(session)
    sending_at(app, MONDAY_NIGHT, {"email": Sink()})
    said(session, nia, hours=OFFICE)
    mail = Sink()

    assert sending_at(app, TUESDAY_TEN - timedelta(hours=1), {"email": mail}) == 0
    assert sending_at(app, TUESDAY_TEN, {"email": mail}) == 1


@pytest.mark.parametrize(
    ("wish", "flags", "trouble"),
    [(Wish.EMAIL, {"do_not_contact": True}, "not_wanted"), (Wish.INSIDE, {}, "inside")],
)
def test_sr_023_do_not_contact_is_honoured_for_what_waits(
    app: Flask, session: Session, wish: Wish, flags: dict[str, bool], trouble: str
) -> None:
    said(session, queued(session), wish, **flags)
    mail = Sink()

    assert sending_at(app, TUESDAY_TEN, {"email": mail}) == 0
    assert (mail.taken, letter(session).trouble) == ([], trouble)


def test_a_road_that_was_changed_while_it_waited_is_the_one_that_it_takes(app: Flask, session: Session) -> None:
    said(session, queued(session), Wish.TEXT)
    mail, text = Sink(), Sink()

    assert sending_at(app, TUESDAY_TEN, {"email": mail, "text": text}) == 1
    assert (mail.taken, [taken.to for taken in text.taken]) == ([], ["+447700900123"])
    assert letter(session).road == "text"


def test_a_text_that_may_have_arrived_is_not_sent_again_whoever_chose_the_road(app: Flask, session: Session) -> None:
    said(session, queued(session), Wish.TEXT)
    text = Sink(NotSent(Trouble.UNKNOWN, "no answer"))

    sending_at(app, TUESDAY_TEN, {"text": text})
    assert sending_at(app, TUESDAY_TEN, {"text": text}, LEASE * 2) == 0
    assert len(text.taken) == 1
    kept = letter(session)
    assert (kept.trouble, json.loads(kept.values)) == ("unknown", {"link": LINK})


def test_a_road_that_is_down_costs_no_try_and_the_others_go_on(app: Flask, session: Session) -> None:
    queued(session)
    sam = person(session, "Sam")
    put(session, Message("b", "reach_check", "wished", "", {"link": LINK}, IN_A_WEEK, sam.id, TUESDAY_TEN), PRESENT)
    session.commit()
    down = Sink(NotSent(Trouble.UNREACHABLE, "down"), takes=False)

    assert sending_at(app, TUESDAY_TEN, {"email": down}) == 0
    tries = sorted(session.scalars(select(Letter.tries)))
    assert tries == [0, 1]
    assert sending_at(app, TUESDAY_TEN, {"email": down}, timedelta(minutes=1)) == 2


def test_a_person_whose_key_is_not_at_hand_is_written_to_later(app: Flask, session: Session) -> None:
    with using(Ring("another key", "another key")):
        queued(session)
    mail = Sink()

    assert sending_at(app, TUESDAY_TEN, {"email": mail}) == 0
    assert (letter(session).tries, letter(session).given_up_at, mail.taken) == (0, None, [])


def test_a_suspended_person_is_not_written_to(app: Flask, session: Session) -> None:
    nia = queued(session)
    nia.suspended_at = PRESENT
    session.commit()

    assert sending_at(app, TUESDAY_TEN, {"email": Sink()}) == 0
    assert letter(session).trouble == "not_wanted"


def test_what_is_given_up_keeps_what_a_retry_needs_until_it_is_too_late(app: Flask, session: Session) -> None:
    queued(session)
    sending_at(app, TUESDAY_TEN, {"email": Sink(NotSent(Trouble.REFUSED, "550"), takes=False)})
    assert json.loads(letter(session).values) == {"link": LINK}

    sending_at(app, IN_A_WEEK, {})
    assert letter(session).values_sealed is None


def test_a_message_inside_the_site_is_there_once_also_if_its_sender_dies(app: Flask, session: Session) -> None:
    nia = queued(session, "inbox")

    assert sending_at(app, MONDAY_NIGHT, {}) == 1
    sent = letter(session)
    sent.sent_at, sent.values = None, json.dumps({"link": LINK})
    session.commit()
    assert sending_at(app, MONDAY_NIGHT, {}, LEASE) == 1
    notes = session.scalars(select(InboxNote)).all()
    assert [(note.person_id, note.kind, json.loads(note.values)) for note in notes] == [
        (nia.id, "reach_check", {"link": LINK})
    ]


def test_what_is_set_for_later_does_not_count_as_waiting(app: Flask, session: Session) -> None:
    queued(session)

    assert (waiting_since(session), overdue_since(session, MONDAY_NIGHT - timedelta(hours=1))) == (None, None)
    assert overdue_since(session, TUESDAY_TEN) == MONDAY_NIGHT


@pytest.mark.parametrize(("flags", "many"), [({}, 1), ({"watched": True}, 0), ({"do_not_contact": True}, 0)])
def test_sr_025_an_old_address_is_not_written_to_where_that_would_put_somebody_in_danger(
    app: Flask, session: Session, flags: dict[str, bool], many: int
) -> None:
    nia = person(session)
    said(session, nia, **flags)
    told = Message("contact_changed:1", "contact_changed", "email", "old@example.org", {"link": LINK},
                   PRESENT + timedelta(days=2), person_id=nia.id)  # fmt: skip
    put(session, told, PRESENT)
    session.commit()
    mail = Sink()

    assert sending_at(app, MONDAY_NIGHT, {"email": mail}) == many
    assert [taken.to for taken in mail.taken] == ["old@example.org"] * many


def test_an_erased_person_leaves_no_letter_behind(app: Flask, session: Session) -> None:
    session.delete(queued(session))
    session.commit()

    assert session.scalars(select(Letter)).all() == []
