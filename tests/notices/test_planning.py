"""What waits in the box is what is wanted now; what was sent stays sent. On both databases."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.notices.actions.asking import ask_again
from app.notices.actions.planning import reconcile
from app.notices.models import SafeContact
from app.notices.rules.planning import Planned, Wanted
from app.notices.rules.reach import Wish
from app.people.models import Person
from app.post.jobs import send_due
from app.post.models import Letter
from app.post.rules.letter import NotSent, Trouble
from tests.people.cast import person
from tests.post.letters import PRESENT, Sink, letter

NOW = datetime(2026, 12, 21, 9, tzinfo=UTC)
NOON = NOW + timedelta(hours=3)
LINK = "https://site.example/care/1"
KINDS = ["confirm_due"]


def wanted(who: Person, cycle: str = "1", due: datetime = NOON, name: str = "Mill") -> Wanted:
    key = f"confirm_due:1:{cycle}:{who.id}:wished"
    return Wanted(key, "confirm_due", who.id, "wished", due, due + timedelta(days=3), {"link": LINK, "name": name})


def plan(session: Session, each: Iterable[Wanted], now: datetime = NOW) -> Planned:
    done = reconcile(session, KINDS, each, now)
    session.commit()
    return done


def send(app: Flask, sink: Sink, now: datetime = NOON) -> int:
    with app.app_context():
        return send_due(db.session(), {"email": sink}, lambda: PRESENT, lambda: now)


def test_what_is_missing_is_added_once_and_doing_it_again_changes_nothing(session: Session) -> None:
    nia = person(session)

    assert [plan(session, [wanted(nia)]) for _ in range(2)] == [Planned(added=1), Planned()]
    assert (letter(session).due_at, letter(session).person_id, letter(session).planned) == (NOON, nia.id, True)


def test_what_waits_and_has_moved_is_moved(app: Flask, session: Session) -> None:
    nia, later = person(session), NOON + timedelta(hours=4)
    plan(session, [wanted(nia)])

    assert plan(session, [wanted(nia, due=later, name="Quay")]) == Planned(moved=1)
    sink = Sink()
    assert [send(app, sink, NOON), send(app, sink, later)] == [0, 1]
    assert [taken.values["name"] for taken in sink.taken] == ["Quay"]


def test_what_is_no_longer_wanted_is_taken_back_and_comes_back_when_it_is_wanted_again(session: Session) -> None:
    nia = person(session)
    plan(session, [wanted(nia)])

    assert plan(session, []) == Planned(taken_back=1)
    assert session.scalars(select(Letter)).all() == []
    assert plan(session, [wanted(nia)]) == Planned(added=1)


def test_what_was_sent_stays_sent_whatever_moves_and_a_new_cycle_is_said_anew(app: Flask, session: Session) -> None:
    nia = person(session)
    plan(session, [wanted(nia)])
    send(app, Sink())

    assert plan(session, [wanted(nia, due=NOON + timedelta(hours=1))]) == Planned()
    assert plan(session, []) == Planned()
    assert plan(session, [wanted(nia, cycle="2")]) == Planned(added=1)


def test_what_waits_for_a_better_hour_is_left_to_wait(app: Flask, session: Session) -> None:
    nia, night = person(session), datetime(2026, 12, 21, 23, tzinfo=UTC)
    plan(session, [wanted(nia, due=night)])
    send(app, Sink(), night)
    waits_until = letter(session).due_at

    assert plan(session, [wanted(nia, due=night)], night) == Planned()
    assert letter(session).due_at == waits_until == datetime(2026, 12, 22, 8, tzinfo=UTC)


def test_what_a_sender_has_in_hand_is_left_to_it(session: Session) -> None:
    nia = person(session)
    plan(session, [wanted(nia)])
    letter(session).claimed_until = PRESENT
    session.commit()

    assert plan(session, []) == Planned()


def test_what_is_too_late_is_neither_added_nor_hidden_from_staff(app: Flask, session: Session) -> None:
    nia, after = person(session), NOON + timedelta(days=3)
    plan(session, [wanted(nia)])
    send(app, Sink(NotSent(Trouble.LATER, "busy"), takes=False))

    assert plan(session, [wanted(nia), wanted(nia, cycle="2")], after) == Planned()
    send(app, Sink(), after)
    assert letter(session).trouble == "later"


def test_letters_of_other_kinds_and_of_nobody_s_plan_are_left_alone(session: Session) -> None:
    nia = person(session)
    reconcile(session, ["reach_check"], [], NOW)
    plan(session, [wanted(nia)])

    assert reconcile(session, ["reach_check"], [], NOW) == Planned()


def test_whoever_said_long_ago_how_to_reach_them_is_asked_once(session: Session) -> None:
    nia, link = person(session), "https://site.example/account/reach"
    session.add(SafeContact(person_id=nia.id, channel=Wish.EMAIL, settled_at=NOW - timedelta(days=90)))
    session.commit()

    asked = [ask_again(session, link, NOW + timedelta(days=days)) for days in (-1, 0, 0, 1, 20, 200)]

    assert asked == [0, 2, 0, 0, 0, 0]
    assert sorted(session.scalars(select(Letter.channel))) == ["inbox", "wished"]
